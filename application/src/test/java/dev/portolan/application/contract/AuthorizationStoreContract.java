package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.oauth.Callers;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.PendingAuthorization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of consents under way must do. */
public abstract class AuthorizationStoreContract {

    private static final Instant END = World.NOON.plus(PendingAuthorization.LIFE);

    private static Optional<PendingAuthorization> newest(Stores stores, World world, Instant now) {
        return stores.authorizations().newest(world.organization.id(), world.user.id(), "ours", Consents.DRIVE, now);
    }

    @Test
    void a_consent_is_found_by_its_hash_before_and_after_its_use(Stores stores) {
        World world = World.create(stores, "acme");
        PendingAuthorization pending = new Consents(world).pending("hash");
        stores.authorizations().add(pending);
        assertEquals(Optional.of(pending), stores.authorizations().byHash("hash"));

        assertTrue(stores.authorizations().use(world.organization.id(), pending.id(), World.NOON));

        assertEquals(
                Optional.of(pending.used(World.NOON)), stores.authorizations().byHash("hash"));
        assertEquals(Optional.empty(), stores.authorizations().byHash("another"));
    }

    @Test
    void a_consent_to_something_new_keeps_its_place(Stores stores) {
        World world = World.create(stores, "acme");
        PendingAuthorization some = new Consents(world).pending("hash");
        PendingAuthorization fresh = new PendingAuthorization(
                some.id(),
                some.stateHash(),
                some.organization(),
                some.starter(),
                some.provider(),
                some.app(),
                new PendingAuthorization.Target.Fresh(world.collection.id()),
                some.dialect(),
                PendingAuthorization.Return.CALL,
                some.redirectUri(),
                Optional.empty(),
                false,
                true,
                some.createdAt(),
                some.expiresAt(),
                Optional.empty());
        stores.authorizations().add(fresh);

        assertEquals(Optional.of(fresh), stores.authorizations().byHash("hash"));
    }

    @Test
    void a_consent_is_used_once_and_in_time(Stores stores) {
        World world = World.create(stores, "acme");
        Consents consents = new Consents(world);
        PendingAuthorization once = consents.pending("once");
        PendingAuthorization late = consents.pending("late");
        stores.authorizations().add(once);
        stores.authorizations().add(late);

        assertTrue(stores.authorizations().use(world.organization.id(), once.id(), END.minusMillis(1)));
        assertFalse(stores.authorizations().use(world.organization.id(), once.id(), World.NOON));
        assertFalse(stores.authorizations().use(world.organization.id(), late.id(), END));
    }

    @Test
    void of_many_who_use_a_consent_at_once_one_succeeds(Stores stores) {
        World world = World.create(stores, "acme");
        PendingAuthorization pending = new Consents(world).pending("hash");
        stores.authorizations().add(pending);

        List<Boolean> used = Callers.results(
                Callers.crowd(8, () -> stores.authorizations().use(world.organization.id(), pending.id(), World.NOON)));

        assertEquals(1, used.stream().filter(success -> success).count());
    }

    @Test
    void the_newest_open_consent_of_a_user_is_found(Stores stores) {
        World world = World.create(stores, "acme");
        Consents consents = new Consents(world);
        PendingAuthorization older = consents.pending("older");
        PendingAuthorization newer = consents.pending("newer");
        stores.authorizations().add(older);
        stores.authorizations().add(newer);
        assertEquals(Optional.of(newer), newest(stores, world, World.NOON));

        stores.authorizations().use(world.organization.id(), newer.id(), World.NOON);

        assertEquals(Optional.of(older), newest(stores, world, World.NOON));
        assertEquals(Optional.empty(), newest(stores, world, END));
        assertEquals(
                Optional.empty(),
                stores.authorizations()
                        .newest(world.organization.id(), world.user.id(), "other", Consents.DRIVE, World.NOON));
    }

    @Test
    void old_consents_are_forgotten_and_handed_out(Stores stores) {
        World world = World.create(stores, "acme");
        Consents consents = new Consents(world);
        PendingAuthorization one = consents.pending("one");
        PendingAuthorization two = consents.pending("two");
        stores.authorizations().add(one);
        stores.authorizations().add(two);

        assertEquals(List.of(), stores.authorizations().forget(END, 9));
        assertEquals(1, stores.authorizations().forget(END.plusMillis(1), 1).size());
        assertEquals(1, stores.authorizations().forget(END.plusMillis(1), 9).size());
        assertEquals(Optional.empty(), stores.authorizations().byHash("one"));
    }

    @Test
    void an_accounts_connections_in_one_place_are_found_revoked_ones_too(Stores stores) {
        World world = World.create(stores, "acme");
        Consents consents = new Consents(world);
        OAuthGrant grant = consents.grant(Consents.appId(), "ada");
        OAuthGrant other = consents.grant(Consents.appId(), "bob");
        OAuthGrant again = consents.grant(Consents.appId(), "ada");
        List.of(grant, other, again).forEach(stores.grants()::add);
        Connection one = consents.user(grant, Optional.empty());
        Connection revoked = consents.user(again, Optional.empty());
        Connection gone = consents.user(grant, Optional.empty());
        Connection tenants = consents.user(grant, Optional.of("tenant"));
        consents.user(other, Optional.empty());
        stores.connections().update(revoked.revoked(revoked.credential(), World.NOON));
        stores.connections().update(gone.deleting(World.NOON));

        assertEquals(List.of(one.id(), revoked.id()), ofAda(stores, world, world.collection.id(), Optional.empty()));
        assertEquals(List.of(tenants.id()), ofAda(stores, world, world.collection.id(), Optional.of("tenant")));
        assertEquals(
                List.of(),
                ofAda(stores, world, new Collection.Id(Consents.appId().value()), Optional.empty()));
    }

    private static List<Connection.Id> ofAda(
            Stores stores, World world, Collection.Id collection, Optional<String> tenant) {
        return stores.authorizations().ofAccount(world.organization.id(), collection, tenant, Consents.DRIVE, "ada");
    }

    @Test
    void an_alias_leads_to_its_connection(Stores stores) {
        World world = World.create(stores, "acme");
        Organization.Id organization = world.organization.id();
        Connection.Id alias = Consents.connectionId();

        stores.authorizations().addAlias(organization, alias, world.connection.id());

        assertEquals(Optional.of(world.connection.id()), stores.authorizations().aliased(organization, alias));
        assertEquals(Optional.empty(), stores.authorizations().aliased(organization, world.connection.id()));
    }

    @Test
    void a_redirect_is_replaced_and_removed(Stores stores) {
        World world = World.create(stores, "acme");
        Organization.Id organization = world.organization.id();
        Connection.Id connection = world.connection.id();
        stores.authorizations().setRedirect(organization, connection, Optional.of("https://one.example/"));
        stores.authorizations().setRedirect(organization, connection, Optional.of("https://two.example/"));
        Set<Connection.Id> asked = Set.of(connection, Consents.connectionId());

        assertEquals(
                Map.of(connection, "https://two.example/"),
                stores.authorizations().redirects(organization, asked));
        stores.authorizations().setRedirect(organization, connection, Optional.empty());
        assertEquals(Map.of(), stores.authorizations().redirects(organization, asked));
        assertEquals(Map.of(), stores.authorizations().redirects(organization, Set.of()));
    }
}
