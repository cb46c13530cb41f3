package dev.portolan.domain;

/**
 * What outlives a run of a scope.
 *
 * @param checkpoint where the next page goes on
 * @param listing raised whenever the checkpoint becomes START; seen marks carry it
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
        boolean listed,
        long settingsVersion,
        boolean unordered,
        boolean reselected) {

    /** From the start, in a new listing. */
    public ScopeState restarted() {
        return new ScopeState(
                connection, scope, Checkpoint.START, listing + 1, false, settingsVersion, unordered, reselected);
    }

    /** Planned under these settings; another filter means another listing. */
    public ScopeState planned(Scope now, long version) {
        ScopeState kept = new ScopeState(connection, now, checkpoint, listing, listed, version, unordered, reselected);
        return now.selection().equals(scope.selection())
                ? kept
                : new ScopeState(connection, now, checkpoint, listing, listed, version, unordered, true).restarted();
    }

    /** After a page; a checkpoint at the start begins a new listing. */
    public ScopeState at(Checkpoint next, boolean listingEnds) {
        return new ScopeState(
                connection,
                scope,
                next,
                next.isStart() ? listing + 1 : listing,
                !next.isStart() && (listed || listingEnds),
                settingsVersion,
                unordered,
                reselected && !listingEnds);
    }

    /** Its keys cannot be relied on: listed anew, with seen marks. */
    public ScopeState outOfOrder() {
        return new ScopeState(connection, scope, checkpoint, listing, listed, settingsVersion, true, reselected)
                .restarted();
    }
}
