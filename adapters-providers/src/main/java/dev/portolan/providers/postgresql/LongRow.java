package dev.portolan.providers.postgresql;

import dev.portolan.domain.ProviderFailure;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a row that is too long to be held: read a slice at a time as somebody reads on, each slice in a transaction of
 * its own. A row that changes meanwhile is another version, and is read again in the next run.
 */
final class LongRow extends InputStream {

    /** Characters of a slice. They become more, because the server goes through a value from its beginning for each. */
    private static final int FIRST_SLICE = 256 << 10;

    private static final int LARGEST_SLICE = 2 << 20;

    private final Source source;
    private final Layout layout;
    private final List<String> key;
    private final Markdown text;
    private final Deque<Integer> sections = new ArrayDeque<>();
    private long from = 1;
    private int length = FIRST_SLICE;
    private byte[] slice = {};
    private int at;

    LongRow(Source source, Layout layout, List<String> key, String title) {
        this.source = source;
        this.layout = layout;
        this.key = key;
        this.text = new Markdown(title);
        begin();
    }

    @Override
    public int read() {
        return hasMore() ? slice[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int read = Math.min(length, slice.length - at);
        System.arraycopy(slice, at, buffer, offset, read);
        at += read;
        return read;
    }

    private boolean hasMore() {
        if (at == slice.length && (!sections.isEmpty() || !text.isTaken())) {
            if (!sections.isEmpty()) {
                readOn();
            }
            slice = text.taken().getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        return at < slice.length;
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

    private void readOn() {
        int column = sections.getFirst();
        if (from == 1) {
            text.heading(layout.read().get(column).name());
        }
        String value = String.valueOf(
                read(new RowSql(layout).slice(key, column, from, length)).getFirst());
        text.value(value);
        if (value.codePointCount(0, value.length()) < length) {
            text.end();
            sections.removeFirst();
            from = 1;
            length = FIRST_SLICE;
        } else {
            from += length;
            length = Math.min(2 * length, LARGEST_SLICE);
        }
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
