package dev.portolan.domain;

import java.time.Duration;
import java.util.Optional;

/**
 * The far side said no. Sealed, because the core does seven different things. Messages are for users: they name what
 * they are about and what to do, and never carry a secret.
 */
public abstract sealed class ProviderFailure extends RuntimeException {

    private ProviderFailure(String message) {
        super(Storable.text(message), null, false, false);
    }

    /** The credential is refused. The run fails; the connection needs re-authorization. */
    public static final class Unauthorized extends ProviderFailure {
        public Unauthorized(String message) {
            super(message);
        }
    }

    /** Too many calls. The scope is parked until the quota is back. */
    public static final class RateLimited extends ProviderFailure {
        private final Duration retryAfter;

        public RateLimited(String message, Duration retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The checkpoint is no longer understood. The scope starts again in the same run, deletions reconciled. */
    public static final class ResyncRequired extends ProviderFailure {
        public ResyncRequired(String message) {
            super(message);
        }
    }

    /** It is not there. One document: removed. A scope: access lost, nothing deleted. */
    public static final class Missing extends ProviderFailure {
        public Missing(String message) {
            super(message);
        }
    }

    /** We may not. One document: an item issue, the stored copy stays. A scope: access lost, nothing deleted. */
    public static final class Denied extends ProviderFailure {
        private final Optional<String> missingPermission;

        public Denied(String message) {
            this(message, Optional.empty());
        }

        /** @param missingPermission the OAuth scope or grant that the whole credential lacks, where the provider names it */
        public Denied(String message, Optional<String> missingPermission) {
            super(message);
            this.missingPermission = missingPermission;
        }

        public Optional<String> missingPermission() {
            return missingPermission;
        }
    }

    /** It may work later: time-outs, 5xx, broken connections. */
    public static final class Transient extends ProviderFailure {
        public Transient(String message) {
            super(message);
        }
    }

    /** What was asked or answered makes no sense; repeating it will not help. */
    public static final class Invalid extends ProviderFailure {
        public Invalid(String message) {
            super(message);
        }
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
