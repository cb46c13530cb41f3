package dev.portolan.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A consent that was asked for and has not come back yet. It is used once, and known only by a hash of its state.
 *
 * @param stateHash SHA-256 of the state, hexadecimal
 * @param starter who asked: the one who may complete it by a call, and whose rights count when the browser comes back
 * @param dialect in which it was begun
 * @param redirectUri where the provider sends the browser, as it was told
 * @param clientRedirectUrl where the browser goes at the end; empty: to a page of ours
 * @param usedAt when it came back, well or not
 */
public record PendingAuthorization(
        Id id,
        String stateHash,
        Organization.Id organization,
        Starter starter,
        Provider.Id provider,
        OAuthApp.Id app,
        Target target,
        String dialect,
        Return returns,
        String redirectUri,
        Optional<String> clientRedirectUrl,
        boolean allowAccountChange,
        boolean collapse,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> usedAt) {

    public static final Duration LIFE = Duration.ofMinutes(10);

    public record Id(UUID value) {}

    /** The user who began, and their role in the organization at that time. */
    public record Starter(User.Id user, Role role) {}

    /** How the code reaches us. */
    public enum Return {
        /** The provider sends the browser to us. */
        BROWSER,
        /** The client sends it in a call of its own. */
        CALL
    }

    /** What will be authorized. */
    public sealed interface Target {

        /** A connection that is there. */
        record Existing(Connection.Id connection) implements Target {}

        /** One that is made when the consent has come back; {@code collection}: where, unless that call says otherwise. */
        record Fresh(Collection.Id collection) implements Target {}
    }

    /** Under which its PKCE verifier is sealed. */
    public Credential.Id verifier() {
        return new Credential.Id(id.value());
    }

    public boolean expired(Instant now) {
        return !expiresAt.isAfter(now);
    }

    public PendingAuthorization used(Instant now) {
        return new PendingAuthorization(
                id,
                stateHash,
                organization,
                starter,
                provider,
                app,
                target,
                dialect,
                returns,
                redirectUri,
                clientRedirectUrl,
                allowAccountChange,
                collapse,
                createdAt,
                expiresAt,
                Optional.of(now));
    }
}
