package dev.portolan.domain;

/**
 * What outlives a run of a scope.
 *
 * @param checkpoint where the next page goes on
 * @param listing raised whenever the checkpoint becomes START; seen marks carry it
 * @param settingsVersion of the connection when the scope was last planned
 * @param unordered its keys were once out of byte order: deletions are found by seen marks from then on
 */
public record ScopeState(
        Connection.Id connection,
        Scope scope,
        Checkpoint checkpoint,
        long listing,
        long settingsVersion,
        boolean unordered) {

    /** From the start, in a new listing. */
    public ScopeState restarted() {
        return new ScopeState(connection, scope, Checkpoint.START, listing + 1, settingsVersion, unordered);
    }
}
