package dev.portolan.domain;

/** What a subject may do, in ascending order: a role includes those before it. */
public enum Role {
    VIEWER,
    EDITOR,
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
