package dev.portolan.domain;

/** What a change means to us, found by comparing it with what we stored. */
public enum DocumentEvent {
    ADDED,
    UPDATED,
    /** Same version, another parent, name or path. */
    MOVED,
    UNCHANGED,
    REMOVED
}
