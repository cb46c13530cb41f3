package dev.portolan.application.oauth;

import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.GrantStore;
import dev.portolan.application.port.OAuthGateway;
import dev.portolan.application.port.OAuthGateway.Client;
import dev.portolan.application.port.OAuthGateway.Returned;
import dev.portolan.application.port.RevocationStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Revocation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives ended grants back at their providers, as often as it takes, and writes down what came of it. */
public final class Revocations {

    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
    private static final int AT_ONCE = 20;
    private static final Duration ATTEMPT = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final Duration PATIENCE = Duration.ofDays(7);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int FORGET = 1_000;

    private final RevocationStore store;
    private final GrantStore grants;
    private final CredentialVault vault;
    private final Registrations registrations;
    private final OAuthGateway gateway;
    private final Transactions transactions;
    private final InstantSource clock;

    public Revocations(
            RevocationStore store,
            GrantStore grants,
            CredentialVault vault,
            Registrations registrations,
            OAuthGateway gateway,
            Transactions transactions,
            InstantSource clock) {
        this.store = store;
        this.grants = grants;
        this.vault = vault;
        this.registrations = registrations;
        this.gateway = gateway;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** By the clock: does what is due. */
    public void work() {
        for (int i = 0; i < AT_ONCE; i++) {
            Instant now = clock.instant();
            Optional<Revocation> taken = store.take(now, now.plus(ATTEMPT));
            if (taken.isEmpty()) {
                return;
            }
            note(attempt(taken.get()));
        }
    }

    /** By the clock: forgets what ended three months ago. */
    public void forget() {
        while (store.forget(clock.instant().minus(KEPT), FORGET) == FORGET) {
            LOG.debug("forgetting goes on");
        }
    }

    private Revocation attempt(Revocation revocation) {
        String provider = registrations.name(revocation.provider());
        if (grants.liveAnywhere(revocation.provider(), revocation.clientId(), revocation.account())) {
            return revocation.ended(
                    Revocation.State.STILL_USED, "The account is still connected elsewhere through the same app");
        }
        Optional<Client> client = registrations.client(revocation.organization(), revocation.app());
        if (client.isEmpty()) {
            return revocation.ended(
                    Revocation.State.GIVEN_UP,
                    "The OAuth app is not configured any more; the access can be removed at " + provider);
        }
        return switch (gateway.revoke(client.get(), tokens(revocation))) {
            case Returned.Done done ->
                revocation.ended(Revocation.State.DONE, provider + " has confirmed that the access is gone");
            case Returned.NotOffered none ->
                revocation.ended(
                        Revocation.State.NOT_OFFERED,
                        provider + " offers no way to give access back; the account's owner can remove it there");
            case Returned.Refused refused ->
                revocation.ended(
                        Revocation.State.GIVEN_UP,
                        provider + " refuses to take the access back (" + refused.code() + ": " + refused.reason()
                                + ")");
            case Returned.Unavailable unavailable -> again(revocation, unavailable, provider);
        };
    }

    private Revocation again(Revocation revocation, Returned.Unavailable unavailable, String provider) {
        Instant now = clock.instant();
        if (revocation.createdAt().plus(PATIENCE).isBefore(now)) {
            return revocation.ended(
                    Revocation.State.GIVEN_UP,
                    provider + " could not be reached for days (" + unavailable.reason()
                            + "); the account's owner can remove the access there");
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(2 * (revocation.attempts() - 1), 20));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        Duration wanted = unavailable.retryAfter().orElse(Duration.ZERO);
        return revocation.again(unavailable.reason(), now.plus(bounded.compareTo(wanted) < 0 ? wanted : bounded));
    }

    private Credential.Tokens tokens(Revocation revocation) {
        return switch (vault.open(revocation.organization(), revocation.tokens())) {
            case Credential.Tokens tokens -> tokens;
            case Credential.Secrets secrets -> throw new IllegalStateException("A revocation has no tokens");
        };
    }

    private void note(Revocation after) {
        transactions.run(() -> {
            store.update(after);
            if (after.nextAt().isEmpty()) {
                vault.remove(after.organization(), after.tokens());
            }
        });
        LOG.info(
                "revocation={} provider={} state={} attempts={}: {}",
                after.id().value(),
                after.provider().value(),
                after.state(),
                after.attempts(),
                after.note());
    }
}
