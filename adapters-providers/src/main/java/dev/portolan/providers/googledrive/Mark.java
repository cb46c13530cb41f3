package dev.portolan.providers.googledrive;

import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.paths.Percent;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a scope's sync stopped.
 *
 * @param log the token of the log of changes, taken before the listing began
 * @param page of the listing that is under way, or of the folders that are looked into; empty at its beginning
 * @param folders that a page of changes has named, and that must be looked into before the log goes on
 */
record Mark(Step step, String log, String page, List<String> folders) {

    private static final int MOST_FOLDERS = 250;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,60}");

    enum Step {
        LISTING,
        FEED,
        /** Below folders, with more of the log to come. */
        BELOW,
        /** Below folders, at the end of the log. */
        BELOW_LAST
    }

    static Mark feed(String log) {
        return new Mark(Step.FEED, log, "", List.of());
    }

    static Mark of(Checkpoint checkpoint) {
        String[] parts = checkpoint.value().split(":", -1);
        boolean known = parts.length == 4
                && Stream.of(Step.values()).anyMatch(step -> step.name().equals(parts[0]));
        if (known) {
            try {
                Mark mark = new Mark(
                        Step.valueOf(parts[0]),
                        Percent.unescaped(parts[1]),
                        Percent.unescaped(parts[2]),
                        parts[3].isEmpty() ? List.of() : List.of(parts[3].split(",", -1)));
                if (!mark.log().isEmpty() && mark.checkpoint().equals(checkpoint)) {
                    return mark;
                }
            } catch (IllegalArgumentException garbage) {
                // the same as any other text that is not ours
            }
        }
        throw new ProviderFailure.ResyncRequired("The checkpoint is not one of this connector");
    }

    /** @throws ProviderFailure.ResyncRequired where there are more folders than a checkpoint holds: listing all is cheaper */
    Checkpoint checkpoint() {
        if (folders.size() > MOST_FOLDERS
                || !folders.stream().allMatch(id -> ID.matcher(id).matches())) {
            throw new ProviderFailure.ResyncRequired("Many folders were moved or restored");
        }
        return new Checkpoint(String.join(
                ":", step.name(), Percent.escaped(log, ""), Percent.escaped(page, ""), String.join(",", folders)));
    }
}
