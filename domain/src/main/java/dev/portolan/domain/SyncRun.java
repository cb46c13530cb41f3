package dev.portolan.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One attempt of a connection to catch up.
 *
 * @param heartbeatAt when work on it or any of its scopes was last seen
 * @param heldDeletions deletions that the guard holds until somebody confirms them
 */
public record SyncRun(
        Id id,
        Organization.Id organization,
        Connection.Id connection,
        Mode mode,
        Trigger trigger,
        State state,
        Progress progress,
        long heldDeletions,
        boolean cancelRequested,
        Optional<Problem> problem,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Instant heartbeatAt) {

    public record Id(UUID value) {}

    public enum Mode {
        /** From the checkpoints. */
        CATCH_UP,
        /** Every scope is listed from the start. */
        COMPLETE,
        /** Like complete, and every version counts as unknown: content is fetched and replaced in place. */
        REBUILD,
        /** Lets deletions happen that the guard held; contacts no provider. */
        CONFIRM_DELETIONS,
        /** Forgets all documents and checkpoints; contacts no provider. */
        CLEAR
    }

    public enum Trigger {
        REQUEST,
        SCHEDULE
    }

    public enum State {
        QUEUED,
        RUNNING,
        COMPLETED,
        COMPLETED_WITH_ERRORS,
        FAILED,
        CANCELLED;

        public boolean isFinal() {
            return this != QUEUED && this != RUNNING;
        }
    }

    /** Why something did not end well. {@code code} is a word of {@link ItemIssue.Code} or of a failure, lower case. */
    public record Problem(String code, String message) {

        /** The name by which users know a provider failure. */
        public static Problem of(ProviderFailure failure) {
            return new Problem(
                    switch (failure) {
                        case ProviderFailure.Unauthorized f -> "unauthorized";
                        case ProviderFailure.RateLimited f -> "rate_limited";
                        case ProviderFailure.ResyncRequired f -> "resync_required";
                        case ProviderFailure.Missing f -> "missing";
                        case ProviderFailure.Denied f -> "denied";
                        case ProviderFailure.Transient f -> "unavailable";
                        case ProviderFailure.Invalid f -> "invalid";
                    },
                    failure.message());
        }
    }

    public boolean isOpen() {
        return !state.isFinal();
    }

    public SyncRun started(Instant now) {
        return new SyncRun(
                id,
                organization,
                connection,
                mode,
                trigger,
                State.RUNNING,
                progress,
                heldDeletions,
                cancelRequested,
                Optional.empty(),
                createdAt,
                startedAt.or(() -> Optional.of(now)),
                finishedAt,
                now);
    }

    /** Still open, but something keeps it from going on just now. */
    public SyncRun troubled(Problem why, Instant now) {
        return new SyncRun(
                id,
                organization,
                connection,
                mode,
                trigger,
                state,
                progress,
                heldDeletions,
                cancelRequested,
                Optional.of(why),
                createdAt,
                startedAt,
                finishedAt,
                now);
    }

    public SyncRun ended(State end, long held, Optional<Problem> why, Instant now) {
        return new SyncRun(
                id,
                organization,
                connection,
                mode,
                trigger,
                end,
                progress,
                held,
                cancelRequested,
                why,
                createdAt,
                startedAt,
                Optional.of(now),
                now);
    }
}
