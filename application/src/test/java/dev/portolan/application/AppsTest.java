package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.CollectionApps.Wish;
import dev.portolan.application.port.OAuthGateway.Client;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Our registrations at providers. */
class AppsTest {

    private final ConsentWorld world = new ConsentWorld();

    private OAuthApp registered(Optional<String> collection, String clientId) {
        return world.core
                .apps()
                .create(
                        world.admin,
                        new Apps.New(
                                "fake_drive",
                                "Ours",
                                clientId,
                                Optional.of("secret-of-" + clientId),
                                List.of(),
                                collection));
    }

    private String clientIdAskedWith(Optional<String> collection) {
        String url = world.core
                .authorizations()
                .create(world.admin, ConsentWorld.drive(collection, Optional.empty()), ConsentWorld.browser())
                .begun()
                .authorizeUrl()
                .toString();
        return url.replaceAll(".*client_id=([^&]*).*", "$1");
    }

    private static Apps.Patch patch(Optional<String> clientId, Optional<String> secret) {
        return new Apps.Patch(Optional.empty(), clientId, secret, Optional.empty());
    }

    private Client client(OAuthApp app) {
        return world.core
                .oauth()
                .registrations()
                .client(world.admin.organization(), app.id())
                .orElseThrow();
    }

    @Test
    void the_most_specific_app_wins() {
        world.core.collections().create(world.admin, "Papers", Optional.of("papers"));
        assertEquals("operator", clientIdAskedWith(Optional.of("papers")));

        registered(Optional.empty(), "organization");
        registered(Optional.empty(), "younger");
        assertEquals("organization", clientIdAskedWith(Optional.of("papers")));

        OAuthApp operators = world.core.oauth().registrations().ofDeployment().getFirst();
        world.core.collectionApps().choose(world.admin, "papers", operators.id());
        assertEquals("operator", clientIdAskedWith(Optional.of("papers")));

        registered(Optional.of("papers"), "collection");
        assertEquals("collection", clientIdAskedWith(Optional.of("papers")));
        assertEquals("organization", clientIdAskedWith(Optional.empty()));
    }

    @Test
    void the_operators_apps_are_listed_for_everybody_and_edited_by_nobody() {
        registered(Optional.empty(), "ours");
        Principal neighbour = world.elsewhere("elsewhere");

        assertEquals(
                List.of("ours", "operator"),
                world.core.apps().list(world.admin).stream()
                        .map(OAuthApp::clientId)
                        .toList());
        List<OAuthApp> theirs = world.core.apps().list(neighbour);
        assertEquals(
                List.of("operator"), theirs.stream().map(OAuthApp::clientId).toList());
        OAuthApp.Id id = theirs.getFirst().id();
        assertThrows(
                Refusal.Forbidden.class,
                () -> world.core.apps().update(world.admin, id, patch(Optional.of("mine"), Optional.empty())));
        assertThrows(Refusal.Forbidden.class, () -> world.core.apps().delete(world.admin, id));
        assertEquals(id, world.other.apps().list(neighbour).getFirst().id());
    }

    @Test
    void an_app_of_another_organization_is_unknown() {
        OAuthApp app = registered(Optional.empty(), "ours");
        Principal neighbour = world.elsewhere("elsewhere");

        assertThrows(Refusal.NotFound.class, () -> world.core.apps().get(neighbour, app.id()));
        assertThrows(Refusal.NotFound.class, () -> world.core.apps().delete(neighbour, app.id()));
        assertThrows(Refusal.NotFound.class, () -> world.core.collectionApps().choose(neighbour, "default", app.id()));
    }

    @Test
    void a_secret_is_sealed_and_never_in_a_text() {
        OAuthApp app = registered(Optional.empty(), "ours");

        assertEquals(Optional.of("secret-of-ours"), client(app).clientSecret());
        assertFalse((app + " " + client(app)).contains("secret-of-ours"));
        assertFalse(ConsentWorld.OPERATORS.toString().contains("operator-secret"));
    }

    @Test
    void a_secret_is_changed_unless_it_is_its_own_mask() {
        OAuthApp app = registered(Optional.empty(), "a-long-client-id");
        String mask = world.core.oauth().registrations().maskedSecret(app).orElseThrow();

        world.core.apps().update(world.admin, app.id(), patch(Optional.empty(), Optional.of(mask)));
        assertEquals(Optional.of("secret-of-a-long-client-id"), client(app).clientSecret());
        world.core.apps().update(world.admin, app.id(), patch(Optional.empty(), Optional.of("another-secret")));

        assertEquals(Optional.of("another-secret"), client(app).clientSecret());
    }

    @Test
    void what_is_authorized_with_an_app_keeps_it_as_it_is() {
        OAuthApp app = registered(Optional.empty(), "ours");
        Connection connection = world.connected("ada");

        assertThrows(Refusal.Conflict.class, () -> world.core.apps().delete(world.admin, app.id()));
        assertThrows(
                Refusal.Conflict.class,
                () -> world.core.apps().update(world.admin, app.id(), patch(Optional.of("other"), Optional.empty())));
        world.core.apps().update(world.admin, app.id(), patch(Optional.empty(), Optional.of("new-secret")));

        world.core.credentials().revoke(world.admin, connection.id());
        assertThrows(Refusal.Conflict.class, () -> world.core.apps().delete(world.admin, app.id()));
        world.core.oauth().revocations().work();
        world.core.apps().delete(world.admin, app.id());
        assertThrows(Refusal.NotFound.class, () -> world.core.apps().get(world.admin, app.id()));
    }

    @Test
    void other_scopes_are_asked_for_where_the_app_says_so() {
        OAuthApp app = world.core
                .apps()
                .create(
                        world.admin,
                        new Apps.New(
                                "fake_drive", "Ours", "ours", Optional.empty(), List.of("a", "b"), Optional.empty()));

        assertEquals(List.of("a", "b"), client(app).scopes());
        assertThrows(
                Refusal.InvalidInput.class,
                () -> world.core
                        .apps()
                        .update(
                                world.admin,
                                app.id(),
                                new Apps.Patch(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(List.of("a b")))));
    }

    @Test
    void only_providers_that_ask_for_consent_have_apps_and_only_administrators_make_them() {
        Principal editor = world.user("bob", Role.EDITOR);
        Apps.New safe = new Apps.New("fake_safe", "Ours", "ours", Optional.empty(), List.of(), Optional.empty());

        assertThrows(Refusal.InvalidInput.class, () -> world.core.apps().create(world.admin, safe));
        assertThrows(Refusal.Forbidden.class, () -> world.core.apps().list(editor));
    }

    // --- of collections

    @Test
    void a_collection_has_one_app_of_its_own_for_each_provider() {
        CollectionApps apps = world.core.collectionApps();
        OAuthApp first = apps.put(world.admin, "default", "fake_drive", "one", Optional.of("a-secret-that-is-long"));
        OAuthApp second = apps.put(world.admin, "default", "fake_drive", "two", Optional.empty());

        assertEquals(first.id(), second.id());
        CollectionApps.Own own = apps.own(world.admin, "default").getFirst();
        assertEquals("two", own.app().clientId());
        assertEquals(Optional.of("a-se…ong"), own.maskedSecret());

        apps.remove(world.admin, "default", FakeDrive.ID);
        assertEquals(List.of(), apps.own(world.admin, "default"));
    }

    @Test
    void a_collection_comes_with_its_apps_or_not_at_all() {
        CollectionApps apps = world.core.collectionApps();
        Wish drive = new Wish.Register(FakeDrive.ID, "papers", Optional.of("a-secret-that-is-long"));
        Wish safe = new Wish.Register(new Provider.Id("fake_safe"), "papers", Optional.empty());

        assertThrows(
                Refusal.InvalidInput.class,
                () -> apps.create(world.admin, "Papers", Optional.of("papers"), List.of(drive, safe)));
        assertThrows(Refusal.NotFound.class, () -> world.core.collections().get(world.admin, "papers"));

        Collection made = apps.create(world.admin, "Papers", Optional.of("papers"), List.of(drive));
        assertEquals(
                "papers",
                apps.own(world.admin, List.of(made))
                        .getOrDefault(made.id(), List.of())
                        .getFirst()
                        .app()
                        .clientId());
        assertFalse(drive.toString().contains("secret"));
    }

    @Test
    void a_collection_is_renamed_together_with_the_change_of_its_apps_or_not_at_all() {
        CollectionApps apps = world.core.collectionApps();
        Wish drive = new Wish.Register(FakeDrive.ID, "papers", Optional.empty());
        Collection made = apps.create(world.admin, "Papers", Optional.of("papers"), List.of(drive));
        Wish safe = new Wish.Register(new Provider.Id("fake_safe"), "papers", Optional.empty());
        Wish gone = new Wish.Remove(FakeDrive.ID);

        assertThrows(
                Refusal.InvalidInput.class,
                () -> apps.update(world.admin, "papers", Optional.of("Books"), Optional.empty(), List.of(gone, safe)));
        assertEquals(made, world.core.collections().get(world.admin, "papers"));
        assertEquals(1, apps.own(world.admin, "papers").size());

        Collection changed =
                apps.update(world.admin, "papers", Optional.of("Books"), Optional.of("books"), List.of(gone));
        assertEquals("Books", changed.name());
        assertEquals(Map.of(made.id(), List.of()), apps.own(world.admin, List.of(changed)));
    }

    @Test
    void apps_of_a_collection_go_with_it() {
        world.core.collections().create(world.admin, "Papers", Optional.of("papers"));
        OAuthApp app = registered(Optional.of("papers"), "papers");

        world.core.collections().delete(world.admin, "papers");

        assertThrows(Refusal.NotFound.class, () -> world.core.apps().get(world.admin, app.id()));
    }

    @Test
    void the_chosen_app_names_the_collections_connection() {
        CollectionApps apps = world.core.collectionApps();
        assertEquals(Optional.empty(), apps.chosen(world.admin, "default"));
        OAuthApp app = registered(Optional.empty(), "ours");
        apps.choose(world.admin, "default", app.id());
        assertEquals(Optional.of(app), apps.chosen(world.admin, "default"));
        world.started();
        assertEquals(Optional.empty(), apps.connection(world.admin, "default"));
        Connection oldest = world.connected("ada");
        Connection younger = world.connected("bob");

        assertEquals(
                Optional.of(oldest.id()),
                apps.connection(world.admin, "default").map(Connection::id));
        world.core.credentials().revoke(world.admin, oldest.id());
        assertEquals(
                Optional.of(younger.id()),
                apps.connection(world.admin, "default").map(Connection::id));
        apps.choose(
                world.admin,
                "default",
                world.core.oauth().registrations().ofDeployment().getFirst().id());
        assertEquals(Optional.empty(), apps.connection(world.admin, "default"));
        assertTrue(world.grant(younger).isLive());
    }
}
