package dev.portolan.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the user made: a provider, settings and a credential, bound to a collection. Transitions return new records.
 *
 * @param settingsVersion raised whenever the settings change, so that a scope that is no longer selected can be told
 *     from one that was lost
 * @param status what the credential is worth
 * @param enabled false: paused by the user, schedules rest
 * @param tenant a label of the caller's own, and a filter; not a wall
 */
public record Connection(
        Id id,
        Organization.Id organization,
        Collection.Id collection,
        Provider.Id provider,
        String name,
        Settings settings,
        long settingsVersion,
        Optional<Credential.Id> credential,
        Status status,
        Optional<String> statusReason,
        Optional<Account> account,
        boolean enabled,
        Optional<Schedule> schedule,
        Optional<String> tenant,
        User.Id createdBy,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> lastSyncAt) {

    public record Id(UUID value) {}

    public enum Status {
        /** Not authorized yet; key-based: until a test or a sync has first succeeded. */
        PENDING,
        ACTIVE,
        /** Authorization or credentials failed before they ever worked. */
        FAILED,
        NEEDS_REAUTHORIZATION,
        REVOKED,
        /** Removed by its users, who keep its documents; only administrators of the organization still see it. */
        HIDDEN,
        /** Being deleted: invisible to its users, its documents go by a job. */
        DELETING,
        /** All gone; the row stays as long as the tombstones of its documents. */
        DELETED
    }

    public Connection renamed(String newName, Instant now) {
        return new Connection(
                id,
                organization,
                collection,
                provider,
                newName,
                settings,
                settingsVersion,
                credential,
                status,
                statusReason,
                account,
                enabled,
                schedule,
                tenant,
                createdBy,
                createdAt,
                now,
                lastSyncAt);
    }

    /** The same connection with other settings; equal settings change nothing. */
    public Connection withSettings(Settings newSettings, Instant now) {
        return newSettings.equals(settings)
                ? this
                : new Connection(
                        id,
                        organization,
                        collection,
                        provider,
                        name,
                        newSettings,
                        settingsVersion + 1,
                        credential,
                        status,
                        statusReason,
                        account,
                        enabled,
                        schedule,
                        tenant,
                        createdBy,
                        createdAt,
                        now,
                        lastSyncAt);
    }

    /** A new credential has proved nothing yet: a connection that was broken is pending again. */
    public Connection withCredential(Credential.Id newCredential, Instant now) {
        Status next = status == Status.ACTIVE ? Status.ACTIVE : Status.PENDING;
        return new Connection(
                id,
                organization,
                collection,
                provider,
                name,
                settings,
                settingsVersion,
                Optional.of(newCredential),
                next,
                Optional.empty(),
                account,
                enabled,
                schedule,
                tenant,
                createdBy,
                createdAt,
                now,
                lastSyncAt);
    }

    public Connection withSchedule(Optional<Schedule> newSchedule, Instant now) {
        return new Connection(
                id,
                organization,
                collection,
                provider,
                name,
                settings,
                settingsVersion,
                credential,
                status,
                statusReason,
                account,
                enabled,
                newSchedule,
                tenant,
                createdBy,
                createdAt,
                now,
                lastSyncAt);
    }

    public Connection enabled(boolean newEnabled, Instant now) {
        return new Connection(
                id,
                organization,
                collection,
                provider,
                name,
                settings,
                settingsVersion,
                credential,
                status,
                statusReason,
                account,
                newEnabled,
                schedule,
                tenant,
                createdBy,
                createdAt,
                now,
                lastSyncAt);
    }

    /** The credential works. */
    public Connection proven(Account newAccount, Instant now) {
        return new Connection(
                id,
                organization,
                collection,
                provider,
                name,
                settings,
                settingsVersion,
                credential,
                Status.ACTIVE,
                Optional.empty(),
                Optional.of(newAccount),
                enabled,
                schedule,
                tenant,
                createdBy,
                createdAt,
                now,
                lastSyncAt);
    }

    /** The provider refuses the credential: failed if it never worked, else re-authorization is needed. */
    public Connection refused(String reason, Instant now) {
        return switch (status) {
            case PENDING, FAILED -> inStatus(Status.FAILED, Optional.of(reason), now);
            case ACTIVE, NEEDS_REAUTHORIZATION -> inStatus(Status.NEEDS_REAUTHORIZATION, Optional.of(reason), now);
            case REVOKED, HIDDEN, DELETING, DELETED -> this;
        };
    }

    /** An account has given its consent. Another account than before is another source: its scopes are planned anew. */
    public Connection authorized(Account newAccount, Credential.Id grant, Instant now) {
        boolean other = belongsToAnother(newAccount);
        return new Connection(
                id,
                organization,
                collection,
                provider,
                name,
                settings,
                other ? settingsVersion + 1 : settingsVersion,
                Optional.of(grant),
                Status.ACTIVE,
                Optional.empty(),
                Optional.of(newAccount),
                enabled,
                schedule,
                tenant,
                createdBy,
                createdAt,
                now,
                lastSyncAt);
    }

    /** Whether it is known to belong to another account than this one. */
    public boolean belongsToAnother(Account candidate) {
        return account.filter(known -> !known.id().equals(candidate.id())).isPresent();
    }

    /** An attempt to authorize it went wrong. What works goes on working; what does not says why. */
    public Connection authorizationFailed(String reason, Instant now) {
        return switch (status) {
            case PENDING, FAILED -> inStatus(Status.FAILED, Optional.of(reason), now);
            case NEEDS_REAUTHORIZATION, REVOKED -> inStatus(status, Optional.of(reason), now);
            case ACTIVE, HIDDEN, DELETING, DELETED -> this;
        };
    }

    /** Its user has taken access away. {@code kept}: the grant by which its account is still recognized. */
    public Connection revoked(Optional<Credential.Id> kept, Instant now) {
        return new Connection(
                id,
                organization,
                collection,
                provider,
                name,
                settings,
                settingsVersion,
                kept,
                Status.REVOKED,
                Optional.empty(),
                account,
                enabled,
                schedule,
                tenant,
                createdBy,
                createdAt,
                now,
                lastSyncAt);
    }

    /** Its users want no more of it but its documents: it needs no credential and has no schedule any more. */
    public Connection hidden(Instant now) {
        return new Connection(
                id,
                organization,
                collection,
                provider,
                name,
                settings,
                settingsVersion,
                Optional.empty(),
                Status.HIDDEN,
                Optional.empty(),
                account,
                enabled,
                Optional.empty(),
                tenant,
                createdBy,
                createdAt,
                now,
                lastSyncAt);
    }

    public Connection deleting(Instant now) {
        return inStatus(Status.DELETING, Optional.empty(), now);
    }

    public Connection deleted(Instant now) {
        return inStatus(Status.DELETED, Optional.empty(), now);
    }

    public boolean isLive() {
        return switch (status) {
            case PENDING, ACTIVE, FAILED, NEEDS_REAUTHORIZATION, REVOKED -> true;
            case HIDDEN, DELETING, DELETED -> false;
        };
    }

    private Connection inStatus(Status newStatus, Optional<String> reason, Instant now) {
        return new Connection(
                id,
                organization,
                collection,
                provider,
                name,
                settings,
                settingsVersion,
                credential,
                newStatus,
                reason,
                account,
                enabled,
                schedule,
                tenant,
                createdBy,
                createdAt,
                now,
                lastSyncAt);
    }
}
