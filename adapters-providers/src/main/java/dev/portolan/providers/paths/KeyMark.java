package dev.portolan.providers.paths;

import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.ProviderFailure;

/** Checkpoints that name the last key of a listing in byte order, percent-escaped: they never expire. */
public final class KeyMark {

    private static final String AFTER = "after:";

    private KeyMark() {}

    public static Checkpoint at(String key) {
        return new Checkpoint(AFTER + Percent.escaped(key, "/"));
    }

    /** The key after which to go on; empty at the start. */
    public static String after(Checkpoint checkpoint) {
        if (checkpoint.isStart()) {
            return "";
        }
        try {
            String key = Percent.unescaped(checkpoint.value()).substring(AFTER.length());
            if (!key.isEmpty() && at(key).equals(checkpoint)) {
                return key;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException garbage) {
            // the same as any other text that is not ours
        }
        throw new ProviderFailure.ResyncRequired("The checkpoint is not one of this connector");
    }
}
