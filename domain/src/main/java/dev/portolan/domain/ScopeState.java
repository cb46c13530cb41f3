package dev.portolan.domain;

/**
 * What outlives a run of a scope.
 *
 * @param checkpoint where the next page goes on
 * @param listing raised whenever the checkpoint becomes START, and with each attempt at the first page of a listing that
 *     sweeps: rows that it writes and seen marks carry it
 * @param freshFrom rows of earlier listings are outdated for a rebuild
 * @param listed the listing that began at START is complete; what follows is a feed
 * @param settingsVersion of the connection when the scope was last planned
 * @param unordered its keys were once out of byte order: deletions are found by seen marks from then on
 * @param reselected the filter inside the scope changed since its last complete listing: what that listing misses is the
 *     user's own doing, and no guard holds it
 */
public record ScopeState(
        Connection.Id connection,
        Scope scope,
        Checkpoint checkpoint,
        long listing,
        long freshFrom,
        boolean listed,
        long settingsVersion,
        boolean unordered,
        boolean reselected) {

    /** From the start, in a new listing. */
    public ScopeState restarted() {
        return from(Checkpoint.START, listing + 1, false);
    }

    /** From the start, and the content of every document anew. */
    public ScopeState rebuilt() {
        return new ScopeState(
                connection,
                scope,
                Checkpoint.START,
                listing + 1,
                listing + 1,
                false,
                settingsVersion,
                unordered,
                reselected);
    }

    /**
     * About to store a listing's first page. What an earlier attempt at that page has seen may be gone by now, and no feed that
     * begins after that would say so: its number does not count any more.
     */
    public ScopeState begun() {
        return from(checkpoint, listing + 1, listed);
    }

    /** Planned under these settings; another filter means another listing. */
    public ScopeState planned(Scope now, long version) {
        boolean same = now.selection().equals(scope.selection());
        ScopeState kept = new ScopeState(
                connection, now, checkpoint, listing, freshFrom, listed, version, unordered, reselected || !same);
        return same ? kept : kept.restarted();
    }

    /** After a page; a checkpoint at the start begins a new listing. */
    public ScopeState at(Checkpoint next, boolean listingEnds) {
        return new ScopeState(
                connection,
                scope,
                next,
                next.isStart() ? listing + 1 : listing,
                freshFrom,
                !next.isStart() && (listed || listingEnds),
                settingsVersion,
                unordered,
                reselected && !listingEnds);
    }

    /** Its keys cannot be relied on: listed anew, with seen marks. */
    public ScopeState outOfOrder() {
        return new ScopeState(
                        connection, scope, checkpoint, listing, freshFrom, listed, settingsVersion, true, reselected)
                .restarted();
    }

    private ScopeState from(Checkpoint next, long number, boolean complete) {
        return new ScopeState(
                connection, scope, next, number, freshFrom, complete, settingsVersion, unordered, reselected);
    }
}
