package dev.portolan.providers.postgresql;

import java.util.Optional;

/**
 * A table or view of the schema, as a role sees it before reading it.
 *
 * @param readable at least one column
 * @param whole all columns
 * @param filtered row-level security shows the role only some rows
 * @param root of a partition: the partitioned table at the top
 * @param ofExtension made by an extension, not by the database's users
 */
record Relation(
        String name,
        boolean view,
        boolean readable,
        boolean whole,
        boolean filtered,
        Optional<String> root,
        boolean ofExtension) {

    /** One that was named and is not there. */
    static Relation absent(String name) {
        return new Relation(name, false, false, true, false, Optional.empty(), false);
    }

    boolean isReadableView() {
        return view && readable;
    }

    Relation narrowed() {
        return new Relation(name, view, readable, whole, true, root, ofExtension);
    }

    /** What people must know of it, after its name. */
    String remarks() {
        return (filtered ? " (row-level security: only the visible rows)" : "")
                + (readable && !whole ? " (only the granted columns)" : "");
    }
}
