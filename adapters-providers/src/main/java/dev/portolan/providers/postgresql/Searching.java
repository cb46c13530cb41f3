package dev.portolan.providers.postgresql;

import dev.portolan.domain.Page;
import dev.portolan.domain.Resource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Live search: the rows that hold a text in one of the columns that make their own text, table after table. */
final class Searching {

    private static final int MOST = 200;

    /** A page that has taken so long does not begin with another table. */
    private static final Sql LONG_ENOUGH =
            Sql.of("SELECT clock_timestamp() - transaction_timestamp() > interval '5 seconds'");

    private final Connection connection;
    private final Catalog catalog;
    private final List<String> names;
    private final Choice choice;
    private final Place place;

    Searching(Connection connection, Tables tables, Choice choice, Place place) throws SQLException {
        this.connection = connection;
        this.catalog = new Catalog(connection, tables.schema());
        this.names = tables.among(catalog.relations()).stream()
                .filter(Relation::readable)
                .map(Relation::name)
                .toList();
        this.choice = choice;
        this.place = place;
    }

    /** @param cursor the table to go on with, and the last row of it that was had */
    Page<Resource> page(String query, Page.Cursor cursor, int size) throws SQLException {
        List<String> at = cursor.isStart()
                ? names.stream().limit(1).toList()
                : Texts.read(cursor.value()).orElseThrow(Browsing::foreign);
        int first = at.isEmpty() ? -1 : names.indexOf(at.getFirst());
        if (first < 0 && !cursor.isStart()) {
            throw Browsing.foreign();
        }
        int most = Math.clamp(size, 1, MOST);
        List<Resource> hits = new ArrayList<>();
        for (int i = Math.max(first, 0); i < names.size(); i++) {
            List<String> after = i == first ? at.subList(1, at.size()) : List.of();
            if (hits.size() == most || (i > first && isLongEnough())) {
                return new Page<>(hits, cursor(names.get(i), List.of()));
            }
            Layout layout = catalog.layout(names.get(i), choice, place);
            Rows.Found found = found(layout, query, after, most - hits.size());
            RowText text = new RowText(layout);
            found.rows().forEach(row -> hits.add(text.of(row).resource()));
            if (found.more()) {
                return new Page<>(
                        hits, cursor(names.get(i), found.rows().getLast().position()));
            }
        }
        return Page.last(hits);
    }

    private Rows.Found found(Layout layout, String query, List<String> after, int limit) throws SQLException {
        List<Sql> tests = Stream.concat(layout.content().stream(), layout.title().stream())
                .distinct()
                .filter(column -> !column.base().equals("bytea"))
                .map(column -> holds(column, query))
                .toList();
        Scan scan = Scan.byKey(layout.table(), after).where(Sql.any(tests));
        if (!scan.isSound()) {
            throw Browsing.foreign();
        }
        try {
            return new Rows(connection, layout).page(scan, limit);
        } catch (SQLException e) {
            throw Failures.of(e, place, layout.table().id());
        }
    }

    /** Wherever in the value, in upper or lower case; by the database's collation, since not every one can do that. */
    private static Sql holds(Column column, String query) {
        String literally = query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return Sql.of(column.exact() + " COLLATE \"default\" ILIKE CAST(? AS text)", "%" + literally + "%");
    }

    private static Optional<Page.Cursor> cursor(String table, List<String> after) {
        return Optional.of(new Page.Cursor(
                Texts.write(Stream.concat(Stream.of(table), after.stream()).toList())));
    }

    private boolean isLongEnough() throws SQLException {
        try (PreparedStatement statement = LONG_ENOUGH.prepare(connection);
                ResultSet result = statement.executeQuery()) {
            return result.next() && result.getBoolean(1);
        }
    }
}
