package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.oauth.Callers;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.OAuthGrant.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store must do about who renews a grant. */
public abstract class GrantLeaseContract {

    private static final Instant END = World.NOON.plusSeconds(30);

    private static Held stored(Stores stores) {
        World world = World.create(stores, "acme");
        OAuthGrant grant = new Consents(world).grant(Consents.appId(), "ada");
        stores.grants().add(grant);
        return new Held(stores, grant);
    }

    private record Held(Stores stores, OAuthGrant grant) {

        Optional<Lease> lease(long version, Instant now) {
            return stores.grants().lease(grant.organization(), grant.id(), version, "holder", now, now.plusSeconds(30));
        }

        boolean extend(Lease lease, Instant until) {
            return stores.grants().extend(grant.organization(), grant.id(), lease.number(), until);
        }

        boolean holds(Lease lease) {
            return stores.grants().holds(grant.organization(), grant.id(), lease.number());
        }

        void end(Lease lease, boolean answered) {
            stores.grants().endLease(grant.organization(), grant.id(), lease.number(), answered);
        }
    }

    @Test
    void a_lease_is_had_by_one_until_it_is_over(Stores stores) {
        Held held = stored(stores);
        Lease first = held.lease(1, World.NOON).orElseThrow();

        assertEquals(new Lease("holder", 1, END, false), first);
        assertEquals(Optional.empty(), held.lease(1, END.minusMillis(1)));
        Lease second = held.lease(1, END).orElseThrow();
        assertEquals(2, second.number());
        assertTrue(held.holds(second));
        assertFalse(held.holds(first));
    }

    @Test
    void tokens_of_another_version_are_not_leased(Stores stores) {
        Held held = stored(stores);

        assertEquals(Optional.empty(), held.lease(2, World.NOON));
        assertEquals(Optional.empty(), held.lease(0, World.NOON));
    }

    @Test
    void of_many_who_want_it_at_once_one_gets_it(Stores stores) {
        Held held = stored(stores);

        List<Optional<Lease>> leases = Callers.results(Callers.crowd(8, () -> held.lease(1, World.NOON)));

        assertEquals(1, leases.stream().flatMap(Optional::stream).count());
    }

    @Test
    void a_holder_extends_and_ends_its_own_lease_only(Stores stores) {
        Held held = stored(stores);
        Lease first = held.lease(1, World.NOON).orElseThrow();
        assertTrue(held.extend(first, END.plusSeconds(30)));
        assertEquals(Optional.empty(), held.lease(1, END));
        Lease second = held.lease(1, END.plusSeconds(30)).orElseThrow();

        assertFalse(held.extend(first, END.plusSeconds(900)));
        held.end(first, true);
        assertTrue(held.holds(second));

        held.end(second, true);
        assertFalse(held.holds(second));
        assertFalse(held.extend(second, END.plusSeconds(900)));
        assertEquals(3, held.lease(1, World.NOON).orElseThrow().number());
    }

    @Test
    void a_lease_that_was_never_ended_is_remembered_until_the_tokens_are_others(Stores stores) {
        Held held = stored(stores);
        held.lease(1, World.NOON);
        Lease second = held.lease(1, END).orElseThrow();
        assertTrue(second.brokenOff());
        held.end(second, true);
        assertTrue(held.lease(1, END).orElseThrow().brokenOff());

        stores.grants().update(held.grant().renewed(Consents.tokens(2), Optional.empty(), World.NOON));

        Lease ofOthers = held.lease(2, END.plusSeconds(60)).orElseThrow();
        assertTrue(ofOthers.brokenOff());
        held.end(ofOthers, true);
    }

    @Test
    void an_exchange_that_was_not_answered_is_remembered(Stores stores) {
        Held held = stored(stores);
        Lease answered = held.lease(1, World.NOON).orElseThrow();
        held.end(answered, true);
        Lease unanswered = held.lease(1, World.NOON).orElseThrow();
        assertFalse(unanswered.brokenOff());
        held.end(unanswered, false);

        assertTrue(held.lease(1, World.NOON).orElseThrow().brokenOff());
    }

    @Test
    void writing_the_grant_leaves_the_lease_alone(Stores stores) {
        Held held = stored(stores);
        Lease lease = held.lease(1, World.NOON).orElseThrow();

        stores.grants().update(held.grant().renewed(Consents.tokens(2), Optional.empty(), World.NOON));

        assertTrue(held.holds(lease));
    }
}
