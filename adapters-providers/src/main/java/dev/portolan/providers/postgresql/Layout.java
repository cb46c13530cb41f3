package dev.portolan.providers.postgresql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is read of a table's rows, and what for.
 *
 * @param content the columns whose values make the text
 * @param cursor the column that tells what changed; only in tables with a key, others are always listed whole
 * @param read all of these and the key, each once
 */
record Layout(Table table, List<Column> content, Optional<Column> title, Optional<Column> cursor, List<Column> read) {

    static Layout of(Table table, Choice choice) {
        List<Column> chosen = table.columns().stream()
                .filter(column -> choice.text().contains(column.name()))
                .toList();
        List<Column> content = chosen.isEmpty() ? table.columns() : chosen;
        Optional<Column> title = choice.title().flatMap(table::column);
        Optional<Column> cursor = choice.cursor().flatMap(table::column).filter(column -> table.isKeyed());
        List<Column> read = Stream.of(table.key().stream(), content.stream(), title.stream(), cursor.stream())
                .flatMap(columns -> columns)
                .distinct()
                .toList();
        return new Layout(table, content, title, cursor, read);
    }

    /** Of rows that are not rendered here: how they would be. */
    String rendering() {
        return Digests.of(Stream.concat(
                        Stream.of(title.map(Column::name).orElse("")),
                        content.stream().map(Column::name))
                .toList());
    }
}
