package dev.portolan.domain;

import java.time.Instant;
import java.util.UUID;

/** A document that failed or was skipped, and why; one per resource, gone when the resource is in step. */
public record ItemIssue(
        Id id,
        Organization.Id organization,
        Connection.Id connection,
        Scope.Id scope,
        Resource.Id resource,
        String path,
        Code code,
        String message,
        int attempts,
        boolean retryRequested,
        SyncRun.Id run,
        Instant firstAt,
        Instant lastAt) {

    public record Id(UUID value) {}

    /** Another attempt that ended no better. */
    public ItemIssue failedAgain(String newMessage, SyncRun.Id newRun, Instant now) {
        return new ItemIssue(
                id,
                organization,
                connection,
                scope,
                resource,
                path,
                code,
                newMessage,
                attempts,
                false,
                newRun,
                firstAt,
                now);
    }

    public enum Code {
        /** A passing fault: tried again by itself in later runs. */
        UNAVAILABLE(true, false),
        DENIED(true, false),
        /** The provider's answer for this document makes no sense. */
        INVALID(false, false),
        /** Its content is in an archive that must be restored first. */
        ARCHIVED(false, true),
        TOO_LARGE(false, true),
        /** A type without text, or one that we do not read. */
        NO_TEXT(false, true),
        /** Its content is broken, locked, or takes more time or memory than there is for it. */
        UNREADABLE(false, true),
        /** Only the beginning of its text is stored. */
        TRUNCATED(false, true);

        private final boolean retryable;
        private final boolean skip;

        Code(boolean retryable, boolean skip) {
            this.retryable = retryable;
            this.skip = skip;
        }

        /** Whether later runs try again by themselves. */
        public boolean retryable() {
            return retryable;
        }

        /** Whether the document counts as skipped rather than failed. */
        public boolean skip() {
            return skip;
        }
    }
}
