package dev.portolan.persistence.database;

import io.micronaut.data.exceptions.DataAccessException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SequencedMap;
import javax.sql.DataSource;

/** What H2 and PostgreSQL do not say alike. */
public sealed interface SqlDialect {

    /** The folder of migrations that only this database has. */
    String migrations();

    /** The end of {@code delete from … where …} that stops after as many rows as its parameter says. */
    String deleteSome(String table, String where);

    /**
     * The end of a {@code from} clause that looks up every row of {@code u} by index in a table called {@code d}. A plain join
     * leaves the order to the planner, which knows nothing of a table that is just being filled.
     */
    String lookUp(String table, String on);

    /** Writes new rows, which these columns make. */
    void insert(Connection connection, String table, SequencedMap<String, Bulk> columns) throws SQLException;

    /** A text that is compared character by character, whatever language the database was set up for. */
    String plain(String text);

    /** Whether several processes may have the database open at once. */
    boolean shared();

    static SqlDialect of(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return switch (connection.getMetaData().getDatabaseProductName()) {
                case "H2" -> new H2();
                case "PostgreSQL" -> new PostgreSql();
                case String other ->
                    throw new IllegalStateException("Portolan runs on H2 and PostgreSQL, not on " + other);
            };
        } catch (SQLException e) {
            throw new DataAccessException("Cannot open the database: " + e.getMessage(), e);
        }
    }

    /** Embedded, one process. */
    record H2() implements SqlDialect {
        @Override
        public String migrations() {
            return "h2";
        }

        @Override
        public String deleteSome(String table, String where) {
            return "delete from " + table + " where " + where + " fetch first ? rows only";
        }

        @Override
        public String lookUp(String table, String on) {
            return " join " + table + " d on " + on;
        }

        @Override
        public void insert(Connection connection, String table, SequencedMap<String, Bulk> columns)
                throws SQLException {
            String sql = "insert into " + table + " (" + String.join(", ", columns.keySet())
                    + ") select * from unnest(?" + ", ?".repeat(columns.size() - 1) + ")";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                Parameters.bind(statement, columns.values().toArray());
                statement.executeUpdate();
            }
        }

        @Override
        public String plain(String text) {
            return text;
        }

        @Override
        public boolean shared() {
            return false;
        }
    }

    /** A server, any number of replicas. */
    record PostgreSql() implements SqlDialect {
        @Override
        public String migrations() {
            return "postgresql";
        }

        @Override
        public String deleteSome(String table, String where) {
            return "delete from " + table + " where ctid = any(array(select ctid from " + table + " where " + where
                    + " limit ?))";
        }

        @Override
        public String lookUp(String table, String on) {
            return " cross join lateral (select * from " + table + " d where " + on + " offset 0) d";
        }

        @Override
        public void insert(Connection connection, String table, SequencedMap<String, Bulk> columns)
                throws SQLException {
            Copying.insert(connection, table, columns);
        }

        @Override
        public String plain(String text) {
            return text + " collate \"C\"";
        }

        @Override
        public boolean shared() {
            return true;
        }
    }
}
