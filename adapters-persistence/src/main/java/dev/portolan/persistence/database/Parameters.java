package dev.portolan.persistence.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds values to statements, in the types that both databases agree on. */
final class Parameters {

    private Parameters() {}

    static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Optional<?> optional -> bind(statement, index, optional.orElse(null));
            case Instant instant -> statement.setObject(index, sqlInstant(instant));
            case Enum<?> constant -> statement.setString(index, constant.name());
            case byte[] bytes -> statement.setBytes(index, bytes);
            case Bulk bulk -> statement.setArray(index, bulk.in(statement.getConnection()));
            default -> statement.setObject(index, value);
        }
    }

    static OffsetDateTime sqlInstant(Instant instant) {
        return Micros.of(instant).atOffset(ZoneOffset.UTC);
    }
}
