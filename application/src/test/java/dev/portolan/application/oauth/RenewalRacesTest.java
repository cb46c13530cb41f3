package dev.portolan.application.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.OAuthGateway.Answer;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Connection;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads, several servers, slow providers and dead holders: still one exchange per token version. */
@Timeout(60)
class RenewalRacesTest {

    private final OAuthWorld world = new OAuthWorld();
    private final OAuthWorld.Server one = world.server("one");
    private final OAuthWorld.Server two = world.server("two");
    private final Connection connection = world.connect(one, "ada");

    /** A server that is frozen while it waits for the provider: its heart does not beat. */
    private OAuthWorld.Server frozen() {
        Waiting alive = new ClockedWaiting(world.clock);
        return world.server(
                "frozen",
                (done, most) -> {
                    if (most.compareTo(Duration.ofSeconds(1)) < 0) {
                        return alive.until(done, most);
                    }
                    done.await();
                    return true;
                },
                world.database);
    }

    private Callers.Call<String> refusedAt(OAuthWorld.Server server) {
        GrantKeys keys = world.keys(server, connection);
        return Callers.start(() -> keys.renew("access-1"));
    }

    @Test
    void fifty_callers_on_two_servers_make_one_exchange() {
        FakeOAuth.Gate gate = world.provider.slow();
        GrantKeys here = world.keys(one, connection);
        GrantKeys there = world.keys(two, connection);
        List<Callers.Call<String>> crowdHere = Callers.crowd(25, () -> here.renew("access-1"));
        List<Callers.Call<String>> crowdThere = Callers.crowd(25, () -> there.renew("access-1"));
        gate.awaitArrival();
        gate.letGo();
        Callers.Call<Boolean> time =
                ticking(Stream.concat(crowdHere.stream(), crowdThere.stream()).toList());

        assertEquals(Set.of("access-2"), Set.copyOf(Callers.results(crowdHere)));
        assertEquals(Set.of("access-2"), Set.copyOf(Callers.results(crowdThere)));
        assertTrue(time.result());
        assertEquals(1, world.provider.exchanges());
    }

    /** Lets time pass until all have what they wanted. */
    private Callers.Call<Boolean> ticking(List<Callers.Call<String>> crowd) {
        return Callers.start(() -> {
            while (!crowd.stream().allMatch(call -> call.task().isDone())) {
                world.clock.advance(Duration.ofMillis(25));
                LockSupport.parkNanos(1_000_000);
            }
            return true;
        });
    }

    @Test
    void a_provider_slower_than_any_lease_is_asked_once() {
        ClockedWaiting heart = new ClockedWaiting(world.clock);
        FakeOAuth.Gate gate = world.provider.slow();
        Callers.Call<String> holder = refusedAt(world.server("beating", heart, world.database));
        gate.awaitArrival();
        Callers.Call<String> other = refusedAt(two);
        for (int beat = 1; beat <= 12; beat++) {
            int begun = beat;
            Callers.eventually(() -> heart.longWaits() == begun);
            world.clock.advance(Heartbeat.LEASE.dividedBy(3));
            Instant extended = world.clock.instant().plus(Heartbeat.LEASE);
            Callers.eventually(() -> leasedUntil().equals(extended));
        }
        gate.letGo();
        assertEquals("access-2", holder.result());
        world.clock.advance(Duration.ofSeconds(1));

        assertEquals("access-2", other.result());
        assertEquals(1, world.provider.exchanges());
    }

    private Instant leasedUntil() {
        return world.grants.leasedUntil(OAuthWorld.credential(connection)).orElseThrow();
    }

    @Test
    void who_waits_goes_on_with_a_token_that_still_lasts() {
        world.clock.advance(FakeOAuth.LIFE.minusMinutes(4));
        GrantKeys here = world.keys(one, connection);
        GrantKeys there = world.keys(two, connection);
        FakeOAuth.Gate gate = world.provider.slow();
        Callers.Call<String> holder = Callers.start(here::accessToken);
        gate.awaitArrival();

        assertEquals("access-1", here.accessToken());
        assertEquals("access-1", there.accessToken());

        gate.letGo();
        assertEquals("access-2", holder.result());
        assertEquals(1, world.provider.exchanges());
    }

    @Test
    void who_stops_waiting_does_not_stop_the_exchange() {
        FakeOAuth.Gate gate = world.provider.slow();
        Callers.Call<String> impatient = refusedAt(one);
        gate.awaitArrival();

        impatient.thread().interrupt();
        assertThrows(ProviderFailure.Transient.class, impatient::result);

        gate.letGo();
        Callers.eventually(() -> world.grant(connection).version() == 2);
        assertEquals("access-2", world.stored(connection).accessToken());
    }

    @Test
    void a_holder_that_dies_before_the_provider_heard_of_it_is_succeeded_when_its_lease_is_over() {
        OAuthWorld.Server frozen = frozen();
        FakeOAuth.Gate gate = world.provider.slow();
        world.provider.next(new Answer.Unavailable("The connection was cut", Optional.empty()));
        Callers.Call<String> dead = refusedAt(frozen);
        gate.awaitArrival();
        world.provider.fast();

        Callers.Call<String> successor = refusedAt(one);
        world.clock.advance(Heartbeat.LEASE);

        assertEquals("access-2", successor.result());
        gate.letGo();
        assertThrows(ProviderFailure.Transient.class, dead::result);
        assertEquals("access-2", world.stored(connection).accessToken());
    }

    @Test
    void a_holder_that_dies_after_the_provider_has_rotated_takes_the_tokens_with_it_and_that_is_said() {
        OAuthWorld.Server frozen = frozen();
        FakeOAuth.Gate gate = world.provider.slow();
        Callers.Call<String> dead = refusedAt(frozen);
        gate.awaitArrival();
        world.provider.fast();

        Callers.Call<String> successor = refusedAt(one);
        world.clock.advance(Heartbeat.LEASE);

        ProviderFailure failure = assertThrows(ProviderFailure.Unauthorized.class, successor::result);
        assertTrue(failure.message().contains("An earlier renewal was cut off"), failure.message());
        assertEquals(
                Connection.Status.NEEDS_REAUTHORIZATION, world.now(connection).status());

        // It was only frozen: what it holds is the one good token that there is.
        gate.letGo();
        Callers.Call<Boolean> time = ticking(List.of(dead));
        assertEquals("access-2", dead.result());
        assertTrue(time.result());
        assertEquals("access-2", world.stored(connection).accessToken());
        assertEquals(Connection.Status.ACTIVE, world.now(connection).status());
    }

    @Test
    void a_refusal_of_tokens_that_a_new_consent_has_replaced_is_ignored() {
        FakeOAuth.Gate gate = world.provider.slow();
        world.provider.next(new Answer.Refused("invalid_grant", "Superseded"));
        Callers.Call<String> renewing = refusedAt(one);
        gate.awaitArrival();
        world.connect(two, "ada");
        gate.letGo();
        world.provider.fast();
        Callers.Call<Boolean> time = ticking(List.of(renewing));

        assertEquals("access-2", renewing.result());
        assertTrue(time.result());
        assertEquals(Connection.Status.ACTIVE, world.now(connection).status());
        assertTrue(world.grant(connection).isLive());
    }

    @Test
    void tokens_that_arrive_after_a_new_consent_are_dropped() {
        FakeOAuth.Gate gate = world.provider.slow();
        Callers.Call<String> renewing = refusedAt(one);
        gate.awaitArrival();
        world.connect(two, "ada");
        gate.letGo();
        Callers.Call<Boolean> time = ticking(List.of(renewing));

        assertEquals("access-3", renewing.result());
        assertTrue(time.result());
        assertEquals("access-3", world.stored(connection).accessToken());
        assertEquals(1, world.provider.exchanges());
    }

    @Test
    void tokens_that_arrive_after_the_last_connection_left_are_given_back() {
        FakeOAuth.Gate gate = world.provider.slow();
        Callers.Call<String> renewing = refusedAt(one);
        gate.awaitArrival();
        world.connections.update(world.now(connection).revoked(connection.credential(), world.clock.instant()));
        two.grants().release(world.organization, OAuthWorld.credential(connection));
        gate.letGo();
        renewing.result();

        assertEquals(OAuthGrant.State.REVOKED, world.grant(connection).state());
        two.revocations().work();
        assertEquals(List.of("access-1", "access-2"), world.provider.revoked());
    }

    @Test
    void a_database_that_stumbles_does_not_cost_the_tokens() {
        AtomicInteger stumbles = new AtomicInteger();
        OAuthWorld.Server shaky = world.server("shaky", new ClockedWaiting(world.clock), new Transactions() {
            @Override
            public <T> T call(Supplier<T> body) {
                if (world.provider.exchanges() == 1 && stumbles.incrementAndGet() <= 3) {
                    throw new IllegalStateException("The database is away");
                }
                return world.database.call(body);
            }
        });
        Callers.Call<String> renewing = refusedAt(shaky);
        Callers.Call<Boolean> time = ticking(List.of(renewing));

        assertEquals("access-2", renewing.result());
        assertTrue(time.result());
        assertEquals("access-2", world.stored(connection).accessToken());
        assertEquals(1, world.provider.exchanges());
    }

    @Test
    void a_server_that_shuts_down_ends_what_it_has_begun_and_begins_no_more() {
        FakeOAuth.Gate gate = world.provider.slow();
        Callers.Call<String> renewing = refusedAt(one);
        gate.awaitArrival();
        assertFalse(one.renewals().close(Duration.ofMillis(1)));
        Callers.Call<Boolean> closing = Callers.start(() -> one.renewals().close(Duration.ofSeconds(10)));
        gate.letGo();

        assertTrue(closing.result());
        assertEquals("access-2", renewing.result());
        GrantKeys late = world.keys(one, connection);
        assertThrows(ProviderFailure.Transient.class, () -> late.renew("access-2"));
    }
}
