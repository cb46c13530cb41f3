package dev.portolan.application.port;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs, their scopes, and what outlives a run of a scope. */
public interface SyncRunStore {

    void add(SyncRun run);

    Optional<SyncRun> find(Organization.Id organization, SyncRun.Id id);

    /** Like {@link #find}, and no one else changes it before this transaction ends. */
    Optional<SyncRun> lock(Organization.Id organization, SyncRun.Id id);

    /** Writes state, held deletions, problem, start, finish and heartbeat; progress is the sum of the scopes', the
     * heartbeat read back is the latest of the run's and its scopes'. */
    void update(SyncRun run);

    /** Raises the flag that every worker looks at. @return false where the run is not open */
    boolean requestCancel(Organization.Id organization, SyncRun.Id id);

    boolean cancelRequested(Organization.Id organization, SyncRun.Id id);

    /** Newest first, after the run {@code after} if given. */
    List<SyncRun> list(Organization.Id organization, Connection.Id connection, Optional<SyncRun.Id> after, int limit);

    /** Across organizations, for the clock: runs that are not in a final state. */
    List<RunRef> open(int limit);

    /** The newest run of the mode COMPLETE or REBUILD that ended in COMPLETED or COMPLETED_WITH_ERRORS. */
    Optional<Instant> lastCompleteRun(Organization.Id organization, Connection.Id connection);

    /** Removes final runs that ended before, oldest first, at most {@code limit}, never a connection's newest. @return how many */
    int removeFinished(Instant before, int limit);

    // --- a run's scopes

    /** Adds those that are not there yet. */
    void addScopes(Organization.Id organization, List<ScopeRun> scopes);

    /** In the order they were added. */
    List<ScopeRun> scopes(Organization.Id organization, SyncRun.Id run);

    Optional<ScopeRun> scope(Organization.Id organization, SyncRun.Id run, Scope.Id scope);

    /** Takes the scope for a worker: raises the lease number, sets RUNNING. Empty where it is final or unknown. */
    Optional<ScopeRun> lease(Organization.Id organization, SyncRun.Id run, Scope.Id scope, Instant now);

    /**
     * Writes all but run, scope and name, if the stored lease number is still {@code scope.lease()}; locks the row until the
     * transaction ends. Touches no other row.
     *
     * @return false where another worker has taken over
     */
    boolean update(Organization.Id organization, ScopeRun scope);

    /** Only the heartbeat, if the lease still holds. */
    boolean beat(Organization.Id organization, ScopeRun scope, Instant now);

    // --- what outlives the run

    List<ScopeState> states(Organization.Id organization, Connection.Id connection);

    Optional<ScopeState> state(Organization.Id organization, Connection.Id connection, Scope.Id scope);

    /** Inserts or replaces. */
    void putState(Organization.Id organization, ScopeState state);

    void removeState(Organization.Id organization, Connection.Id connection, Scope.Id scope);

    record RunRef(Organization.Id organization, SyncRun.Id run, Connection.Id connection) {}
}
