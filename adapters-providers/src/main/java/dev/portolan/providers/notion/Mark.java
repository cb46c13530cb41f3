package dev.portolan.providers.notion;

import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.ProviderFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the sync of a scope stopped.
 *
 * @param since edits before this were told in earlier runs
 * @param latest the latest edit when this run began: what is edited from then on is for the next one
 * @param whole whether the walk has found all that there is so far
 * @param seen fingerprints of recent edits that were told already
 * @param trashed fingerprints of what was told to be in the trash lately: with it went all that it holds
 * @param frames what is still to be looked at; the last one first
 */
record Mark(Instant since, Instant latest, boolean whole, List<String> seen, List<String> trashed, List<Frame> frames) {

    private static final int MOST_SEEN = 200;
    private static final int MOST_TRASHED = 50;

    Mark {
        seen = last(seen, MOST_SEEN);
        trashed = last(trashed, MOST_TRASHED);
        frames = List.copyOf(frames);
    }

    private static List<String> last(List<String> all, int most) {
        return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
    }

    static Mark begin(List<Frame> frames) {
        return new Mark(Instant.EPOCH, Instant.EPOCH, true, List.of(), List.of(), frames);
    }

    /** Whether everything that is there is being told, not only edits. */
    boolean isWalk() {
        return since.equals(Instant.EPOCH);
    }

    static Mark of(Checkpoint checkpoint) {
        String[] parts = checkpoint.value().split(";", -1);
        try {
            if (parts.length == 6) {
                Mark mark = new Mark(
                        Instant.parse(parts[0]),
                        Instant.parse(parts[1]),
                        Boolean.parseBoolean(parts[2]),
                        words(parts[3], ",").toList(),
                        words(parts[4], ",").toList(),
                        words(parts[5], " ").map(Frame::of).toList());
                if (mark.checkpoint().equals(checkpoint)) {
                    return mark;
                }
            }
        } catch (IllegalArgumentException | DateTimeException garbage) {
            // the same as any other text that is not ours
        }
        throw new ProviderFailure.ResyncRequired("The checkpoint is not one of this connector");
    }

    private static Stream<String> words(String text, String separator) {
        return text.isEmpty() ? Stream.empty() : Stream.of(text.split(separator, -1));
    }

    Checkpoint checkpoint() {
        return new Checkpoint(String.join(
                ";",
                since.toString(),
                latest.toString(),
                String.valueOf(whole),
                String.join(",", seen),
                String.join(",", trashed),
                frames.stream().map(Frame::text).collect(Collectors.joining(" "))));
    }
}
