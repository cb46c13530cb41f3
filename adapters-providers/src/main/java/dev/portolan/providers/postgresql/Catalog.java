package dev.portolan.providers.postgresql;

import dev.portolan.domain.ProviderFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What PostgreSQL says about its own tables. Nothing of it is kept: tables are altered while they are read. */
final class Catalog {

    private static final String SCHEMA = "SELECT FROM pg_namespace WHERE nspname = ?";

    private static final String WITH_COLUMN = """
            SELECT c.relname FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             WHERE n.nspname = ? AND a.attname = ?""";

    private static final String RELATIONS = """
            SELECT c.relname, c.relkind = 'v',
                   has_any_column_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE'),
                   has_table_privilege(c.oid, 'SELECT'), row_security_active(c.oid),
                   CASE WHEN c.relispartition THEN (SELECT r.relname FROM pg_class r WHERE r.oid = pg_partition_root(c.oid)) END,
                   EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
             ORDER BY c.relname COLLATE "C\"""";

    /** A key is what the primary key, or else a unique index over columns that are never NULL, says it is. */
    private static final String COLUMNS = """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), b.typname, bn.nspname,
                   has_column_privilege(c.oid, a.attnum, 'SELECT'), array_position(k.key, a.attnum),
                   c.relkind = 'r' AND EXISTS (
                     SELECT FROM pg_inherits h JOIN pg_class d ON d.oid = h.inhrelid
                      WHERE h.inhparent = c.oid AND d.relnamespace = c.relnamespace)
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              LEFT JOIN pg_type y ON y.oid = a.atttypid
              LEFT JOIN pg_type b ON b.oid = coalesce(nullif(y.typbasetype, 0), y.oid)
              LEFT JOIN pg_namespace bn ON bn.oid = b.typnamespace
              LEFT JOIN LATERAL (
                   SELECT u.key FROM pg_index i, LATERAL (SELECT (i.indkey::int2[])[0:i.indnkeyatts - 1] AS key) u
                    WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
                      AND i.indpred IS NULL AND i.indexprs IS NULL
                      AND NOT EXISTS (
                        SELECT FROM unnest(u.key) part(attnum)
                          JOIN pg_attribute p ON p.attrelid = c.oid AND p.attnum = part.attnum
                         WHERE NOT p.attnotnull OR NOT has_column_privilege(c.oid, p.attnum, 'SELECT'))
                    ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid LIMIT 1) k ON true
             WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
             ORDER BY a.attnum""";

    private final Connection connection;
    private final String schema;

    Catalog(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    boolean hasSchema() throws SQLException {
        try (PreparedStatement statement = Sql.of(SCHEMA, schema).prepare(connection);
                ResultSet result = statement.executeQuery()) {
            return result.next();
        }
    }

    /** All tables and views of the schema, by name in byte order. */
    List<Relation> relations() throws SQLException {
        List<Relation> relations = new ArrayList<>();
        try (PreparedStatement statement = Sql.of(RELATIONS, schema).prepare(connection);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                relations.add(new Relation(
                        result.getString(1),
                        result.getBoolean(2),
                        result.getBoolean(3),
                        result.getBoolean(4),
                        result.getBoolean(5),
                        Optional.ofNullable(result.getString(6)),
                        result.getBoolean(7)));
            }
        }
        return relations;
    }

    /** A table with the columns that the role may read; empty where there is no such table. */
    Optional<Table> table(String name) throws SQLException {
        List<Column> columns = new ArrayList<>();
        SortedMap<Integer, Column> key = new TreeMap<>();
        boolean exists = false;
        boolean only = false;
        try (PreparedStatement statement = Sql.of(COLUMNS, schema, name).prepare(connection);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                exists = true;
                only = result.getBoolean(7);
                if (result.getBoolean(5)) {
                    Column column = new Column(
                            result.getString(1), result.getString(2), result.getString(3), result.getString(4));
                    columns.add(column);
                    if (result.getInt(6) > 0) {
                        key.put(result.getInt(6), column);
                    }
                }
            }
        }
        return exists
                ? Optional.of(new Table(schema, name, only, columns, List.copyOf(key.values())))
                : Optional.empty();
    }

    /** The tables and views of the schema that have a column of that name. */
    List<String> tablesWith(String column) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement statement = Sql.of(WITH_COLUMN, schema, column).prepare(connection);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                tables.add(result.getString(1));
            }
        }
        return tables;
    }

    /** How to read a table, in the rest of this transaction. */
    Layout layout(String name, Choice choice, Place place) throws SQLException {
        Table table = table(name)
                .orElseThrow(() ->
                        new ProviderFailure.Missing("There is no table or view " + Names.canonical(schema, name)));
        if (table.columns().isEmpty()) {
            throw Failures.unreadable(place, table);
        }
        Layout layout = Layout.of(table, choice);
        List<Column> compared = new ArrayList<>(table.key());
        layout.cursor().ifPresent(compared::add);
        reach(compared);
        return layout;
    }

    /**
     * Whether row-level security of a table beneath narrows a view. With {@code row_security} off PostgreSQL refuses what
     * would be narrowed; a view that is refused with it on, too, is refused for another reason.
     */
    boolean isFiltered(Relation view) throws SQLException {
        return isRefused(view, "off") && !isRefused(view, "on");
    }

    private boolean isRefused(Relation view, String rowSecurity) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL row_security = " + rowSecurity);
            statement.execute("SELECT FROM " + Names.quoted(schema) + "." + Names.quoted(view.name()) + " LIMIT 0");
            return false;
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                return true;
            }
            if (Failures.isBroken(e)) {
                throw e;
            }
            return false;
        } finally {
            connection.rollback(before);
        }
    }

    /**
     * Lets operators of these columns' types be found. Types of extensions bring operators of their own, which the order
     * of their indexes follows; where their schema is not on the path, SQL would quietly take those of another type.
     */
    void reach(List<Column> columns) throws SQLException {
        String homes = columns.stream()
                .map(Column::home)
                .filter(home -> !home.equals("pg_catalog"))
                .distinct()
                .map(Names::quoted)
                .collect(Collectors.joining(", "));
        if (!homes.isEmpty()) {
            Sql path = Sql.of(
                    "SELECT set_config('search_path', concat_ws(', ', nullif(current_setting('search_path'), ''), CAST(? AS text)), true)",
                    homes);
            try (PreparedStatement statement = path.prepare(connection)) {
                statement.execute();
            }
        }
    }
}
