package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.port.ConnectionStore.Named;
import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.AuthorizedConnection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which connection every store takes for a collection's. */
public abstract class AuthorizedConnectionContract {

    private final OAuthApp.Id operators = Consents.appId();
    private World world;
    private Consents consents;
    private OAuthGrant oldGrant;
    private Connection old;

    @BeforeEach
    void fill(Stores stores) {
        world = World.create(stores, "acme");
        consents = new Consents(world);
        oldGrant = granted(operators, "old");
        old = consents.user(oldGrant, Optional.empty());
        consents.user(granted(operators, "young"), Optional.empty());
    }

    private OAuthGrant granted(OAuthApp.Id app, String account) {
        OAuthGrant grant = consents.grant(app, account);
        world.stores.grants().add(grant);
        return grant;
    }

    private void choose(OAuthApp.Id app) {
        world.stores.apps().choose(world.organization.id(), world.collection.id(), app);
    }

    private Optional<AuthorizedConnection> authorized(Named collection, Optional<User.Id> viewer) {
        return Optional.ofNullable(world.stores
                .connections()
                .authorized(world.organization.id(), Set.of(collection), Set.of(operators), viewer)
                .get(collection));
    }

    private Optional<Connection> connection() {
        return authorized(new Named.ById(world.collection.id()), Optional.empty())
                .flatMap(found -> world.stores.connections().find(world.organization.id(), found.id()));
    }

    @Test
    void it_is_the_oldest_one_by_the_chosen_app_with_its_grant_and_its_maker() {
        assertEquals(Optional.empty(), connection());
        choose(operators);

        Optional<AuthorizedConnection> oldest =
                Optional.of(AuthorizedConnection.of(old, oldGrant, Optional.of(world.user)));
        assertEquals(oldest, authorized(new Named.ById(world.collection.id()), Optional.empty()));
        assertEquals(oldest, authorized(new Named.BySlug(world.collection.slug()), Optional.empty()));
        assertEquals(Optional.empty(), authorized(new Named.BySlug("other"), Optional.empty()));
    }

    @Test
    void several_collections_are_asked_for_together_in_any_names() {
        choose(operators);
        Named byId = new Named.ById(world.collection.id());
        Named bySlug = new Named.BySlug(world.collection.slug());

        Map<Named, AuthorizedConnection> found = world.stores
                .connections()
                .authorized(
                        world.organization.id(),
                        Set.of(byId, bySlug, new Named.BySlug("other")),
                        Set.of(operators),
                        Optional.empty());

        AuthorizedConnection oldest = AuthorizedConnection.of(old, oldGrant, Optional.of(world.user));
        assertEquals(Map.of(byId, oldest, bySlug, oldest), found);
    }

    @Test
    void a_collection_of_many_connections_has_one_too() {
        choose(operators);
        for (int i = 0; i < 20; i++) {
            consents.user(granted(operators, "account " + i), Optional.empty());
        }
        assertEquals(Optional.of(old), connection());

        world.stores.connections().update(old.revoked(old.credential(), World.NOON));
        assertEquals(Optional.of("of young"), connection().map(Connection::name));
    }

    @Test
    void what_is_revoked_or_by_another_app_does_not_count() {
        choose(operators);
        world.stores.connections().update(old.revoked(old.credential(), World.NOON));
        assertEquals(Optional.of("of young"), connection().map(Connection::name));

        choose(consents.app().id());
        assertEquals(Optional.empty(), connection());
    }

    @Test
    void a_choice_of_what_is_registered_no_more_gives_way_to_the_collections_own_app() {
        OAuthApp own = consents.app(
                Consents.appId(), new OAuthApp.Owner.OfCollection(world.organization.id(), world.collection.id()));
        world.stores.apps().add(own);
        Connection byOwn = consents.user(granted(own.id(), "own"), Optional.empty());
        assertEquals(Optional.of(byOwn), connection());

        choose(operators);
        assertEquals(Optional.of(old), connection());

        choose(Consents.appId());
        assertEquals(Optional.of(byOwn), connection());
    }

    @Test
    void a_stored_app_may_be_chosen() {
        OAuthApp stored = consents.app();
        world.stores.apps().add(stored);
        Connection byStored = consents.user(granted(stored.id(), "stored"), Optional.empty());

        choose(stored.id());

        assertEquals(Optional.of(byStored), connection());
    }

    @Test
    void a_viewer_is_shown_the_oldest_that_they_have_a_role_on() {
        choose(operators);
        Named here = new Named.ById(world.collection.id());
        Optional<User.Id> viewer = Optional.of(world.user.id());
        assertEquals(Optional.empty(), authorized(here, viewer));

        world.stores
                .roles()
                .put(
                        world.organization.id(),
                        new AccessGrant(old.id(), new AccessGrant.OfUser(world.user.id()), Role.VIEWER));

        assertEquals(Optional.of(old.id()), authorized(here, viewer).map(AuthorizedConnection::id));
    }
}
