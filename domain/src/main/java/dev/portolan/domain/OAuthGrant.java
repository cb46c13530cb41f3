package dev.portolan.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * The life of the tokens of one account, which several connections of the organization may share. Unique per organization, app
 * and account.
 *
 * @param id under which the tokens are sealed, and by which connections point to it
 * @param clientId of the app: what the provider knows the grant by
 * @param version of the tokens; never goes back, whatever becomes of the grant
 * @param state what it is worth
 * @param reason why it is not live, in words
 * @param expiresAt of the access token, where the provider says so
 * @param authorizedAt when consent was last given
 * @param renewedAt when the tokens came from the provider
 * @param renewAt when they are renewed at the latest, so that they do not die of age; empty where they cannot be
 */
public record OAuthGrant(
        Credential.Id id,
        Organization.Id organization,
        OAuthApp.Id app,
        String clientId,
        Account account,
        long version,
        State state,
        Optional<String> reason,
        Optional<Instant> expiresAt,
        Optional<Instant> refreshExpiresAt,
        Instant authorizedAt,
        Instant renewedAt,
        Optional<Instant> renewAt) {

    public enum State {
        LIVE,
        /** The provider does not renew it any more. */
        NEEDS_REAUTHORIZATION,
        /** No connection uses it; its tokens are gone from here. */
        REVOKED
    }

    /**
     * Who renews it just now.
     *
     * @param number ascends with every holder
     * @param brokenOff an earlier exchange of the same tokens began, and nobody knows how it ended
     */
    public record Lease(String holder, long number, Instant until, boolean brokenOff) {}

    /** A grant that has no tokens yet. */
    public static OAuthGrant unborn(
            Credential.Id id,
            Organization.Id organization,
            OAuthApp.Id app,
            String clientId,
            Account account,
            Instant now) {
        return new OAuthGrant(
                id,
                organization,
                app,
                clientId,
                account,
                0,
                State.REVOKED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                now,
                Optional.empty());
    }

    public Provider.Id provider() {
        return account.provider();
    }

    public boolean isLive() {
        return state == State.LIVE;
    }

    /** Consent was given anew. */
    public OAuthGrant authorized(
            String newClientId,
            Account newAccount,
            Credential.Tokens tokens,
            Optional<Instant> newRenewAt,
            Instant now) {
        return new OAuthGrant(
                id,
                organization,
                app,
                newClientId,
                newAccount,
                tokens.version(),
                State.LIVE,
                Optional.empty(),
                tokens.expiresAt(),
                tokens.refreshExpiresAt(),
                now,
                now,
                newRenewAt);
    }

    /** The provider gave newer tokens. */
    public OAuthGrant renewed(Credential.Tokens tokens, Optional<Instant> newRenewAt, Instant now) {
        return new OAuthGrant(
                id,
                organization,
                app,
                clientId,
                account,
                tokens.version(),
                State.LIVE,
                Optional.empty(),
                tokens.expiresAt(),
                tokens.refreshExpiresAt(),
                authorizedAt,
                now,
                newRenewAt);
    }

    /** Whoever was to renew it has begun; should that fail, it is tried again then. */
    public OAuthGrant renewedLater(Instant at) {
        return new OAuthGrant(
                id,
                organization,
                app,
                clientId,
                account,
                version,
                state,
                reason,
                expiresAt,
                refreshExpiresAt,
                authorizedAt,
                renewedAt,
                Optional.of(at));
    }

    public OAuthGrant needsReauthorization(String why) {
        return ended(State.NEEDS_REAUTHORIZATION, Optional.of(why));
    }

    public OAuthGrant revoked() {
        return ended(State.REVOKED, Optional.empty());
    }

    private OAuthGrant ended(State newState, Optional<String> why) {
        return new OAuthGrant(
                id,
                organization,
                app,
                clientId,
                account,
                version,
                newState,
                why,
                expiresAt,
                refreshExpiresAt,
                authorizedAt,
                renewedAt,
                Optional.empty());
    }
}
