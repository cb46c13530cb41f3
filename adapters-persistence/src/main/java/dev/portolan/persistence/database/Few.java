package dev.portolan.persistence.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A few values of a column, as {@code in (?, ?, …)}. Their number is a power of two, the last one repeated, so that there are
 * few statements; and PostgreSQL keeps a plan for each, while for an array it plans again and again: it takes arrays that it
 * does not know for longer than these.
 */
public final class Few {

    /** As many as one statement asks for. */
    private static final int MOST = 32;

    private final List<Object> values;

    private Few(List<Object> values) {
        this.values = values;
    }

    /** All of them, a statement's worth at a time. */
    public static <T> List<Few> of(Collection<T> all, Function<? super T, ?> column) {
        List<Few> parts = new ArrayList<>();
        List<Object> part = new ArrayList<>();
        for (T one : all) {
            part.add(column.apply(one));
            if (part.size() == MOST) {
                parts.add(new Few(part));
                part = new ArrayList<>();
            }
        }
        if (!part.isEmpty()) {
            parts.add(padded(part));
        }
        return parts;
    }

    private static Few padded(List<Object> part) {
        while (Integer.bitCount(part.size()) != 1) {
            part.add(part.getLast());
        }
        return new Few(part);
    }

    public int size() {
        return values.size();
    }

    /** What comes after the column. */
    public String in() {
        return in(size());
    }

    /** The same for as many values as there are, at least one. */
    public static String in(int size) {
        return " in (?" + ", ?".repeat(size - 1) + ")";
    }

    /** After others, as a condition has them that stands last. */
    public Object[] parameters(Object... before) {
        return Stream.concat(Arrays.stream(before), values.stream()).toArray();
    }
}
