package dev.portolan.persistence.database;

import de.bytefish.pgbulkinsert.pgsql.PgBinaryWriter;
import de.bytefish.pgbulkinsert.pgsql.handlers.BooleanValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.ByteArrayValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.IValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.IntegerValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.LongValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.StringValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.UUIDValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.ZonedDateTimeValueHandler;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One column of many rows: of new rows, or as a parameter. {@code unnest(?, ?)} makes rows of several, to be joined;
 * {@code id = any(?)} finds rows by an index of that column alone. What H2 gets wrong: {@code in (select … unnest(?))} finds
 * nothing, and {@code = any(?)} does not use the second column of an index.
 */
public final class Bulk {

    /**
     * @param sql as both databases call it
     * @param array of the type itself: PostgreSQL's driver sends it in binary, and writes others as text, character by
     *     character
     * @param binary as PostgreSQL copies it
     */
    private record Type<V>(String sql, IntFunction<@Nullable V[]> array, IValueHandler<V> binary) {}

    private static final Type<UUID> UUIDS = new Type<>("uuid", UUID[]::new, new UUIDValueHandler());
    private static final Type<String> TEXTS = new Type<>("varchar", String[]::new, new StringValueHandler());
    private static final Type<byte[]> BYTES = new Type<>("bytea", byte[][]::new, new ByteArrayValueHandler());
    private static final Type<Long> NUMBERS = new Type<>("bigint", Long[]::new, new LongValueHandler<>());
    private static final Type<Integer> INTEGERS = new Type<>("integer", Integer[]::new, new IntegerValueHandler<>());
    private static final Type<Boolean> FLAGS = new Type<>("boolean", Boolean[]::new, new BooleanValueHandler());

    /** PostgreSQL counts microseconds from here. */
    private static final ZonedDateTime EPOCH = ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final Type<ZonedDateTime> INSTANTS = new Type<>(
            "timestamp with time zone",
            ZonedDateTime[]::new,
            new ZonedDateTimeValueHandler(at -> ChronoUnit.MICROS.between(EPOCH, at)));

    /** A value is made when it is sent, so that the server need not wait for all. */
    private record Column<T, V>(Type<V> type, Collection<T> rows, Function<? super T, ? extends @Nullable V> value) {

        @Nullable
        V[] array() {
            @Nullable V[] values = type.array().apply(rows.size());
            int next = 0;
            for (T row : rows) {
                values[next++] = value.apply(row);
            }
            return values;
        }

        Consumer<PgBinaryWriter> copied() {
            Iterator<T> row = rows.iterator();
            return to -> to.write(type.binary(), value.apply(row.next()));
        }
    }

    private final Column<?, ?> column;

    private Bulk(Column<?, ?> column) {
        this.column = column;
    }

    int size() {
        return column.rows().size();
    }

    Array in(Connection connection) throws SQLException {
        return connection.createArrayOf(column.type().sql(), column.array());
    }

    /** Writes a row's value at each call. */
    Consumer<PgBinaryWriter> copied() {
        return column.copied();
    }

    public static Bulk uuids(Collection<UUID> values) {
        return uuids(values, value -> value);
    }

    public static <T> Bulk uuids(Collection<T> rows, Function<? super T, @Nullable UUID> column) {
        return of(UUIDS, rows, column);
    }

    public static <T> Bulk texts(Collection<T> rows, Function<? super T, @Nullable String> column) {
        return of(TEXTS, rows, column);
    }

    public static <T> Bulk bytes(Collection<T> rows, Function<? super T, byte @Nullable []> column) {
        return of(BYTES, rows, column);
    }

    public static <T> Bulk numbers(Collection<T> rows, Function<? super T, @Nullable Long> column) {
        return of(NUMBERS, rows, column);
    }

    public static <T> Bulk integers(Collection<T> rows, Function<? super T, Integer> column) {
        return of(INTEGERS, rows, column);
    }

    public static <T> Bulk flags(Collection<T> rows, Function<? super T, Boolean> column) {
        return of(FLAGS, rows, column);
    }

    public static <T> Bulk instants(Collection<T> rows, Function<? super T, Optional<Instant>> column) {
        return of(
                INSTANTS,
                rows,
                row -> column.apply(row)
                        .map(instant -> Micros.of(instant).atZone(ZoneOffset.UTC))
                        .orElse(null));
    }

    private static <T, V> Bulk of(Type<V> type, Collection<T> rows, Function<? super T, ? extends @Nullable V> value) {
        return new Bulk(new Column<>(type, rows, value));
    }
}
