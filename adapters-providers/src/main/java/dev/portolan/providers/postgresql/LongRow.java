package dev.portolan.providers.postgresql;

import dev.portolan.domain.ProviderFailure;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a row that is too long to be held: read a slice at a time as somebody reads on, each slice in a transaction of
 * its own. A row that changes meanwhile is another version, and is read again in the next run.
 */
@SuppressWarnings("JdkObsolete") // SequenceInputStream knows no newer kind of iterator
final class LongRow implements Enumeration<InputStream> {

    private static final int SLICE = 512 << 10;

    private final Source source;
    private final Layout layout;
    private final List<String> key;
    private final Markdown text;
    private final Deque<Integer> sections = new ArrayDeque<>();
    private long at = 1;

    private LongRow(Source source, Layout layout, List<String> key, String title) {
        this.source = source;
        this.layout = layout;
        this.key = key;
        this.text = new Markdown(title);
        begin();
    }

    static InputStream open(Source source, Layout layout, List<String> key, String title) {
        return new SequenceInputStream(new LongRow(source, layout, key, title));
    }

    private void begin() {
        List<@Nullable String> beginnings = read(new RowSql(layout).beginnings(key, Markdown.SHORT + 1));
        for (Column column : layout.content()) {
            int i = layout.read().indexOf(column);
            String value = beginnings.get(i);
            if (value != null && Markdown.isShort(value)) {
                text.field(column.name(), value);
            } else if (value != null) {
                sections.add(i);
            }
        }
    }

    @Override
    public boolean hasMoreElements() {
        return !sections.isEmpty() || !text.isTaken();
    }

    @Override
    public InputStream nextElement() {
        if (!sections.isEmpty()) {
            int column = sections.getFirst();
            if (at == 1) {
                text.heading(layout.read().get(column).name());
            }
            String slice = String.valueOf(
                    read(new RowSql(layout).slice(key, column, at, SLICE)).getFirst());
            at += SLICE;
            text.value(slice);
            if (slice.codePointCount(0, slice.length()) < SLICE) {
                text.end();
                sections.removeFirst();
                at = 1;
            }
        }
        return new ByteArrayInputStream(text.taken().getBytes(StandardCharsets.UTF_8));
    }

    private List<@Nullable String> read(Sql sql) {
        String about = "a row of " + layout.table().id();
        return source.page(about, connection -> {
            new Catalog(connection, layout.table().schema())
                    .reach(layout.table().key());
            try (PreparedStatement statement = sql.prepare(connection);
                    ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new ProviderFailure.Missing(
                            "There is no longer such a row in " + layout.table().id());
                }
                List<@Nullable String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(result.getString(i));
                }
                return values;
            }
        });
    }
}
