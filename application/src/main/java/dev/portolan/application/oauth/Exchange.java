package dev.portolan.application.oauth;

import dev.portolan.application.port.GrantStore;
import dev.portolan.application.port.OAuthGateway;
import dev.portolan.application.port.OAuthGateway.Answer;
import dev.portolan.application.port.OAuthGateway.Client;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.ProviderFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets newer tokens for a grant: one exchange per version, whoever and however many ask on however many servers. No transaction
 * or pooled connection is held while the provider is asked. To be run on a thread that nobody interrupts.
 */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int PATIENCE = 480;
    private static final int STORE_ATTEMPTS = 40;

    private final GrantStore store;
    private final Grants grants;
    private final Ledger ledger;
    private final Registrations registrations;
    private final OAuthGateway gateway;
    private final Heartbeat heartbeat;
    private final Waiting waiting;
    private final InstantSource clock;
    private final String holder;

    /** @param holder names this server */
    Exchange(
            GrantStore store,
            Grants grants,
            Ledger ledger,
            Registrations registrations,
            OAuthGateway gateway,
            Waiting waiting,
            InstantSource clock,
            String holder) {
        this.store = store;
        this.grants = grants;
        this.ledger = ledger;
        this.registrations = registrations;
        this.gateway = gateway;
        this.heartbeat = new Heartbeat(store, clock, waiting);
        this.waiting = waiting;
        this.clock = clock;
        this.holder = holder;
    }

    /**
     * @param version that the caller has, read before it began to wait
     * @param refused the provider refuses that version, so it is of no use while it lasts
     * @return tokens newer than {@code version}; or, unless that was refused, the same while they last and cannot be renewed now
     * @throws ProviderFailure.Unauthorized where the grant has to be authorized again
     * @throws ProviderFailure.Invalid where our app is not accepted
     * @throws ProviderFailure.Transient where nobody could be reached
     */
    Held newerThan(long version, Organization.Id organization, Credential.Id id, boolean refused) {
        for (int waits = 0; waits < PATIENCE; waits++) {
            Grants.Opened opened = grants.open(organization, id);
            if (opened.tokens().version() > version) {
                return opened.held();
            }
            boolean lasts = !refused && opened.held().unexpired(clock.instant());
            if (opened.tokens().refreshToken().isEmpty()) {
                return lastOr(lasts, opened, notRenewable(opened.grant()));
            }
            Optional<OAuthGrant.Lease> lease = lease(opened.grant());
            if (lease.isPresent()) {
                Optional<Held> result = exchange(opened, lease.get(), lasts);
                if (result.isPresent()) {
                    return result.get();
                }
            } else if (lasts) {
                return opened.held();
            }
            pause();
        }
        throw new ProviderFailure.Transient(
                "The access token is being renewed by another server, which takes too long");
    }

    private Optional<OAuthGrant.Lease> lease(OAuthGrant grant) {
        return store.lease(
                grant.organization(),
                grant.id(),
                grant.version(),
                holder,
                clock.instant(),
                clock.instant().plus(Heartbeat.LEASE));
    }

    /** @return empty where somebody else's exchange counts: look again */
    private Optional<Held> exchange(Grants.Opened opened, OAuthGrant.Lease lease, boolean lasts) {
        return switch (ask(opened, lease)) {
            case Answer.Granted granted -> keep(opened.grant(), lease, granted.tokens());
            case Answer.Refused refused -> {
                String reason = deadReason(opened.grant(), lease, refused);
                if (ledger.refused(opened.grant(), lease, reason) != Ledger.Entry.WRITTEN) {
                    yield Optional.empty();
                }
                LOG.warn(
                        "grant={} needs re-authorization: {}",
                        opened.grant().id().value(),
                        reason);
                throw new ProviderFailure.Unauthorized(reason);
            }
            case Answer.AppRefused app -> {
                end(opened.grant(), lease, true);
                yield Optional.of(lastOr(lasts, opened, appRefused(opened.grant(), app)));
            }
            case Answer.Unavailable unavailable -> {
                end(opened.grant(), lease, false);
                yield Optional.of(lastOr(lasts, opened, new ProviderFailure.Transient(unavailable.reason())));
            }
        };
    }

    private Answer ask(Grants.Opened opened, OAuthGrant.Lease lease) {
        OAuthGrant grant = opened.grant();
        boolean answered = false;
        try {
            Optional<Client> client = registrations.client(grant.organization(), grant.app());
            Answer answer = client.isEmpty()
                    ? new Answer.AppRefused("no_app", "it is not configured any more")
                    : heartbeat.during(grant, lease, () -> gateway.renew(client.get(), opened.tokens()));
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                end(grant, lease, false);
            }
        }
    }

    /** What the provider has given may be the only tokens that it still takes: they are not lost to a hiccup of ours. */
    private Optional<Held> keep(OAuthGrant grant, OAuthGrant.Lease first, Credential.Tokens tokens) {
        Optional<OAuthGrant.Lease> lease = Optional.of(first);
        for (int attempt = 0; attempt < STORE_ATTEMPTS; attempt++) {
            try {
                if (lease.isEmpty()) {
                    lease = lease(grant);
                }
                Ledger.Entry entry =
                        lease.isEmpty() ? Ledger.Entry.LEASE_LOST : ledger.renewed(grant, lease.get(), tokens);
                switch (entry) {
                    case WRITTEN -> {
                        return Optional.of(new Held(tokens, clock.instant()));
                    }
                    case OVERTAKEN -> {
                        return Optional.empty();
                    }
                    case LEASE_LOST -> lease = Optional.empty();
                }
            } catch (RuntimeException databaseAway) {
                LOG.warn(
                        "cannot store new tokens of grant={} yet: {}",
                        grant.id().value(),
                        databaseAway.toString());
            }
            pause();
        }
        throw new ProviderFailure.Transient("The provider renewed the access token, but it could not be stored");
    }

    private Held lastOr(boolean lasts, Grants.Opened opened, ProviderFailure failure) {
        if (lasts) {
            LOG.info("grant={} goes on with its token: {}", opened.grant().id().value(), failure.message());
            return opened.held();
        }
        throw failure;
    }

    private void end(OAuthGrant grant, OAuthGrant.Lease lease, boolean answered) {
        store.endLease(grant.organization(), grant.id(), lease.number(), answered);
    }

    private void pause() {
        try {
            waiting.until(new CountDownLatch(1), PAUSE);
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
            throw new ProviderFailure.Transient("Interrupted while the access token was being renewed");
        }
    }

    private String deadReason(OAuthGrant grant, OAuthGrant.Lease lease, Answer.Refused refused) {
        String cause = lease.brokenOff()
                ? " An earlier renewal was cut off before its answer was stored; the provider may have replaced the token then."
                : "";
        return registrations.name(grant.provider()) + " does not renew the access any more (" + refused.code() + ": "
                + refused.reason() + ")." + cause + " Authorize the connection again.";
    }

    private ProviderFailure appRefused(OAuthGrant grant, Answer.AppRefused app) {
        return new ProviderFailure.Invalid(
                registrations.name(grant.provider()) + " does not accept the OAuth app " + grant.clientId() + " ("
                        + app.code() + ": " + app.reason() + "); its client id or secret has to be corrected");
    }

    private ProviderFailure notRenewable(OAuthGrant grant) {
        return new ProviderFailure.Unauthorized(
                registrations.name(grant.provider())
                        + " does not accept the access token any more, and gave nothing to renew it with. Authorize the connection again.");
    }
}
