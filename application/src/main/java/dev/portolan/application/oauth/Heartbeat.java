package dev.portolan.application.oauth;

import dev.portolan.application.port.GrantStore;
import dev.portolan.domain.OAuthGrant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a lease for as long as a call takes, however long that is. */
final class Heartbeat {

    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final GrantStore store;
    private final InstantSource clock;
    private final Waiting waiting;

    Heartbeat(GrantStore store, InstantSource clock, Waiting waiting) {
        this.store = store;
        this.clock = clock;
        this.waiting = waiting;
    }

    <T> T during(OAuthGrant grant, OAuthGrant.Lease lease, Supplier<T> call) {
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofVirtual().name("renewal-lease").start(() -> beat(grant, lease, done));
        try {
            return call.get();
        } finally {
            done.countDown();
        }
    }

    private void beat(OAuthGrant grant, OAuthGrant.Lease lease, CountDownLatch done) {
        try {
            boolean held = true;
            while (held && !waiting.until(done, LEASE.dividedBy(3))) {
                held = extend(grant, lease);
            }
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean extend(OAuthGrant grant, OAuthGrant.Lease lease) {
        try {
            return store.extend(
                    grant.organization(),
                    grant.id(),
                    lease.number(),
                    clock.instant().plus(LEASE));
        } catch (RuntimeException databaseAway) {
            LOG.warn("cannot extend the lease of grant={}: {}", grant.id().value(), databaseAway.toString());
            return true;
        }
    }
}
