package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.oauth.Callers;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of grants must do, leases aside. */
public abstract class GrantStoreContract {

    private static final Instant DUE = World.NOON.plus(Duration.ofDays(7));

    private final OAuthApp.Id app = Consents.appId();

    private OAuthGrant stored(Stores stores, World world, String account) {
        OAuthGrant grant = new Consents(world).grant(app, account);
        assertTrue(stores.grants().add(grant));
        return grant;
    }

    @Test
    void what_was_added_is_found_by_id_and_account(Stores stores) {
        World world = World.create(stores, "acme");
        OAuthGrant grant = stored(stores, world, "ada");

        assertEquals(Optional.of(grant), stores.grants().find(world.organization.id(), grant.id()));
        assertEquals(Optional.of(grant), stores.grants().of(world.organization.id(), app, "ada"));
        assertEquals(
                Optional.of(grant),
                stores.transactions().call(() -> stores.grants().lock(world.organization.id(), grant.id())));
        assertEquals(Optional.empty(), stores.grants().of(world.organization.id(), app, "bob"));
    }

    @Test
    void an_account_has_one_grant_for_an_app_in_its_organization(Stores stores) {
        World world = World.create(stores, "acme");
        World other = World.create(stores, "other");
        stored(stores, world, "ada");

        assertFalse(stores.grants().add(new Consents(world).grant(app, "ada")));
        assertTrue(stores.grants().add(new Consents(world).grant(Consents.appId(), "ada")));
        assertTrue(stores.grants().add(new Consents(other).grant(app, "ada")));
    }

    @Test
    void of_many_who_add_an_accounts_grant_at_once_one_succeeds_and_all_find_it(Stores stores) {
        World world = World.create(stores, "acme");
        Consents consents = new Consents(world);

        List<Credential.Id> found = Callers.results(Callers.crowd(
                6,
                () -> stores.transactions().call(() -> {
                    stores.grants().add(consents.grant(app, "ada"));
                    return stores.grants()
                            .of(world.organization.id(), app, "ada")
                            .flatMap(grant -> stores.grants().lock(world.organization.id(), grant.id()))
                            .orElseThrow()
                            .id();
                })));

        assertEquals(1, found.stream().distinct().count());
    }

    @Test
    void a_change_is_kept(Stores stores) {
        World world = World.create(stores, "acme");
        OAuthGrant grant = stored(stores, world, "ada");
        OAuthGrant renewed = grant.renewed(Consents.tokens(2), Optional.empty(), World.NOON.plusSeconds(5));
        stores.grants().update(renewed);
        assertEquals(Optional.of(renewed), stores.grants().find(world.organization.id(), grant.id()));

        OAuthGrant dead = renewed.needsReauthorization("because");
        stores.grants().update(dead);
        assertEquals(Optional.of(dead), stores.grants().find(world.organization.id(), grant.id()));
    }

    @Test
    void its_users_are_neither_revoked_nor_deleted(Stores stores) {
        World world = World.create(stores, "acme");
        Consents consents = new Consents(world);
        OAuthGrant grant = stored(stores, world, "ada");
        Connection one = consents.user(grant, Optional.empty());
        Connection two = consents.user(grant, Optional.of("tenant"));
        Connection revoked = consents.user(grant, Optional.empty());
        Connection deleting = consents.user(grant, Optional.empty());
        stores.connections().update(revoked.revoked(revoked.credential(), World.NOON));
        stores.connections().update(deleting.deleting(World.NOON));

        assertEquals(List.of(one.id(), two.id()), stores.grants().usersOf(world.organization.id(), grant.id()));
    }

    @Test
    void grants_of_an_app_are_counted_without_revoked_ones(Stores stores) {
        World world = World.create(stores, "acme");
        stored(stores, world, "ada");
        stores.grants().update(stored(stores, world, "bob").needsReauthorization("because"));
        stores.grants().update(stored(stores, world, "eve").revoked());

        assertEquals(2, stores.grants().countOf(world.organization.id(), app));
        assertEquals(0, stores.grants().countOf(world.organization.id(), Consents.appId()));
    }

    @Test
    void whether_a_grant_is_live_is_asked_over_all_organizations(Stores stores) {
        World world = World.create(stores, "acme");
        OAuthGrant grant = stored(stores, world, "ada");

        assertTrue(stores.grants().liveAnywhere(Consents.DRIVE, "client", "ada"));
        assertFalse(stores.grants().liveAnywhere(Consents.DRIVE, "other", "ada"));
        assertFalse(stores.grants().liveAnywhere(Consents.DRIVE, "client", "bob"));
        stores.grants().update(grant.needsReauthorization("because"));
        assertFalse(stores.grants().liveAnywhere(Consents.DRIVE, "client", "ada"));
    }

    @Test
    void due_grants_are_live_and_one_who_asks_may_renew_them(Stores stores) {
        World world = World.create(stores, "acme");
        OAuthGrant grant = stored(stores, world, "ada");
        stores.grants().update(stored(stores, world, "bob").needsReauthorization("because"));
        assertEquals(List.of(), stores.grants().due(DUE.minusMillis(1), 9));
        assertEquals(List.of(grant), stores.grants().due(DUE, 9));

        Instant later = DUE.plusSeconds(60);
        assertTrue(stores.grants().advance(world.organization.id(), grant.id(), DUE, later));
        assertFalse(stores.grants().advance(world.organization.id(), grant.id(), DUE, later));

        assertEquals(List.of(), stores.grants().due(DUE, 9));
        assertEquals(
                Optional.of(later),
                stores.grants().find(world.organization.id(), grant.id()).flatMap(OAuthGrant::renewAt));
    }

    @Test
    void grants_that_nobody_uses_are_found_and_revoked_ones_forgotten(Stores stores) {
        World world = World.create(stores, "acme");
        OAuthGrant used = stored(stores, world, "ada");
        OAuthGrant unused = stored(stores, world, "bob");
        Connection user = new Consents(world).user(used, Optional.empty());
        assertEquals(List.of(unused), stores.grants().unused(9));

        stores.connections().update(user.revoked(user.credential(), World.NOON));
        stores.grants().update(used.revoked());
        stores.grants().update(unused.revoked());

        assertEquals(List.of(), stores.grants().unused(9));
        assertEquals(1, stores.grants().forget(9));
        assertTrue(stores.grants().find(world.organization.id(), used.id()).isPresent());
        assertEquals(Optional.empty(), stores.grants().find(world.organization.id(), unused.id()));
    }
}
