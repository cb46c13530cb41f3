package dev.portolan.application.oauth;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;

/** Why a consent came to nothing. {@code reason}: for the user, and what to do. */
public record AuthorizationFailure(Kind kind, String reason) {

    public enum Kind {
        /** The user, or the provider on their behalf, said no. */
        DENIED,
        /** It took longer than ten minutes. */
        EXPIRED,
        /** The provider does not take the code. */
        CODE_REFUSED,
        /** The provider does not take our app. */
        APP_REFUSED,
        PROVIDER_DOWN,
        /** The provider does not say whose consent it is. */
        ACCOUNT_REFUSED,
        /** The connection belongs to another account. */
        OTHER_ACCOUNT,
        /** Permissions that are needed were not given. */
        TOO_NARROW,
        /** What was given expires and cannot be renewed. */
        NOT_LASTING,
        /** The connection was deleted in the meantime. */
        GONE
    }

    /** The same, to a client that has sent the code itself. */
    public Refusal refusal() {
        return switch (kind) {
            case DENIED, EXPIRED, CODE_REFUSED, TOO_NARROW -> new Refusal.InvalidInput("", reason);
            case APP_REFUSED, OTHER_ACCOUNT, NOT_LASTING, GONE -> new Refusal.Conflict(reason);
            case PROVIDER_DOWN, ACCOUNT_REFUSED -> new Refusal.Unavailable(new ProviderFailure.Transient(reason));
        };
    }
}
