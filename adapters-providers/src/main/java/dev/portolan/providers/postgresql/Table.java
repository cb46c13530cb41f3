package dev.portolan.providers.postgresql;

import java.util.List;
import java.util.Optional;

/**
 * A table or view as the catalogue describes it now.
 *
 * @param only read without the tables that inherit from it, because those are tables of their own here
 * @param columns those that the role may read
 * @param key what tells rows apart: the primary key, else a unique index without nulls; empty where there is neither
 */
record Table(String schema, String name, boolean only, List<Column> columns, List<Column> key) {

    Table {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    String id() {
        return Names.canonical(schema, name);
    }

    /** What to read from, as {@code t}. */
    String source() {
        return (only ? "ONLY " : "") + sql() + " t";
    }

    String sql() {
        return Names.quoted(schema) + "." + Names.quoted(name);
    }

    boolean isKeyed() {
        return !key.isEmpty();
    }

    Optional<Column> column(String column) {
        return columns.stream().filter(one -> one.name().equals(column)).findFirst();
    }

    /** Positions in a listing hold only for tables that are keyed alike. */
    String shape() {
        List<Column> telling = isKeyed() ? key : columns;
        return (isKeyed() ? "key" : "row")
                + Digests.of(telling.stream()
                        .map(column -> Names.quoted(column.name()) + " " + column.type())
                        .toList());
    }
}
