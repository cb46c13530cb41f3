package dev.portolan.application.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.OAuthGateway.Answer;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.ProviderFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When tokens are renewed, and what becomes of it. */
class RenewalsTest {

    private static final Answer DOWN = new Answer.Unavailable("Fake Drive does not answer", Optional.empty());

    private final OAuthWorld world = new OAuthWorld();
    private final OAuthWorld.Server server = world.server("one");
    private final Connection connection = world.connect(server, "ada");
    private final GrantKeys keys = world.keys(server, connection);

    private void nearlyExpired() {
        world.clock.advance(FakeOAuth.LIFE.minusMinutes(4));
    }

    private void expired() {
        world.clock.advance(FakeOAuth.LIFE.plusSeconds(1));
    }

    @Test
    void a_token_with_time_left_is_used_as_it_is() {
        world.clock.advance(Duration.ofMinutes(47));

        assertEquals("access-1", keys.accessToken());
        assertEquals(0, world.provider.exchanges());
    }

    @Test
    void a_token_is_renewed_when_less_than_a_fifth_of_its_life_is_left() {
        world.clock.advance(Duration.ofMinutes(48));

        assertEquals("access-2", keys.accessToken());
        assertEquals("access-2", keys.accessToken());
        assertEquals(1, world.provider.exchanges());
    }

    @Test
    void a_token_that_lives_shortly_is_not_renewed_before_half_of_its_life() {
        Held brief = new Held(
                new Credential.Tokens(
                        "brief",
                        Optional.of("refresh"),
                        Optional.of(world.clock.instant().plus(Duration.ofMinutes(4))),
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        1),
                world.clock.instant());

        assertFalse(brief.due(world.clock.instant().plus(Duration.ofSeconds(119))));
        assertTrue(brief.due(world.clock.instant().plus(Duration.ofMinutes(2))));
    }

    @Test
    void a_renewed_token_is_stored_with_its_refresh_token_before_anybody_has_it() {
        nearlyExpired();

        String token = keys.accessToken();

        assertEquals(token, world.stored(connection).accessToken());
        assertEquals(Optional.of("refresh-2"), world.stored(connection).refreshToken());
        assertEquals(2, world.grant(connection).version());
    }

    @Test
    void a_refused_token_is_exchanged_and_an_outdated_refusal_is_not() {
        assertEquals("access-2", keys.renew("access-1"));
        assertEquals("access-2", keys.renew("access-1"));

        assertEquals(1, world.provider.exchanges());
    }

    @Test
    void another_servers_renewal_is_found_instead_of_repeated() {
        GrantKeys elsewhere = world.keys(world.server("two"), connection);
        elsewhere.renew("access-1");

        assertEquals("access-2", keys.renew("access-1"));
        assertEquals(1, world.provider.exchanges());
    }

    @Test
    void on_demand_a_token_is_renewed_whatever_its_age() {
        assertEquals(
                "access-2",
                server.renewals()
                        .renew(world.organization, OAuthWorld.credential(connection))
                        .accessToken());
    }

    @Test
    void a_dead_refresh_token_means_reauthorization_for_every_connection_of_the_grant() {
        Connection other = world.connect(server, "ada");
        Connection stranger = world.connect(server, "bob");
        GrantKeys current = world.keys(server, connection);
        world.provider.next(new Answer.Refused("invalid_grant", "Token has been revoked"));
        expired();

        ProviderFailure failure = assertThrows(ProviderFailure.Unauthorized.class, current::accessToken);

        assertEquals(
                "Fake Drive does not renew the access any more (invalid_grant: Token has been revoked)."
                        + " Authorize the connection again.",
                failure.message());
        for (Connection concerned : List.of(connection, other)) {
            assertEquals(
                    Connection.Status.NEEDS_REAUTHORIZATION,
                    world.now(concerned).status());
            assertEquals(Optional.of(failure.message()), world.now(concerned).statusReason());
        }
        assertEquals(Connection.Status.ACTIVE, world.now(stranger).status());
        assertEquals(
                OAuthGrant.State.NEEDS_REAUTHORIZATION, world.grant(connection).state());
        assertThrows(ProviderFailure.Unauthorized.class, () -> world.keys(server, connection));
    }

    @Test
    void a_provider_that_is_down_revokes_nothing_and_is_left_in_peace_while_the_token_lasts() {
        world.provider.next(DOWN);
        nearlyExpired();

        assertEquals("access-1", keys.accessToken());
        assertEquals("access-1", keys.accessToken());
        assertEquals(1, world.provider.exchanges());

        world.clock.advance(Duration.ofSeconds(31));
        assertEquals("access-2", keys.accessToken());
        assertEquals(Connection.Status.ACTIVE, world.now(connection).status());
    }

    @Test
    void a_provider_that_is_down_when_the_token_is_over_is_a_passing_trouble() {
        world.provider.next(DOWN);
        expired();

        ProviderFailure failure = assertThrows(ProviderFailure.Transient.class, keys::accessToken);

        assertEquals("Fake Drive does not answer", failure.message());
        assertEquals(Connection.Status.ACTIVE, world.now(connection).status());
        assertEquals("access-2", keys.accessToken());
    }

    @Test
    void an_app_that_is_refused_is_its_owners_trouble_not_the_connections() {
        world.provider.next(new Answer.AppRefused("invalid_client", "The secret is wrong"));
        expired();

        ProviderFailure failure = assertThrows(ProviderFailure.Invalid.class, keys::accessToken);

        assertTrue(failure.message().contains("invalid_client: The secret is wrong"), failure.message());
        assertEquals(Connection.Status.ACTIVE, world.now(connection).status());
        assertTrue(world.grant(connection).isLive());
    }

    @Test
    void what_cannot_be_renewed_is_used_until_it_is_refused() {
        Credential.Id grant = OAuthWorld.credential(connection);
        Credential.Tokens lasting = new Credential.Tokens(
                "lasting", Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Map.of(), 1);
        world.vault.put(world.organization, grant, lasting);
        GrantKeys onlyAccess = world.keys(server, connection);

        assertEquals("lasting", onlyAccess.accessToken());
        assertEquals(
                "lasting", server.renewals().renew(world.organization, grant).accessToken());
        assertThrows(ProviderFailure.Unauthorized.class, () -> onlyAccess.renew("lasting"));
        assertEquals(0, world.provider.exchanges());
    }

    @Test
    void an_idle_grant_is_renewed_by_the_clock_once_a_week_by_one_server() {
        world.clock.advance(Duration.ofDays(7).minusSeconds(1));
        server.renewals().renewDue();
        assertEquals(0, world.provider.exchanges());

        world.clock.advance(Duration.ofSeconds(1));
        server.renewals().renewDue();
        world.server("two").renewals().renewDue();

        assertEquals(1, world.provider.exchanges());
        assertEquals("access-2", world.stored(connection).accessToken());
    }

    @Test
    void an_idle_grant_that_could_not_be_renewed_is_tried_again_an_hour_later() {
        world.provider.next(DOWN);
        world.clock.advance(Duration.ofDays(7));
        server.renewals().renewDue();
        server.renewals().renewDue();
        assertEquals(1, world.provider.exchanges());

        world.clock.advance(Duration.ofHours(1));
        server.renewals().renewDue();

        assertEquals("access-2", world.stored(connection).accessToken());
    }
}
