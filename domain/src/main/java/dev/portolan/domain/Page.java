package dev.portolan.domain;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

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

    /** The same page without some of its items; it may be shorter than was asked for, or empty with more to come. */
    public Page<T> filter(Predicate<? super T> kept) {
        return new Page<>(items.stream().filter(kept).toList(), next);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
        return new Page<>(items.stream().<R>map(mapper).toList(), next);
    }
}
