package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Authorizations.Options;
import dev.portolan.application.Callbacks.Outcome;
import dev.portolan.application.oauth.Callers;
import dev.portolan.application.port.OAuthGateway.Answer;
import dev.portolan.domain.Connection;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** One grant for an account however many connections it has; and connections that give way to others. */
class GrantSharingTest {

    private static final Options COLLAPSING = ConsentWorld.browser().collapsing();

    private final ConsentWorld world = new ConsentWorld();

    private Connection collapsing(Principal who, Connections.New what, String account) {
        return world.connected(who, what, COLLAPSING, account);
    }

    private List<Connection> listed(Principal who) {
        Connections.Search all =
                new Connections.Search(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return world.core.connections().list(who, all, Page.Cursor.START, 100).items();
    }

    @Test
    void two_connections_of_an_account_share_one_grant_with_the_newest_tokens() {
        Connection one = world.connected("ada");
        Connection two = world.connected("ada");

        assertNotEquals(one.id(), two.id());
        assertEquals(one.credential(), two.credential());
        assertEquals(2, world.grant(one).version());
        assertEquals(2, listed(world.admin).size());
    }

    @Test
    void two_accounts_have_two_grants() {
        assertNotEquals(
                world.connected("ada").credential(), world.connected("bob").credential());
    }

    @Test
    void a_new_consent_drops_the_old_tokens_and_revokes_nothing() {
        world.connected("ada");
        world.connected("ada");
        world.core.oauth().revocations().work();

        assertEquals(List.of(), world.oauth.revoked());
    }

    @Test
    void a_new_consent_to_one_connection_mends_all_that_share_its_grant() {
        Connection one = world.connected("ada");
        Connection two = world.connected("ada");
        world.oauth.next(new Answer.Refused("invalid_grant", "Revoked"));
        world.core.credentials().renew(world.admin, one.id());
        assertEquals(Connection.Status.NEEDS_REAUTHORIZATION, world.now(two).status());

        String again = world.core
                .authorizations()
                .begin(world.admin, one.id(), ConsentWorld.browser())
                .state();
        ConsentWorld.completed(world.core, again, world.consented("ada"));

        assertEquals(Connection.Status.ACTIVE, world.now(one).status());
        assertEquals(Connection.Status.ACTIVE, world.now(two).status());
        assertEquals(Optional.empty(), world.now(two).statusReason());
    }

    @RepeatedTest(5)
    void callbacks_of_one_account_that_come_at_once_end_in_one_grant() {
        List<String> states = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            states.add(world.started().begun().state());
        }
        AtomicInteger next = new AtomicInteger();

        List<Callers.Call<Outcome>> crowd = Callers.crowd(10, () -> {
            int mine = next.getAndIncrement();
            return ConsentWorld.completed(
                    mine % 2 == 0 ? world.core : world.other, states.get(mine), world.consented("ada"));
        });

        Set<Object> grants = new HashSet<>();
        Callers.results(crowd)
                .forEach(
                        outcome -> grants.add(outcome.connection().orElseThrow().credential()));
        assertEquals(1, grants.size());
        assertEquals(10, world.grant(listed(world.admin).getFirst()).version());
    }

    // --- collapse

    @Test
    void a_fresh_connection_gives_way_to_the_one_that_its_account_has_in_the_same_place() {
        Connection first = collapsing(world.admin, ConsentWorld.drive(), "ada");
        Authorizations.Started fresh =
                world.core.authorizations().create(world.admin, ConsentWorld.drive(), COLLAPSING);

        Outcome outcome = ConsentWorld.completed(world.core, fresh.begun().state(), world.consented("ada"));

        assertEquals(first.id(), outcome.connection().orElseThrow().id());
        assertEquals(Optional.of(fresh.connection().id()), outcome.asked());
        assertEquals(
                List.of(first.id()),
                listed(world.admin).stream().map(Connection::id).toList());
    }

    @Test
    void the_id_that_gave_way_goes_on_as_another_name() {
        Connection first = collapsing(world.admin, ConsentWorld.drive(), "ada");
        Connection.Id alias = collapsed("ada");

        assertEquals(
                first.id(), world.core.connections().get(world.admin, alias).id());
        Connections.Patch rename = new Connections.Patch(
                Optional.of("Renamed"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Connections.Words.OURS);
        world.core.connections().update(world.admin, alias, rename);
        assertEquals("Renamed", world.now(first).name());
        world.core.credentials().revoke(world.admin, alias);
        assertEquals(Connection.Status.REVOKED, world.now(first).status());
    }

    private Connection.Id collapsed(String account) {
        Authorizations.Started fresh =
                world.core.authorizations().create(world.admin, ConsentWorld.drive(), COLLAPSING);
        ConsentWorld.completed(world.core, fresh.begun().state(), world.consented(account));
        return fresh.connection().id();
    }

    @Test
    void a_revoked_connection_of_the_account_is_revived() {
        Connection first = collapsing(world.admin, ConsentWorld.drive(), "ada");
        world.core.credentials().revoke(world.admin, first.id());

        collapsed("ada");

        assertEquals(Connection.Status.ACTIVE, world.now(first).status());
        assertEquals(1, listed(world.admin).size());
        assertTrue(world.grant(first).isLive());
    }

    @Test
    void a_working_connection_is_preferred_to_a_revoked_one() {
        Connection revoked = world.connected("ada");
        Connection working = world.connected("ada");
        world.core.credentials().revoke(world.admin, revoked.id());

        Connection.Id alias = collapsed("ada");

        assertEquals(
                working.id(), world.core.connections().get(world.admin, alias).id());
    }

    @Test
    void collections_and_tenants_are_places_of_their_own() {
        world.core.collections().create(world.admin, "Papers", Optional.of("papers"));
        collapsing(world.admin, ConsentWorld.drive(), "ada");
        collapsing(world.admin, ConsentWorld.drive(Optional.of("papers"), Optional.empty()), "ada");
        collapsing(world.admin, ConsentWorld.drive(Optional.empty(), Optional.of("tenant")), "ada");

        assertEquals(3, listed(world.admin).size());
    }

    @Test
    void nothing_collapses_unless_asked_or_onto_what_one_may_not_edit() {
        Principal editor = world.user("bob", Role.EDITOR);
        collapsing(world.admin, ConsentWorld.drive(), "ada");

        world.connected("ada");
        collapsing(editor, ConsentWorld.drive(), "ada");

        assertEquals(3, listed(world.admin).size());
        assertEquals(1, listed(editor).size());
    }

    @Test
    void what_was_authorized_before_does_not_collapse() {
        Connection one = collapsing(world.admin, ConsentWorld.drive(), "ada");
        Connection two = collapsing(world.admin, ConsentWorld.drive(), "bob");
        String again = world.core
                .authorizations()
                .begin(world.admin, two.id(), COLLAPSING.allowingAccountChange(true))
                .state();

        ConsentWorld.completed(world.core, again, world.consented("ada"));

        assertEquals(2, listed(world.admin).size());
        assertEquals(world.now(one).credential(), world.now(two).credential());
    }

    @RepeatedTest(5)
    void callbacks_that_collapse_at_once_leave_one_connection() {
        List<Authorizations.Started> starts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            starts.add(world.core.authorizations().create(world.admin, ConsentWorld.drive(), COLLAPSING));
        }
        AtomicInteger next = new AtomicInteger();

        Callers.results(Callers.crowd(
                8,
                () -> ConsentWorld.completed(
                        world.core, starts.get(next.getAndIncrement()).begun().state(), world.consented("ada"))));

        Connection left = listed(world.admin).getFirst();
        assertEquals(1, listed(world.admin).size());
        for (Authorizations.Started start : starts) {
            assertEquals(
                    left.id(),
                    world.core
                            .connections()
                            .get(world.admin, start.connection().id())
                            .id());
        }
    }

    @Test
    void nobody_else_learns_by_another_name() {
        collapsing(world.admin, ConsentWorld.drive(), "ada");
        Connection.Id alias = collapsed("ada");
        Principal stranger = world.elsewhere("elsewhere");

        assertThrows(Refusal.NotFound.class, () -> world.core.connections().get(stranger, alias));
    }

    // --- sessions

    @Test
    void a_revoked_connection_says_so_when_it_is_used() {
        Connection connection = world.connected("ada");
        world.core.credentials().revoke(world.admin, connection.id());

        Connections.TestResult result = world.core.connections().test(world.admin, connection.id());

        ProviderFailure failure = result.failure().orElseThrow();
        assertEquals("The connection was revoked; authorize it again", failure.message());
        assertEquals(Connection.Status.REVOKED, world.now(connection).status());
        assertEquals(
                Map.of(),
                world.core.connections().details(world.admin, connection.id()).secrets());
    }

    @Test
    void a_connection_that_was_never_authorized_says_so_when_it_is_used() {
        Connection pending = world.started().connection();

        Connections.TestResult result = world.core.connections().test(world.admin, pending.id());

        assertEquals(
                "This connection has not been authorized",
                result.failure().orElseThrow().message());
    }

    @Test
    void a_grant_that_no_connection_uses_is_ended_by_the_clock() {
        Connection connection = world.connected("ada");
        OAuthGrant grant = world.grant(connection);
        // A server dies after the first of the two transactions of a revocation.
        world.connections.update(world.now(connection).revoked(connection.credential(), world.clock.instant()));

        world.core.oauth().grants().releaseUnused();
        world.core.oauth().revocations().work();

        assertEquals(OAuthGrant.State.REVOKED, world.grant(connection).state());
        assertEquals(1, world.oauth.revoked().size());
        assertEquals(grant.id(), world.grant(connection).id());
    }
}
