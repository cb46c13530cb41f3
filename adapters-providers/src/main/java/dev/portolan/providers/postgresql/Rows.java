package dev.portolan.providers.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a table's rows, a page of bounded size at a time. */
final class Rows {

    private static final int FIRST_VALUE = 4;

    private final Connection connection;
    private final Layout layout;
    private final RowSql sql;
    private final int[] key;

    Rows(Connection connection, Layout layout) {
        this.connection = connection;
        this.layout = layout;
        this.sql = new RowSql(layout);
        this.key = indices(layout.table().key());
    }

    /** @param more whether there may be more rows */
    record Found(List<Row> rows, boolean more) {

        /** How many rows the next page may have: about as many as fit into its bytes. */
        int nextLimit(int limit, int most) {
            boolean cut = rows.size() < limit;
            return Math.clamp(cut ? rows.size() * 3L / 2 : limit * 2L, 1, most);
        }
    }

    Found page(Scan scan, int limit) throws SQLException {
        int[] order = indices(scan.order());
        List<Row> rows = new ArrayList<>();
        List<String> last = scan.after();
        try (PreparedStatement statement = sql.page(scan, limit).prepare(connection);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                Row row = row(result, order, last);
                rows.add(row);
                last = row.position();
            }
        }
        boolean cut = !rows.isEmpty() && rows.getLast().run() >= RowSql.PAGE;
        return new Found(rows, cut || rows.size() == limit);
    }

    Optional<Row> one(List<String> key) throws SQLException {
        try (PreparedStatement statement = sql.one(key).prepare(connection);
                ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(row(result, this.key, before(key))) : Optional.empty();
        }
    }

    /** The position that a row with this key comes right after. */
    private List<String> before(List<String> key) {
        return layout.table().isKeyed()
                ? List.of()
                : List.of(key.getFirst(), Long.toString(Long.parseLong(key.getLast()) - 1));
    }

    private Row row(ResultSet result, int[] order, List<String> last) throws SQLException {
        int width = layout.read().size();
        @Nullable String[] texts = new @Nullable String[width];
        for (int i = 0; i < width; i++) {
            texts[i] = result.getString(FIRST_VALUE + i);
        }
        List<@Nullable String> values = Collections.unmodifiableList(Arrays.asList(texts));
        List<String> told =
                layout.table().isKeyed() ? texts(values, key) : ordinal(result.getString(FIRST_VALUE + width), last);
        return new Row(
                told,
                layout.table().isKeyed() ? texts(values, order) : told,
                values,
                result.getLong(2),
                Optional.ofNullable(result.getString(3)),
                result.getLong(1));
    }

    /** Equal rows are told apart by a number, in no order of theirs. */
    private static List<String> ordinal(String hash, List<String> last) {
        long before = !last.isEmpty() && last.getFirst().equals(hash) ? Long.parseLong(last.getLast()) : 0;
        return List.of(hash, Long.toString(before + 1));
    }

    private int[] indices(List<Column> columns) {
        return columns.stream().mapToInt(layout.read()::indexOf).toArray();
    }

    /** Values that are never NULL: of keys, and of what rows are ordered by. */
    private static List<String> texts(List<@Nullable String> values, int[] indices) {
        List<String> texts = new ArrayList<>(indices.length);
        for (int index : indices) {
            texts.add(String.valueOf(values.get(index)));
        }
        return Collections.unmodifiableList(texts);
    }
}
