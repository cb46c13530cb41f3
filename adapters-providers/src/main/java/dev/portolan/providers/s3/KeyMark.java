package dev.portolan.providers.s3;

import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.ProviderFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Checkpoints that name the last key, percent-escaped: unlike a store's tokens they never expire. */
final class KeyMark {

    private static final String AFTER = "after:";

    private KeyMark() {}

    static Checkpoint at(String key) {
        return new Checkpoint(AFTER + Bucket.escaped(key, true));
    }

    static String after(Checkpoint checkpoint) {
        try {
            String key = URLDecoder.decode(checkpoint.value().replace("+", "%2B"), StandardCharsets.UTF_8)
                    .substring(AFTER.length());
            if (!key.isEmpty() && at(key).equals(checkpoint)) {
                return key;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException garbage) {
            // the same as any other text that is not ours
        }
        throw new ProviderFailure.ResyncRequired("The checkpoint is not one of this connector");
    }
}
