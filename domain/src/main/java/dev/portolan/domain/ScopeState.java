package dev.portolan.domain;

/**
 * What outlives a run of a scope.
 *
 * @param checkpoint where the next page goes on
 * @param listing raised whenever the checkpoint becomes START; seen marks carry it
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
        long settingsVersion,
        boolean unordered,
        boolean reselected) {

    /** From the start, in a new listing. */
    public ScopeState restarted() {
        return new ScopeState(connection, scope, Checkpoint.START, listing + 1, settingsVersion, unordered, reselected);
    }

    /** Planned under these settings; another filter means another listing. */
    public ScopeState planned(Scope now, long version) {
        ScopeState kept = new ScopeState(connection, now, checkpoint, listing, version, unordered, reselected);
        return now.selection().equals(scope.selection())
                ? kept
                : new ScopeState(connection, now, checkpoint, listing, version, unordered, true).restarted();
    }

    /** After a page; a checkpoint at the start begins a new listing. */
    public ScopeState at(Checkpoint next, boolean listed) {
        return new ScopeState(
                connection,
                scope,
                next,
                next.isStart() ? listing + 1 : listing,
                settingsVersion,
                unordered,
                reselected && !listed);
    }

    /** Its keys cannot be relied on: listed anew, with seen marks. */
    public ScopeState outOfOrder() {
        return new ScopeState(connection, scope, checkpoint, listing, settingsVersion, true, reselected).restarted();
    }
}
