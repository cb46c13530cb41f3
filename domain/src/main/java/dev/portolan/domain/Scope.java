package dev.portolan.domain;

/**
 * An independent unit of sync: a table, a prefix, a shared drive. It has its own checkpoint, completeness, failures and
 * deletions.
 *
 * @param id stable over runs, unique within the connection, at most 1,024 characters
 * @param name for people
 * @param selection changes when the filter inside the scope changes; the scope is then listed from the start
 */
public record Scope(Id id, String name, String selection) {

    public record Id(String value) {}

    public Scope {
        name = Storable.text(name);
    }

    public Scope(String id, String name) {
        this(new Id(id), name, "");
    }
}
