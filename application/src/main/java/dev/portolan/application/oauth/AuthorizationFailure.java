package dev.portolan.application.oauth;

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
}
