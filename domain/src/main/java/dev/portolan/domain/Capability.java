package dev.portolan.domain;

/** What a connector declares it can do; the contract suite checks each both ways. */
public enum Capability {
    /** A later run lists only what changed. */
    INCREMENTAL,
    /** An ordinary run finds deletions. */
    DELETIONS,
    /** Resources form a tree that can be browsed. */
    HIERARCHY,
    /** The provider can be searched live. */
    SEARCH
}
