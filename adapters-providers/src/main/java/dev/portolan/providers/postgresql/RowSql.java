package dev.portolan.providers.postgresql;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The queries for rows. They bound what comes over the wire where it is known, at the server: a page ends once its rows
 * have {@link #PAGE} bytes, and of a row with more than {@link #INLINE} bytes come only its key, its title and a digest.
 * To find out, long values are measured ({@code octet_length} reads no text that is stored aside), not read.
 */
final class RowSql {

    static final int PAGE = 8 << 20;
    static final int INLINE = 1 << 20;

    private static final int SHORT = 32;
    private static final int TITLE = 300;

    private final Layout layout;
    private final List<Column> read;
    private final Table table;

    RowSql(Layout layout) {
        this.layout = layout;
        this.read = layout.read();
        this.table = layout.table();
    }

    /**
     * A page of rows. The result's columns: {@code run}, the bytes of the page so far; {@code size}, the row's own;
     * {@code digest}, where the row is too long to be sent; the values of {@link Layout#read}; and {@code hash} in tables
     * without a key.
     */
    Sql page(Scan scan, int limit) {
        return measured(table.isKeyed() ? keyed(scan, limit) : hashed(scan, limit));
    }

    /** The row with this key, in the same columns. */
    Sql one(List<String> key) {
        return measured(row(key));
    }

    /** The beginning of each value of {@link Layout#read}, as many characters as asked for. */
    Sql beginnings(List<String> key, int characters) {
        return Sql.of("SELECT " + each(i -> "left(s.c" + i + ", " + characters + ")") + " FROM (")
                .then(row(key))
                .then(") s");
    }

    /** Some characters of one value. */
    Sql slice(List<String> key, int column, long from, int characters) {
        return Sql.of("SELECT substr(s.c" + column + ", " + from + ", " + characters + ") FROM (")
                .then(row(key))
                .then(") s");
    }

    private Sql row(List<String> key) {
        return table.isKeyed() ? values("").then(from(Sql.equal(table.key(), key))) : nth(key);
    }

    private Sql keyed(Scan scan, int limit) {
        String order = scan.order().stream().map(Column::sql).collect(Collectors.joining(", "));
        return values("")
                .then(from(Sql.all(scan.conditions()).then(" AND ").then(Sql.after(scan.order(), scan.after()))))
                .then(" ORDER BY " + order + " LIMIT " + limit);
    }

    /**
     * Rows in the order of their hashes, equal rows one after another. Where the last page ended among equal rows, as many
     * as were had are left out: which of them is all the same.
     */
    private Sql hashed(Scan scan, int limit) {
        if (scan.after().isEmpty()) {
            return hashes(scan.conditions()).then(" ORDER BY s.hash LIMIT " + limit);
        }
        String hash = scan.after().getFirst();
        String had = scan.after().getLast();
        return numbered(hashes(scan.conditions())
                        .then(" WHERE s.hash >= ? ORDER BY s.hash LIMIT " + limit + " + CAST(? AS bigint)", hash, had))
                .then(" WHERE NOT (s.hash = ? AND s.ordinal <= CAST(? AS bigint))", hash, had);
    }

    /** One of equal rows: it is there as long as there are so many. */
    private Sql nth(List<String> key) {
        String ordinal = key.getLast();
        return numbered(hashes(List.of()).then(" WHERE s.hash = ? LIMIT CAST(? AS bigint)", key.getFirst(), ordinal))
                .then(" WHERE s.ordinal = CAST(? AS bigint)", ordinal);
    }

    private static Sql numbered(Sql rows) {
        return Sql.of("SELECT s.* FROM (SELECT s.*, row_number() OVER () AS ordinal FROM (")
                .then(rows)
                .then(") s) s");
    }

    /** All rows with their hashes; OFFSET 0 keeps each from being computed twice. */
    private Sql hashes(List<Sql> conditions) {
        String all = table.columns().stream().map(Column::sql).collect(Collectors.joining(", "));
        return Sql.of("SELECT s.* FROM (")
                .then(values("md5(ROW(" + all + ")::text) COLLATE \"C\" AS hash"))
                .then(from(Sql.all(conditions)))
                .then(" OFFSET 0) s");
    }

    private Sql from(Sql condition) {
        return Sql.of(" FROM " + table.source() + " WHERE ").then(condition);
    }

    private Sql values(String more) {
        Stream<String> values = IntStream.range(0, read.size()).mapToObj(i -> expression(read.get(i)) + " AS c" + i);
        return Sql.of("SELECT "
                + Stream.concat(values, Stream.of(more))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", ")));
    }

    private String expression(Column column) {
        return table.key().contains(column) ? column.exact() : column.text();
    }

    private Sql measured(Sql rows) {
        String sent = "least(s.size, " + INLINE + ")";
        String digest = "CASE WHEN s.size > " + INLINE + " THEN md5(ARRAY[" + each("md5(s.c%d)"::formatted)
                + "]::text[]::text) END AS digest";
        Stream<String> columns = Stream.of(
                        Stream.of("s.run", "s.size", digest),
                        IntStream.range(0, read.size()).mapToObj(this::sent),
                        table.isKeyed() ? Stream.<String>empty() : Stream.of("s.hash"))
                .flatMap(part -> part);
        return Sql.of("SELECT " + columns.collect(Collectors.joining(", ")))
                .then(" FROM (SELECT s.*, sum(" + sent + "::int) OVER (ROWS UNBOUNDED PRECEDING) AS run")
                .then(" FROM (SELECT s.*, " + size() + " AS size FROM (")
                .then(rows)
                .then(") s) s) s WHERE s.run - " + sent + " < " + PAGE);
    }

    private String sent(int i) {
        Column column = read.get(i);
        if (table.key().contains(column)
                || layout.cursor().filter(column::equals).isPresent()) {
            return "s.c" + i;
        }
        boolean title = layout.title().filter(column::equals).isPresent();
        return "CASE WHEN s.size <= " + INLINE + " THEN s.c" + i
                + (title ? " ELSE left(s.c" + i + ", " + TITLE + ")" : "") + " END";
    }

    /** A row's bytes. The sum is a balanced tree: PostgreSQL recurses into expressions, and there are 1,600 columns. */
    private String size() {
        int overhead = SHORT * (read.size() + 1);
        List<String> longValues = IntStream.range(0, read.size())
                .filter(i -> !read.get(i).isShort())
                .mapToObj(i -> "coalesce(octet_length(s.c" + i + "), 0)")
                .toList();
        return "CAST(" + overhead + " AS bigint)" + (longValues.isEmpty() ? "" : " + " + sum(longValues));
    }

    private static String sum(List<String> terms) {
        int half = terms.size() / 2;
        return half == 0
                ? "CAST(" + terms.getFirst() + " AS bigint)"
                : "(" + sum(terms.subList(0, half)) + " + " + sum(terms.subList(half, terms.size())) + ")";
    }

    private String each(IntFunction<String> expression) {
        return IntStream.range(0, read.size()).mapToObj(expression).collect(Collectors.joining(", "));
    }
}
