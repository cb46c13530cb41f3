package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.oauth.FakeOAuth;
import dev.portolan.application.port.OAuthGateway.Answer;
import dev.portolan.domain.Connection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Principal;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tokens as clients see them. */
class CredentialsTest {

    private final ConsentWorld world = new ConsentWorld();

    private Principal withScopes(KeyScope... scopes) {
        Principal admin = world.admin;
        return new Principal(admin.organization(), admin.user(), admin.role(), Set.of(scopes), false);
    }

    @Test
    void tokens_are_shown_to_a_key_for_that_and_masked_for_others() {
        Connection connection = world.connected("ada");

        Credentials.Shown clear = world.core
                .credentials()
                .shown(withScopes(KeyScope.CONNECTIONS_READ, KeyScope.CREDENTIALS_READ), connection)
                .orElseThrow();
        Credentials.Shown masked = world.core
                .credentials()
                .shown(withScopes(KeyScope.CONNECTIONS_READ), connection)
                .orElseThrow();

        assertEquals("access-1", clear.accessToken());
        assertEquals(Optional.of("refresh-1"), clear.refreshToken());
        assertEquals(Optional.of(world.clock.instant().plus(FakeOAuth.LIFE)), clear.expiresAt());
        assertEquals("…", masked.accessToken());
        assertEquals(Optional.of("…"), masked.refreshToken());
        assertFalse(clear.toString().contains("access-1"));
    }

    @Test
    void of_many_connections_those_that_work_and_that_the_caller_sees_show_theirs() {
        Connection pending = world.started().connection();
        Connection ada = world.connected("ada");
        Connection lost = world.connected("bob");
        world.core.credentials().revoke(world.admin, lost.id());
        List<Connection> all = List.of(pending, ada, world.core.connections().get(world.admin, lost.id()));

        Map<Connection.Id, Credentials.Shown> clear = world.core.credentials().shown(world.admin, all);
        assertEquals(Set.of(ada.id()), clear.keySet());
        assertEquals(world.core.credentials().shown(world.admin, ada), Optional.ofNullable(clear.get(ada.id())));
        assertEquals(
                world.core.credentials().shown(withScopes(KeyScope.CONNECTIONS_READ), ada),
                Optional.ofNullable(world.core
                        .credentials()
                        .shown(withScopes(KeyScope.CONNECTIONS_READ), all)
                        .get(ada.id())));
        assertEquals(Map.of(), world.core.credentials().shown(world.user("eve", Role.EDITOR), all));
    }

    @Test
    void there_are_none_before_consent_nor_after_it_was_taken_back() {
        Connection pending = world.started().connection();
        Connection connection = world.connected("ada");
        Connection revoked = world.core.credentials().revoke(world.admin, connection.id());

        assertEquals(Optional.empty(), world.core.credentials().shown(world.admin, pending));
        assertEquals(Optional.empty(), world.core.credentials().shown(world.admin, revoked));
        assertEquals(Optional.empty(), world.core.credentials().grant(world.admin, revoked));
        assertEquals(Map.of(), world.core.credentials().clientRedirectUrls(world.admin, List.of(revoked)));
    }

    @Test
    void tokens_are_renewed_on_demand() {
        Connection connection = world.connected("ada");

        Credentials.Renewal renewal = world.core.credentials().renew(world.admin, connection.id());

        assertEquals(Optional.empty(), renewal.failure());
        assertEquals(
                "access-2",
                world.core
                        .credentials()
                        .shown(world.admin, connection)
                        .orElseThrow()
                        .accessToken());
    }

    @Test
    void a_renewal_that_fails_is_told_and_so_is_what_follows() {
        Connection connection = world.connected("ada");
        world.oauth.next(new Answer.Refused("invalid_grant", "Revoked"));

        Credentials.Renewal renewal = world.core.credentials().renew(world.admin, connection.id());

        assertTrue(renewal.failure().orElseThrow() instanceof ProviderFailure.Unauthorized);
        assertEquals(
                Connection.Status.NEEDS_REAUTHORIZATION, renewal.connection().status());
    }

    @Test
    void what_has_no_tokens_is_left_alone() {
        Connection pending = world.started().connection();

        assertEquals(
                new Credentials.Renewal(pending, Optional.empty()),
                world.core.credentials().renew(world.admin, pending.id()));
    }
}
