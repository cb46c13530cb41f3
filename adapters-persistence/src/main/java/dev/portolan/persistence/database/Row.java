package dev.portolan.persistence.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The row that a query has come to; what may be null is read as an Optional. */
public final class Row {

    private final ResultSet results;
    private final String prefix;

    Row(ResultSet results) {
        this(results, "");
    }

    private Row(ResultSet results, String prefix) {
        this.results = results;
        this.prefix = prefix;
    }

    /** Of the same row, the columns of another table: their names begin with {@code prefix}, which is left out. */
    public Row beside(String prefix) {
        return new Row(results, prefix);
    }

    private String name(String column) {
        return prefix.isEmpty() ? column : prefix + column;
    }

    public UUID uuid(String column) throws SQLException {
        return results.getObject(name(column), UUID.class);
    }

    public Optional<UUID> optionalUuid(String column) throws SQLException {
        return Optional.ofNullable(results.getObject(name(column), UUID.class));
    }

    public String text(String column) throws SQLException {
        return results.getString(name(column));
    }

    public Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(results.getString(name(column)));
    }

    public long number(String column) throws SQLException {
        return results.getLong(name(column));
    }

    public long number(int column) throws SQLException {
        return results.getLong(column);
    }

    public int integer(String column) throws SQLException {
        return results.getInt(name(column));
    }

    public Optional<Long> optionalNumber(String column) throws SQLException {
        long number = results.getLong(name(column));
        return results.wasNull() ? Optional.empty() : Optional.of(number);
    }

    public boolean flag(String column) throws SQLException {
        return results.getBoolean(name(column));
    }

    public byte[] bytes(String column) throws SQLException {
        return results.getBytes(name(column));
    }

    public Optional<byte[]> optionalBytes(String column) throws SQLException {
        return Optional.ofNullable(results.getBytes(name(column)));
    }

    public Instant instant(String column) throws SQLException {
        return results.getObject(name(column), OffsetDateTime.class).toInstant();
    }

    public Optional<Instant> optionalInstant(String column) throws SQLException {
        return Optional.ofNullable(results.getObject(name(column), OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
