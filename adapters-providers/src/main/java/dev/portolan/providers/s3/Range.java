package dev.portolan.providers.s3;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Scope;
import dev.portolan.providers.paths.ByteOrder;
import dev.portolan.providers.paths.Percent;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a bucket's keys in byte order.
 *
 * @param after exclusive; empty: from the first key
 * @param through inclusive; empty: to the last key
 */
record Range(String after, String through) {

    static final Range ALL = new Range("", "");

    private static final int LONGEST_ID = 1_024;
    private static final String PREFIX = "range:";
    private static final String BETWEEN = "..";

    /** As a scope's id, in which each key is percent-escaped, dots included. */
    Scope.Id id() {
        return new Scope.Id(PREFIX + escaped(after) + BETWEEN + escaped(through));
    }

    boolean fitsAnId() {
        return id().value().length() <= LONGEST_ID;
    }

    static Range of(Scope.Id id) {
        String text = id.value();
        int between = text.indexOf(BETWEEN);
        if (!text.startsWith(PREFIX) || between < 0) {
            throw new ProviderFailure.ResyncRequired("The scope '" + text + "' is no range of keys");
        }
        return new Range(
                Percent.unescaped(text.substring(PREFIX.length(), between)),
                Percent.unescaped(text.substring(between + BETWEEN.length())));
    }

    Scope scope(Bucket bucket, String selection) {
        String whole = bucket.name() + "/" + bucket.prefix();
        String from = after.isEmpty() ? "" : " after '" + after + "'";
        String to = through.isEmpty() ? "" : " through '" + through + "'";
        return new Scope(id(), whole + from + to, selection);
    }

    boolean endsBefore(String key) {
        return !through.isEmpty() && ByteOrder.UTF_8.compare(key, through) > 0;
    }

    /** Whether ranges join to all keys, each once. */
    static boolean areWhole(List<Range> ranges) {
        String reached = "";
        for (int i = 0; i < ranges.size(); i++) {
            boolean last = i == ranges.size() - 1;
            Range range = ranges.get(i);
            if (!range.after().equals(reached) || last != range.through().isEmpty()) {
                return false;
            }
            reached = range.through();
        }
        return !ranges.isEmpty();
    }

    static Optional<Range> known(Scope scope) {
        try {
            return Optional.of(of(scope.id()));
        } catch (ProviderFailure.ResyncRequired | IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static String escaped(String key) {
        return Percent.escaped(key, "").replace(".", "%2E");
    }
}
