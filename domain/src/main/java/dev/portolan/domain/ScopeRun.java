package dev.portolan.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One scope's part in a run.
 *
 * @param until when a waiting or parked scope goes on
 * @param pageDone how many changes of the page at hand are committed already, so that a repeated page is not counted twice
 * @param parks how often it was parked after failures in this run
 * @param lease the number that a worker must still hold to commit anything
 */
public record ScopeRun(
        SyncRun.Id run,
        Scope.Id scope,
        String name,
        State state,
        Progress progress,
        int pageDone,
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

    public static ScopeRun planned(SyncRun.Id run, Scope scope, Instant now) {
        return new ScopeRun(
                run,
                scope.id(),
                scope.name(),
                State.PENDING,
                Progress.ZERO,
                0,
                Optional.empty(),
                0,
                false,
                0,
                Optional.empty(),
                0,
                now);
    }

    public ScopeRun queued(Instant now) {
        return moved(State.QUEUED, Optional.empty(), problem, now);
    }

    public ScopeRun progressed(Progress more, int newPageDone, Instant now) {
        return new ScopeRun(
                run,
                scope,
                name,
                state,
                progress.plus(more),
                newPageDone,
                until,
                parks,
                resynced,
                heldDeletions,
                problem,
                lease,
                now);
    }

    public ScopeRun waiting(Instant newUntil, SyncRun.Problem why, Instant now) {
        return moved(State.WAITING, Optional.of(newUntil), Optional.of(why), now);
    }

    public ScopeRun parked(Instant newUntil, SyncRun.Problem why, Instant now) {
        ScopeRun resting = moved(State.PARKED, Optional.of(newUntil), Optional.of(why), now);
        return new ScopeRun(
                run,
                scope,
                name,
                resting.state,
                progress,
                pageDone,
                resting.until,
                parks + 1,
                resynced,
                heldDeletions,
                resting.problem,
                lease,
                now);
    }

    /** Its checkpoint was refused once; the listing begins again. */
    public ScopeRun resynced(Instant now) {
        return new ScopeRun(
                run, scope, name, state, progress, 0, until, parks, true, heldDeletions, problem, lease, now);
    }

    public ScopeRun holding(long deletions, Instant now) {
        return new ScopeRun(
                run, scope, name, state, progress, pageDone, until, parks, resynced, deletions, problem, lease, now);
    }

    public ScopeRun ended(State end, Optional<SyncRun.Problem> why, Optional<Instant> goesOnAt, Instant now) {
        return moved(end, goesOnAt, why, now);
    }

    private ScopeRun moved(State next, Optional<Instant> newUntil, Optional<SyncRun.Problem> why, Instant now) {
        return new ScopeRun(
                run, scope, name, next, progress, pageDone, newUntil, parks, resynced, heldDeletions, why, lease, now);
    }
}
