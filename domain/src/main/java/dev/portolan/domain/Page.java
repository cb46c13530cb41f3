package dev.portolan.domain;

import java.util.List;
import java.util.Optional;

/** One page of a listing, and the cursor of the next if there is one. */
public record Page<T>(List<T> items, Optional<Cursor> next) {

    /** Where a listing stopped: short-lived, opaque, bound to the listing that made it. */
    public record Cursor(String value) {
        public static final Cursor START = new Cursor("");

        public boolean isStart() {
            return value.isEmpty();
        }
    }

    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> last(List<T> items) {
        return new Page<>(items, Optional.empty());
    }

    public <R> Page<R> map(java.util.function.Function<? super T, ? extends R> mapper) {
        return new Page<>(items.stream().<R>map(mapper).toList(), next);
    }
}
