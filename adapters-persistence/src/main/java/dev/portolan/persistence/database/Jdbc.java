package dev.portolan.persistence.database;

import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Runs SQL that is written where it is used, on the connection of the surrounding transaction or on one of its own. */
@Singleton
public final class Jdbc {

    /** As JDBC has it. */
    private static final int NO_LIMIT = 0;

    private final ConnectionOperations<Connection> connections;
    private final SqlDialect dialect;

    public Jdbc(ConnectionOperations<Connection> connections, SqlDialect dialect) {
        this.connections = connections;
        this.dialect = dialect;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T read(Row row) throws SQLException;
    }

    @FunctionalInterface
    private interface Work<W, T> {
        T with(W it) throws SQLException;
    }

    public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        return atMost(NO_LIMIT, sql, mapper, parameters);
    }

    /** Reads no more rows than this, of a query that the database plans as if all were read. */
    public <T> List<T> atMost(int most, String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        return prepared(
                sql,
                statement -> {
                    statement.setMaxRows(most);
                    List<T> rows = new ArrayList<>();
                    try (ResultSet results = statement.executeQuery()) {
                        Row row = new Row(results);
                        while (results.next()) {
                            rows.add(mapper.read(row));
                        }
                    }
                    return rows;
                },
                parameters);
    }

    /**
     * Reads the rows of all these values, a statement's worth at a time.
     *
     * @param sql ends with the column that has the values
     * @param before the parameters of what stands before it
     */
    public <T> List<T> among(List<Few> values, String sql, RowMapper<T> mapper, Object... before) {
        return values.stream()
                .flatMap(few -> list(sql + few.in(), mapper, few.parameters(before)).stream())
                .toList();
    }

    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        List<T> rows = list(sql, mapper, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /** A query of exactly one row with one number. */
    public long number(String sql, @Nullable Object... parameters) {
        return list(sql, row -> row.number(1), parameters).getFirst();
    }

    /** @return how many rows were changed */
    public int update(String sql, @Nullable Object... parameters) {
        return prepared(sql, PreparedStatement::executeUpdate, parameters);
    }

    /** Writes new rows, which these columns make; all have a value for each row. */
    public void insert(String table, SequencedMap<String, Bulk> columns) {
        connected("insert into " + table, connection -> {
            dialect.insert(connection, table, columns);
            return columns;
        });
    }

    private <T> T prepared(String sql, Work<PreparedStatement, T> work, @Nullable Object... parameters) {
        return connected(sql, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                Parameters.bind(statement, parameters);
                return work.with(statement);
            }
        });
    }

    private <T> T connected(String sql, Work<Connection, T> work) {
        return connections.execute(ConnectionDefinition.DEFAULT, status -> {
            try {
                return work.with(status.getConnection());
            } catch (SQLException e) {
                throw new DataAccessException("Cannot execute: " + sql.strip(), e);
            }
        });
    }
}
