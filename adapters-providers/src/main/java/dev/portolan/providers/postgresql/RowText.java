package dev.portolan.providers.postgresql;

import dev.portolan.domain.Change;
import dev.portolan.domain.Content;
import dev.portolan.domain.Resource;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row as a document. Its text is Markdown: the title, then a list of the short values by column, then a section for each
 * long one; a column that is NULL is left out. The version is a digest of that text, so that it changes exactly when the
 * text does; of a row too long to be sent, of the server's digest of the values. It has no parent: its path tells its table,
 * and no row moves to another.
 */
final class RowText {

    static final String MARKDOWN = "text/markdown";

    private static final int LONGEST_NAME = 250;

    private final Layout layout;
    private final Table table;
    private final String tableId;
    private final String path;
    private final int title;
    private final int cursor;
    private final int[] content;

    RowText(Layout layout) {
        this.layout = layout;
        this.table = layout.table();
        this.tableId = table.id();
        this.path = path(table) + "/";
        this.title = layout.title().map(layout.read()::indexOf).orElse(-1);
        this.cursor = layout.cursor().map(layout.read()::indexOf).orElse(-1);
        this.content =
                layout.content().stream().mapToInt(layout.read()::indexOf).toArray();
    }

    /** With its text, unless it is too long to have been sent. */
    Change.Upserted of(Row row) {
        String name = title(row);
        if (row.digest().isPresent()) {
            String version = Digests.of(List.of(layout.rendering(), row.digest().get(), name));
            return new Change.Upserted(resource(row, name, version, row.size()));
        }
        String text = markdown(row, name);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Change.Upserted(
                resource(row, name, Digests.of(bytes), bytes.length),
                Optional.of(new Content.Inline(Optional.of(MARKDOWN), text)));
    }

    private Resource resource(Row row, String name, String version, long size) {
        String id = id(row.key());
        return new Resource(
                new Resource.Id(id),
                Resource.Kind.DOCUMENT,
                name,
                Optional.empty(),
                Optional.of(path + segment(String.join(",", row.key()))),
                id,
                version,
                Optional.of(MARKDOWN),
                Optional.of(size),
                Optional.empty(),
                modifiedAt(row),
                Map.of());
    }

    private String id(List<String> key) {
        return tableId + ":"
                + (table.isKeyed()
                        ? Texts.key(key, table.key())
                        : "[\"" + key.getFirst() + "\"," + key.getLast() + "]");
    }

    static String path(Table table) {
        return segment(table.schema()) + "/" + segment(table.name());
    }

    /** A name as one part of a path. */
    static String segment(String name) {
        String segment = shortened(Markdown.line(name).replace("/", "%2F"));
        return segment.isEmpty() ? "_" : segment;
    }

    /** When the row was written, where the cursor column tells; there are times that no clock has, such as infinity. */
    private Optional<Instant> modifiedAt(Row row) {
        String text = cursor < 0 ? null : row.values().get(cursor);
        if (text == null || !layout.read().get(cursor).base().startsWith("timestamp")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text.replace("+00", "").replace(' ', 'T') + "Z"));
        } catch (DateTimeException beyond) {
            return Optional.empty();
        }
    }

    String title(Row row) {
        String given = title < 0 ? null : row.values().get(title);
        if (given != null && !given.isBlank()) {
            return shortened(Markdown.line(given));
        }
        return shortened(Markdown.line(table.name() + " " + String.join(", ", row.key())));
    }

    private String markdown(Row row, String name) {
        Markdown text = new Markdown(name);
        for (int column : content) {
            String value = row.values().get(column);
            if (value != null && Markdown.isShort(value)) {
                text.field(layout.read().get(column).name(), value);
            }
        }
        for (int column : content) {
            String value = row.values().get(column);
            if (value != null && !Markdown.isShort(value)) {
                text.section(layout.read().get(column).name(), value);
            }
        }
        return text.toString();
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_NAME) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_NAME - 2)) ? LONGEST_NAME - 2 : LONGEST_NAME - 1;
        return text.substring(0, end) + "…";
    }
}
