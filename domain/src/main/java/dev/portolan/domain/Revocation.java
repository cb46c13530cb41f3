package dev.portolan.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A grant to be given back at its provider, and what came of it.
 *
 * @param id also under which the tokens stay sealed until it has ended
 * @param account whose grant it was, as in {@link Account#id}
 * @param nextAt of the next attempt; empty once ended
 * @param note what happened, in words
 */
public record Revocation(
        Id id,
        Organization.Id organization,
        OAuthApp.Id app,
        String clientId,
        Provider.Id provider,
        String account,
        State state,
        int attempts,
        String note,
        Instant createdAt,
        Optional<Instant> nextAt) {

    public record Id(UUID value) {}

    public enum State {
        WAITING,
        /** The provider has confirmed it, or knew nothing of it any more. */
        DONE,
        /** The provider has no way to do it. */
        NOT_OFFERED,
        /** The same account is connected through the same app elsewhere, and would have lost its access. */
        STILL_USED,
        /** It could not be done. */
        GIVEN_UP
    }

    /** Where the tokens are sealed. */
    public Credential.Id tokens() {
        return new Credential.Id(id.value());
    }

    /** Somebody tries it now; should they die, it is tried again then. */
    public Revocation taken(Instant retryAt) {
        return new Revocation(
                id,
                organization,
                app,
                clientId,
                provider,
                account,
                state,
                attempts + 1,
                note,
                createdAt,
                Optional.of(retryAt));
    }

    public Revocation ended(State end, String why) {
        return new Revocation(
                id, organization, app, clientId, provider, account, end, attempts, why, createdAt, Optional.empty());
    }

    public Revocation again(String why, Instant at) {
        return new Revocation(
                id,
                organization,
                app,
                clientId,
                provider,
                account,
                State.WAITING,
                attempts,
                why,
                createdAt,
                Optional.of(at));
    }
}
