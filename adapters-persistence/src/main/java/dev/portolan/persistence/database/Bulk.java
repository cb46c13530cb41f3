package dev.portolan.persistence.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One column of many rows as a parameter. {@code unnest(?, ?)} makes rows of several, to be inserted or joined;
 * {@code id = any(?)} finds rows by an index of that column alone. What H2 gets wrong: {@code in (select … unnest(?))} finds
 * nothing, and {@code = any(?)} does not use the second column of an index.
 */
public final class Bulk {

    private final String type;
    private final @Nullable Object[] values;

    private Bulk(String type, @Nullable Object[] values) {
        this.type = type;
        this.values = values;
    }

    Array in(Connection connection) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    public static Bulk uuids(Collection<UUID> values) {
        return new Bulk("uuid", values.toArray());
    }

    public static <T> Bulk uuids(Collection<T> rows, Function<? super T, @Nullable UUID> column) {
        return of("uuid", UUID[]::new, rows, column);
    }

    public static <T> Bulk texts(Collection<T> rows, Function<? super T, @Nullable String> column) {
        return of("varchar", String[]::new, rows, column);
    }

    public static <T> Bulk bytes(Collection<T> rows, Function<? super T, byte @Nullable []> column) {
        byte[][] values = new byte[rows.size()][];
        int next = 0;
        for (T row : rows) {
            values[next++] = column.apply(row);
        }
        return new Bulk("bytea", values);
    }

    public static <T> Bulk numbers(Collection<T> rows, Function<? super T, @Nullable Long> column) {
        return of("bigint", Long[]::new, rows, column);
    }

    public static <T> Bulk integers(Collection<T> rows, Function<? super T, Integer> column) {
        return of("integer", Integer[]::new, rows, column);
    }

    public static <T> Bulk flags(Collection<T> rows, Function<? super T, Boolean> column) {
        return of("boolean", Boolean[]::new, rows, column);
    }

    public static <T> Bulk instants(Collection<T> rows, Function<? super T, Optional<Instant>> column) {
        return of(
                "timestamp with time zone",
                Object[]::new,
                rows,
                row -> column.apply(row).map(Parameters::sqlInstant).orElse(null));
    }

    /** @param array of the type itself: PostgreSQL's driver sends it in binary, and writes others as text, character by character */
    private static <T, V> Bulk of(
            String type,
            IntFunction<@Nullable V[]> array,
            Collection<T> rows,
            Function<? super T, ? extends @Nullable V> column) {
        @Nullable V[] values = array.apply(rows.size());
        int next = 0;
        for (T row : rows) {
            values[next++] = column.apply(row);
        }
        return new Bulk(type, values);
    }
}
