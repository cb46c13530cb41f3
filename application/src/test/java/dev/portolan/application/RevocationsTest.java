package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.memory.InMemoryRevocationStore;
import dev.portolan.application.port.OAuthGateway.Returned;
import dev.portolan.domain.Connection;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Revocation;
import dev.portolan.domain.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Giving access back. */
class RevocationsTest {

    private static final Returned DOWN = new Returned.Unavailable("Fake Drive does not answer", Optional.empty());

    private final ConsentWorld world = new ConsentWorld();

    private void revoke(Connection connection) {
        world.core.credentials().revoke(world.admin, connection.id());
    }

    private void work() {
        world.core.oauth().revocations().work();
    }

    private Revocation only() {
        List<Revocation> all = world.core.credentials().revocations(world.admin, 10);
        assertEquals(1, all.size());
        return all.getFirst();
    }

    @Test
    void revoking_takes_the_tokens_away_at_once_and_gives_them_back_later() {
        Connection connection = world.connected("ada");

        revoke(connection);

        assertEquals(Connection.Status.REVOKED, world.now(connection).status());
        assertEquals(OAuthGrant.State.REVOKED, world.grant(connection).state());
        assertThrows(
                IllegalStateException.class,
                () -> world.vault.open(
                        connection.organization(), connection.credential().orElseThrow()));
        assertEquals(Revocation.State.WAITING, only().state());
        assertEquals(List.of(), world.oauth.revoked());

        work();

        assertEquals(List.of("access-1"), world.oauth.revoked());
        assertEquals(Revocation.State.DONE, only().state());
        assertEquals("Fake Drive has confirmed that the access is gone", only().note());
        assertThrows(IllegalStateException.class, () -> world.vault.open(connection.organization(), only().tokens()));
    }

    @Test
    void the_last_connection_of_an_account_takes_the_grant_along_and_no_other() {
        Connection one = world.connected("ada");
        Connection two = world.connected("ada");
        Connection three = world.connected("ada");

        revoke(one);
        world.core.connections().delete(world.admin, two.id());
        work();

        assertTrue(world.grant(three).isLive());
        assertEquals(Connection.Status.ACTIVE, world.now(three).status());
        assertEquals(List.of(), world.oauth.revoked());

        revoke(three);
        work();

        assertEquals(List.of("access-3"), world.oauth.revoked());
    }

    @Test
    void a_deleted_connection_gives_its_access_back() {
        Connection connection = world.connected("ada");

        world.core.connections().delete(world.admin, connection.id());
        work();

        assertEquals(List.of("access-1"), world.oauth.revoked());
    }

    @Test
    void nothing_is_revoked_while_another_organization_has_the_account_through_the_same_app() {
        Connection ours = world.connected("ada");
        Principal neighbour = world.elsewhere("elsewhere");
        Connection theirs = world.connected(neighbour, ConsentWorld.drive(), ConsentWorld.browser(), "ada");

        revoke(ours);
        work();

        assertEquals(List.of(), world.oauth.revoked());
        assertEquals(Revocation.State.STILL_USED, only().state());

        world.core.credentials().revoke(neighbour, theirs.id());
        work();

        assertEquals(List.of("access-2"), world.oauth.revoked());
    }

    @Test
    void a_consent_that_is_given_again_before_the_old_one_went_back_keeps_it() {
        Connection connection = world.connected("ada");
        revoke(connection);
        world.connected("ada");

        work();

        assertEquals(Revocation.State.STILL_USED, only().state());
        assertEquals(List.of(), world.oauth.revoked());
    }

    @Test
    void a_provider_that_is_down_is_tried_again_with_growing_pauses_and_holds_up_nothing() {
        Connection connection = world.connected("ada");
        world.oauth.nextRevocation(DOWN);
        world.oauth.nextRevocation(DOWN);
        revoke(connection);
        assertEquals(Connection.Status.REVOKED, world.now(connection).status());

        work();
        work();
        assertEquals(1, only().attempts());
        assertEquals("Fake Drive does not answer", only().note());
        assertEquals(Optional.of(world.clock.instant().plus(Duration.ofMinutes(1))), only().nextAt());
        world.clock.advance(Duration.ofMinutes(1));
        work();
        assertEquals(Optional.of(world.clock.instant().plus(Duration.ofMinutes(4))), only().nextAt());
        world.clock.advance(Duration.ofMinutes(4));
        work();

        assertEquals(Revocation.State.DONE, only().state());
        assertEquals(3, only().attempts());
    }

    @Test
    void the_provider_may_ask_for_a_longer_pause() {
        revoke(world.connected("ada"));
        world.oauth.nextRevocation(new Returned.Unavailable("Slow down", Optional.of(Duration.ofHours(9))));

        work();

        assertEquals(Optional.of(world.clock.instant().plus(Duration.ofHours(9))), only().nextAt());
    }

    @Test
    void after_a_week_it_is_given_up_and_said_what_is_left_to_do() {
        revoke(world.connected("ada"));
        world.clock.advance(Duration.ofDays(8));
        world.oauth.nextRevocation(DOWN);

        work();

        assertEquals(Revocation.State.GIVEN_UP, only().state());
        assertTrue(only().note().contains("can remove the access there"), only().note());
    }

    @Test
    void a_provider_without_a_way_to_do_it_is_written_down() {
        revoke(world.connected("ada"));
        world.oauth.nextRevocation(new Returned.NotOffered());

        work();

        assertEquals(Revocation.State.NOT_OFFERED, only().state());
        assertTrue(only().note().startsWith("Fake Drive offers no way"), only().note());
    }

    @Test
    void a_provider_that_refuses_is_written_down() {
        revoke(world.connected("ada"));
        world.oauth.nextRevocation(new Returned.Refused("invalid_client", "Unknown"));

        work();

        assertEquals(Revocation.State.GIVEN_UP, only().state());
    }

    @Test
    void a_server_that_dies_while_it_asks_leaves_the_work_to_another() {
        revoke(world.connected("ada"));
        // The dying one takes it and never says how it went.
        new InMemoryRevocationStore(world.database)
                .take(world.clock.instant(), world.clock.instant().plus(Duration.ofMinutes(5)));
        world.other.oauth().revocations().work();
        assertEquals(Revocation.State.WAITING, only().state());

        world.clock.advance(Duration.ofMinutes(5));
        world.other.oauth().revocations().work();

        assertEquals(Revocation.State.DONE, only().state());
    }

    @Test
    void what_ended_long_ago_is_forgotten() {
        revoke(world.connected("ada"));
        work();
        world.clock.advance(Duration.ofDays(91));

        world.core.oauth().revocations().forget();

        assertEquals(List.of(), world.core.credentials().revocations(world.admin, 10));
    }

    @Test
    void revoking_twice_changes_nothing() {
        Connection connection = world.connected("ada");
        revoke(connection);

        revoke(connection);
        work();

        assertEquals(List.of("access-1"), world.oauth.revoked());
    }

    @Test
    void keys_are_simply_forgotten() {
        Connection safe = world.core
                .connections()
                .create(
                        world.admin,
                        ConsentWorld.of(
                                "fake_safe", Map.of("key", "a-key-that-opens-it"), Optional.empty(), Optional.empty()));

        revoke(safe);

        assertEquals(Connection.Status.REVOKED, world.now(safe).status());
        assertEquals(Optional.empty(), world.now(safe).credential());
        assertThrows(
                IllegalStateException.class,
                () -> world.vault.open(safe.organization(), safe.credential().orElseThrow()));
        assertEquals(List.of(), world.core.credentials().revocations(world.admin, 10));
    }

    @Test
    void only_an_administrator_of_the_connection_revokes_it() {
        Connection connection = world.connected("ada");
        Principal stranger = world.user("eve", Role.EDITOR);

        assertThrows(Refusal.NotFound.class, () -> world.core.credentials().revoke(stranger, connection.id()));
    }
}
