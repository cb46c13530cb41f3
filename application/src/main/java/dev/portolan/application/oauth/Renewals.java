package dev.portolan.application.oauth;

import dev.portolan.application.port.GrantStore;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps access tokens good: before they expire, when one is refused, on demand, and by the clock where nobody asks. */
public final class Renewals {

    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofHours(1);
    private static final int AT_ONCE = 20;

    private final GrantStore store;
    private final Grants grants;
    private final Exchange exchange;
    private final InstantSource clock;
    private final Flights flights = new Flights();

    /** Grants whose provider has just failed us: while their tokens last, it is left in peace for a while. */
    private final ConcurrentMap<Credential.Id, Instant> resting = new ConcurrentHashMap<>();

    Renewals(GrantStore store, Grants grants, Exchange exchange, InstantSource clock) {
        this.store = store;
        this.grants = grants;
        this.exchange = exchange;
        this.clock = clock;
    }

    /** Opens a grant for use. */
    Held open(Organization.Id organization, Credential.Id grant) {
        return grants.open(organization, grant).held();
    }

    /** The same tokens while they are good for some time, else newer ones. */
    Held fresh(Organization.Id organization, Credential.Id grant, Held held) {
        Instant now = clock.instant();
        if (!held.due(now)) {
            return held;
        }
        Flights.Key key = new Flights.Key(grant, held.tokens().version(), false);
        boolean rests = resting.getOrDefault(grant, Instant.MIN).isAfter(now);
        if (held.unexpired(now) && (rests || flights.isUnderWay(key))) {
            return held;
        }
        Held newer = fly(organization, key);
        if (newer.tokens().version() == held.tokens().version()) {
            resting.put(grant, now.plus(REST));
        } else {
            resting.remove(grant);
        }
        return newer;
    }

    /** Newer tokens than some that the provider has refused. */
    Held replacement(Organization.Id organization, Credential.Id grant, Held refused) {
        return fly(organization, new Flights.Key(grant, refused.tokens().version(), true));
    }

    /** Renews whatever the age of the tokens, if they can be; those who ask at the same time get the same ones. */
    public Credential.Tokens renew(Organization.Id organization, Credential.Id grant) {
        Held held = open(organization, grant);
        return held.tokens().refreshToken().isEmpty()
                ? held.tokens()
                : replacement(organization, grant, held).tokens();
    }

    /** By the clock: renews what nobody has used for long. */
    public void renewDue() {
        Instant now = clock.instant();
        for (OAuthGrant due : store.due(now, AT_ONCE)) {
            boolean ours = due.renewAt()
                    .filter(at -> store.advance(due.organization(), due.id(), at, now.plus(RETRY)))
                    .isPresent();
            if (ours) {
                renewIdle(due);
            }
        }
    }

    private void renewIdle(OAuthGrant due) {
        try {
            fly(due.organization(), new Flights.Key(due.id(), due.version(), false));
        } catch (ProviderFailure failure) {
            LOG.info("cannot renew idle grant={}: {}", due.id().value(), failure.message());
        }
    }

    private Held fly(Organization.Id organization, Flights.Key key) {
        return flights.join(key, () -> exchange.newerThan(key.version(), organization, key.grant(), key.refused()));
    }

    /** Begins no more renewals and lets those under way end. @return false where they did not in time */
    public boolean close(Duration most) {
        return flights.close(most);
    }
}
