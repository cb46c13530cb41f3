package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Authorizations.Options;
import dev.portolan.application.Callbacks.Outcome;
import dev.portolan.application.memory.InMemoryOAuth;
import dev.portolan.application.oauth.Consents.Begun;
import dev.portolan.application.oauth.OAuthSettings.OperatorApp;
import dev.portolan.application.oauth.RedirectUrls;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking for consent. */
class AuthorizationsTest {

    private final ConsentWorld world = new ConsentWorld();

    @Test
    void a_connection_to_be_authorized_is_pending_and_its_url_names_app_and_state() {
        Authorizations.Started started = world.started();

        assertEquals(Connection.Status.PENDING, started.connection().status());
        assertEquals(
                "https://fake.example/authorize?client_id=operator&state="
                        + started.begun().state(),
                started.begun().authorizeUrl().toString());
        assertEquals(
                world.clock.instant().plus(PendingAuthorization.LIFE),
                started.begun().expiresAt());
        assertEquals(0, world.oauth.exchanges());
    }

    @Test
    void a_state_has_256_bits_and_only_its_hash_is_kept() {
        Begun begun = world.started().begun();

        assertEquals(32, Base64.getUrlDecoder().decode(begun.state()).length);
        PendingAuthorization pending =
                world.core.oauth().consents().byState(begun.state()).orElseThrow();
        assertFalse(pending.toString().contains(begun.state()));
        assertFalse(begun.toString().contains(begun.state()));
        assertNotEquals(begun.state(), world.started().begun().state());
    }

    @Test
    void the_challenge_is_the_hash_of_the_verifier_that_the_code_is_exchanged_with() throws Exception {
        Begun begun = world.started().begun();
        String challenge = world.oauth.challenge(begun.state()).orElseThrow();
        Callbacks.Reply reply = world.consented("ada");

        ConsentWorld.completed(world.core, begun.state(), reply);

        String verifier = world.oauth.verifier(reply.code().orElseThrow()).orElseThrow();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        assertEquals(challenge, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        assertTrue(verifier.length() >= 43);
    }

    @Test
    void without_an_app_nothing_is_made_and_it_is_said_how_to_register_one() {
        ConsentWorld bare = new ConsentWorld(new OperatorApp[0]);

        Refusal.Conflict refusal = assertThrows(
                Refusal.Conflict.class,
                () -> bare.core.authorizations().create(bare.admin, ConsentWorld.drive(), ConsentWorld.browser()));

        assertEquals(
                "There is no OAuth app for Fake Drive: set PORTOLAN_PROVIDERS_FAKE_DRIVE_CLIENT_ID and"
                        + " PORTOLAN_PROVIDERS_FAKE_DRIVE_CLIENT_SECRET, or register one with POST /portolan/v1/apps",
                refusal.message());
        Connections.Search all =
                new Connections.Search(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertEquals(
                List.of(),
                bare.core
                        .connections()
                        .list(bare.admin, all, Page.Cursor.START, 10)
                        .items());
    }

    @Test
    void a_provider_that_knows_only_keys_is_not_asked() {
        Connections.New safe =
                ConsentWorld.of("fake_safe", Map.of("key", "a-key-that-opens-it"), Optional.empty(), Optional.empty());

        assertThrows(
                Refusal.Conflict.class,
                () -> world.core.authorizations().create(world.admin, safe, ConsentWorld.browser()));
    }

    @Test
    void a_connection_is_changed_and_asked_for_anew_or_neither() {
        Connection connection = world.connected("ada");
        Connections.Patch renamed = new Connections.Patch(
                Optional.of("Other"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Connections.Words.OURS);

        assertThrows(
                Refusal.InvalidInput.class,
                () -> world.core
                        .authorizations()
                        .update(
                                world.admin,
                                connection.id(),
                                renamed,
                                Options.browser("ours", Optional.of("http://client.example/"))));
        assertEquals(connection, world.core.connections().get(world.admin, connection.id()));

        Authorizations.Started started =
                world.core.authorizations().update(world.admin, connection.id(), renamed, ConsentWorld.browser());
        assertEquals("Other", started.connection().name());
        assertEquals(Connection.Status.ACTIVE, started.connection().status());
        assertTrue(started.begun().authorizeUrl().toString().contains("state="));
    }

    @Test
    void only_who_may_edit_a_connection_asks_for_it() {
        Connection connection = world.connected("ada");
        Principal stranger = world.user("eve", Role.EDITOR);

        assertThrows(
                Refusal.NotFound.class,
                () -> world.core.authorizations().begin(stranger, connection.id(), ConsentWorld.browser()));
    }

    @Test
    void a_client_says_where_its_browser_goes_and_the_next_consent_remembers_it() {
        Options there = Options.browser("ours", Optional.of("https://client.example/done?x=1"));
        Authorizations.Started started = world.core.authorizations().create(world.admin, ConsentWorld.drive(), there);
        Outcome first = ConsentWorld.completed(world.core, started.begun().state(), world.consented("ada"));
        Begun again = world.core
                .authorizations()
                .begin(world.admin, started.connection().id(), ConsentWorld.browser());

        Outcome second = ConsentWorld.completed(world.core, again.state(), world.consented("ada"));

        assertEquals(Optional.of("https://client.example/done?x=1"), first.clientRedirectUrl());
        assertEquals(first.clientRedirectUrl(), second.clientRedirectUrl());
        assertEquals(
                Map.of(started.connection().id(), "https://client.example/done?x=1"),
                world.core.credentials().clientRedirectUrls(world.admin, List.of(started.connection())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://client.example/",
                "https:///nowhere",
                "/relative",
                "javascript:alert(1)",
                "https://user@client.example/",
                "https://client.example/#part",
                "http://localhost.evil.example/",
                "https://client example/"
            })
    void a_browser_is_not_sent_just_anywhere(String url) {
        Options there = Options.browser("ours", Optional.of(url));

        Refusal.InvalidInput refusal = assertThrows(
                Refusal.InvalidInput.class,
                () -> world.core.authorizations().create(world.admin, ConsentWorld.drive(), there));

        assertEquals("clientRedirectUrl", refusal.problems().getFirst().field());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000/done", "http://127.0.0.1/done", "http://[::1]:8080/"})
    void a_browser_is_sent_to_its_own_machine_without_tls(String url) {
        Options there = Options.browser("ours", Optional.of(url));

        assertEquals(
                Connection.Status.PENDING,
                world.core
                        .authorizations()
                        .create(world.admin, ConsentWorld.drive(), there)
                        .connection()
                        .status());
    }

    @Test
    void where_the_operator_names_origins_only_those_will_do() {
        var urls = new RedirectUrls(Set.of("https://Client.example/", "http://localhost:3000"));

        assertEquals("https://client.example/a", urls.checked("u", "https://client.example/a"));
        assertEquals("https://client.example:443/a", urls.checked("u", "https://client.example:443/a"));
        assertEquals("http://localhost:3000/b", urls.checked("u", "http://localhost:3000/b"));
        assertThrows(Refusal.InvalidInput.class, () -> urls.checked("u", "http://localhost:3001/b"));
        assertThrows(Refusal.InvalidInput.class, () -> urls.checked("u", "https://client.example.evil.example/"));
    }

    @Test
    void the_provider_returns_to_our_callback_unless_the_client_has_its_own() {
        Begun ours = world.started().begun();
        Begun theirs = world.core
                .authorizations()
                .begin(
                        world.admin,
                        world.drive.provider(),
                        Optional.empty(),
                        Options.call("theirs", "redirect_uri", Optional.of("https://client.example/cb")));

        assertEquals(InMemoryOAuth.CALLBACK, pending(ours).redirectUri());
        assertEquals("https://client.example/cb", pending(theirs).redirectUri());
        assertThrows(
                Refusal.InvalidInput.class,
                () -> world.core
                        .authorizations()
                        .begin(
                                world.admin,
                                world.drive.provider(),
                                Optional.empty(),
                                Options.call("theirs", "redirect_uri", Optional.of("ftp://client.example/"))));
    }

    private PendingAuthorization pending(Begun begun) {
        return world.core.oauth().consents().byState(begun.state()).orElseThrow();
    }
}
