package dev.portolan.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One scope's part in a run.
 *
 * @param until when a waiting or parked scope goes on
 * @param parks how often it was parked after failures in this run
 * @param lease the number that a worker must still hold to commit anything
 */
public record ScopeRun(
        SyncRun.Id run,
        Scope.Id scope,
        String name,
        State state,
        Progress progress,
        Optional<Instant> until,
        int parks,
        boolean resynced,
        long heldDeletions,
        Optional<SyncRun.Problem> problem,
        long lease,
        Instant heartbeatAt) {

    public enum State {
        /** Planned, not yet on the queue. */
        PENDING,
        QUEUED,
        RUNNING,
        /** Waiting for quota. */
        WAITING,
        /** Parked after a failure. */
        PARKED,
        COMPLETED,
        /** Done, but its deletions are held or some documents failed. */
        COMPLETED_WITH_ERRORS,
        /** The provider no longer shows it: nothing deleted. */
        ACCESS_LOST,
        FAILED,
        CANCELLED;

        public boolean isFinal() {
            return switch (this) {
                case PENDING, QUEUED, RUNNING, WAITING, PARKED -> false;
                case COMPLETED, COMPLETED_WITH_ERRORS, ACCESS_LOST, FAILED, CANCELLED -> true;
            };
        }
    }
}
