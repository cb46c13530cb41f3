package dev.portolan.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.memory.SettableClock;
import dev.portolan.providers.oauth.RotatingProvider;
import dev.portolan.providers.oauth.RotatingProvider.Fault;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real processes on one PostgreSQL, and a provider whose refresh tokens are good once: they share what users have consented
 * to, and no race and no death of one of them costs more than what only the provider could know.
 */
final class ConsentIT {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final int CALLERS = 50;

    @TempDir
    private static Path directory;

    private static EmbeddedPostgres postgres;
    private static ExecutorService threads;

    /** Of the provider alone: what it says has expired is good by our clock, so that only it can tell. */
    private static SettableClock providersClock;

    private static RotatingProvider provider;
    private static Program one;
    private static Program other;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        threads = Executors.newVirtualThreadPerTaskExecutor();
        providersClock = new SettableClock();
        provider = new RotatingProvider(providersClock);
        one = started();
        other = started();
    }

    private static Program started() {
        Map<String, String> variables = new HashMap<>(provider.variables());
        variables.putAll(Map.of(
                "PORTOLAN_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "PORTOLAN_DATABASE_USER", "postgres",
                "PORTOLAN_DATABASE_PASSWORD", "postgres"));
        return Program.start(directory, variables);
    }

    @AfterAll
    static void stop() throws Exception {
        provider.close();
        other.close();
        one.close();
        threads.close();
        postgres.close();
    }

    @BeforeEach
    void calm() {
        provider.heal();
        provider.accessTokensLive(LIFE);
    }

    @AfterEach
    void letGo() {
        provider.release();
    }

    /** The provider refuses every access token that it has given so far. */
    private static void expire() {
        providersClock.advance(LIFE.plusSeconds(1));
    }

    @Test
    void the_life_of_a_connection_from_pending_to_revoked() {
        provider.signIn("grace");
        Client client = one.client();
        String first = Consent.connection(client);
        assertEquals("pending", Consent.status(client, first));
        Answers.page(client.get(Consent.given(Consent.begin(client, first))), 200, "Connected");
        assertEquals("active", Consent.status(client, first));
        String second = Consent.connected(client);

        client.send("PATCH", "connections/" + first, "{\"name\":\"Renamed\"}").ok();
        Answers.page(client.get(Consent.given(Consent.begin(client, first))), 200, "Connected");
        assertTrue(Consent.works(client, first));

        client.post("connections/" + first + "/revoke", "{}").ok();
        assertEquals("revoked", Consent.status(client, first));
        assertTrue(Consent.works(client, second), "the other connection of the account goes on");
        assertTrue(provider.lives("grace"));

        client.post("connections/" + second + "/revoke", "{}").ok();
        until(() -> !provider.lives("grace"));
        until(() -> client.get("revocations").text().contains("\"done\""));
    }

    /** As sourcesync's document tells it, on two servers by turns. */
    @Test
    void the_life_of_a_connection_of_sourcesync_from_pending_to_revoked() {
        provider.signIn("alonzo");
        SourceSync here = SourceSync.in(one.client(), "ns_123");
        SourceSync there = new SourceSync(other.client(), "ns_123");
        String done = "https://app.example/done";
        SourceSync.Begun first = here.create(done);
        assertEquals("PENDING", there.status(first.id()));
        assertEquals(done + "?connectionId=" + first.id() + "&status=success", sentOn(first));
        Client.Answer active = here.get(first.id());
        assertEquals("ACTIVE", SourceSync.of(active, "status"));
        assertTrue(SourceSync.of(active, "externalId").startsWith("BOX|"), active.text());
        String token = SourceSync.of(active, "config", "credentials", "accessToken");
        assertTrue(token.length() > 10 && !token.contains("…"), "The first key may see tokens");

        SourceSync.Begun again = there.create(done);
        assertEquals(done + "?connectionId=" + first.id() + "&status=success", sentOn(again));
        assertEquals(1, here.list().size());
        assertEquals(first.id(), SourceSync.of(here.get(again.id()), "id"));

        SourceSync.Begun patched = here.patch(again.id(), "Renamed");
        assertTrue(sentOn(patched).endsWith("&status=success"));
        assertEquals("Renamed", SourceSync.of(there.get(first.id()), "name"));
        Client.Answer revoked = there.revoke(first.id());
        assertEquals("REVOKED", SourceSync.of(revoked, "status"));
        assertEquals("null", SourceSync.of(revoked, "config", "credentials"));
        until(() -> !provider.lives("alonzo"));

        SourceSync.Begun denied = here.create(done);
        String state = denied.authorizationUrl().getRawQuery().replaceAll(".*state=([^&]*).*", "$1");
        String told = other.client().sentOn("/oauth/callback?error=access_denied&state=" + state);
        assertTrue(told.startsWith(done + "?connectionId=" + denied.id() + "&status=failed&reason="), told);
        assertEquals("FAILED", here.status(denied.id()));
    }

    /** The browser goes through, by the other server. @return where it ends */
    private static String sentOn(SourceSync.Begun begun) {
        return other.client().sentOn(Consent.given(begun.authorizationUrl()));
    }

    /** As ZenSearch's document tells it, on two servers by turns. */
    @Test
    void the_life_of_a_connector_of_zensearch_from_its_consent_to_its_deletion() {
        provider.signIn("edsger");
        Client client = one.client();
        String first = zensearched("");
        assertEquals("active", client.get("/v1/connectors/" + first).ok().at("data", "status"));
        String second = zensearched("");
        assertNotEquals(first, second);
        client.send("PUT", "/v1/connectors/" + first, "{\"name\": \"Renamed\"}").ok();
        assertEquals(first, zensearched("?connectorId=" + first));
        assertEquals(
                "Renamed", other.client().get("/v1/connectors/" + first).ok().at("data", "name"));

        client.send("DELETE", "/v1/connectors/" + first, "").ok();
        assertTrue(provider.lives("edsger"), "the other connector of the account goes on");
        other.client().send("DELETE", "/v1/connectors/" + second, "").ok();
        until(() -> !provider.lives("edsger"));
    }

    /** @return the connector's id */
    private static String zensearched(String more) {
        URI url = URI.create(one.client()
                .get("/v1/connectors/oauth/box/authorize" + more)
                .ok()
                .at("data", "authUrl"));
        String[] codeAndState = Consent.given(url).replaceAll(".*[?]", "").split("&", -1);
        Map<String, String> brought = new HashMap<>();
        for (String parameter : codeAndState) {
            brought.put(parameter.replaceAll("=.*", ""), parameter.replaceAll("^[^=]*=", ""));
        }
        return other.client()
                .post(
                        "/v1/connectors/oauth/box/callback",
                        "{\"code\": \"%s\", \"state\": \"%s\"}".formatted(brought.get("code"), brought.get("state")))
                .ok()
                .at("data", "id");
    }

    /** The document of informer sees the connection and ends it. */
    @Test
    void the_life_of_a_connection_as_informer_sees_it() {
        provider.signIn("barbara");
        Client client = one.client();
        client.post("collections", "{\"name\": \"Library\"}").ok();
        String app = client.get("apps").ok().list("data").getFirst().get("id").toString();
        client.send("PUT", "/api/libraries/library/integration", "{\"integrationId\": \"%s\"}".formatted(app))
                .ok();
        String connection = client.post("connections", "{\"provider\": \"box\", \"collection\": \"library\"}")
                .ok()
                .string("id");
        assertEquals(404, client.get("/api/libraries/library/connection").status());

        Answers.page(other.client().get(Consent.given(Consent.begin(client, connection))), 200, "Connected");

        assertEquals(
                connection,
                other.client().get("/api/libraries/library/connection").ok().string("id"));
        assertEquals(
                204,
                client.send("DELETE", "/api/libraries/library/connection", "").status());
        assertEquals(
                404, other.client().get("/api/libraries/library/connection").status());
        until(() -> !provider.lives("barbara"));
    }

    /** As StackAI's front end drives it. */
    @Test
    void the_life_of_a_connection_of_stackai_from_its_start_to_its_renewal() {
        provider.signIn("konrad");
        Client client = one.client();
        String wanted = """
                {"name": "Konrad's", "provider_id": "box", "connection_type_id": "box_oauth2",
                 "connection_provider_data": {}}""";
        Client.Answer made = other.client()
                .post("/connections/oauth/callback?" + brought(client, wanted), wanted)
                .ok();
        String id = "/connections/" + made.string("connection_id");
        assertEquals("healthy", client.get(id + "/health").string("status"));

        provider.forget("konrad");
        assertEquals("unhealthy", client.get(id + "/health").string("status"));
        String renewed = "/connections/oauth/callback/" + made.string("connection_id") + "?";
        client.send("PUT", renewed + brought(client, wanted), wanted).ok();
        assertEquals("healthy", other.client().get(id + "/health").string("status"));
        assertEquals(204, client.send("DELETE", id, "").status());
    }

    /** Code and state, as the browser brings them to the front end. */
    private static String brought(Client client, String wanted) {
        String url = client.post("/connections/oauth/start", wanted).ok().text();
        return URI.create(Consent.given(URI.create(url.replace("\"", "")))).getRawQuery();
    }

    @Test
    void a_denied_consent_is_told_to_the_browser_and_by_the_connection() {
        Client client = one.client();
        String connection = Consent.connection(client);
        String state = Consent.begin(client, connection).getRawQuery().replaceAll(".*state=([^&]*).*", "$1");
        Answers.page(
                other.client().get("/oauth/callback?error=access_denied&state=" + state), 400, "Consent was not given");
        assertEquals("failed", Consent.status(client, connection));
        Answers.page(other.client().get("/oauth/callback?code=x&state=" + state), 400, "was used before");
    }

    @Test
    void fifty_callers_on_two_servers_make_one_exchange() throws Exception {
        provider.signIn("ada");
        String connection = Consent.connected(one.client());
        int before = provider.renewals();
        expire();
        provider.hold();
        List<Future<Boolean>> calls = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            Client client = (caller % 2 == 0 ? one : other).client();
            calls.add(threads.submit(() -> Consent.works(client, connection)));
        }
        provider.awaitHeld(1);
        outlastTheLease();
        provider.release();

        for (Future<Boolean> call : calls) {
            assertTrue(call.get(90, TimeUnit.SECONDS));
        }
        assertEquals(before + 1, provider.renewals());
        assertEquals(0, provider.reuses());
        assertEquals("active", Consent.status(other.client(), connection));
    }

    @Test
    void equal_requests_with_one_key_on_two_servers_at_once_make_one_connection() throws Exception {
        String body = "{\"provider\": \"box\", \"name\": \"Asked for once\"}";
        List<Future<Client.Answer>> calls = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            Client client = (caller % 2 == 0 ? one : other).client();
            calls.add(threads.submit(() -> client.postOnce("once", "connections", body)));
        }
        Set<String> made = new HashSet<>();
        for (Future<Client.Answer> call : calls) {
            Client.Answer answer = call.get(90, TimeUnit.SECONDS);
            if (answer.status() == 409) {
                assertTrue(answer.text().contains("under way"), answer.text());
            } else {
                assertEquals(201, answer.status(), answer.text());
                made.add(answer.string("id"));
            }
        }
        assertEquals(1, made.size());
        for (Program server : List.of(one, other)) {
            assertEquals(
                    made,
                    Set.of(server.client().postOnce("once", "connections", body).string("id")));
        }
        assertEquals(
                1,
                one.client().get("connections?provider=box&limit=1000").ok().list("data").stream()
                        .filter(connection -> "Asked for once".equals(connection.get("name")))
                        .count());
    }

    /** Until whoever holds the lease has prolonged it for longer than it was given at first. */
    private static void outlastTheLease() {
        String first = lease();
        until(() -> !lease().equals(first));
    }

    private static String lease() {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select max(lease_until) from oauth_grant")) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (java.sql.SQLException away) {
            throw new IllegalStateException(away);
        }
    }

    @Test
    void new_data_keys_reach_every_server_while_they_run() {
        provider.signIn("edsger");
        String connection = Consent.connected(one.client());
        String key = other.client().post("encryption/rotation", "{}").ok().string("key");
        assertTrue(Consent.works(one.client(), connection));
        until(() -> one.client().get("encryption/rotation").string("state").equals("done"));
        assertEquals(key, one.client().get("encryption/rotation").string("key"));
        assertTrue(Consent.works(one.client(), connection));
        assertTrue(Consent.works(other.client(), connection));
    }

    /**
     * One server is killed while it exchanges the tokens of two grants. At the provider, one exchange had not begun, the other
     * has happened: the first is made up for, of the second it is said what to do. And a consent that was begun there is
     * completed here.
     */
    @Test
    void what_a_killed_server_was_about_is_taken_over_or_told() throws Exception {
        try (Program victim = started()) {
            Client here = one.client();
            List<String> connections = new ArrayList<>();
            for (String account : List.of("barbara", "donald")) {
                provider.signIn(account);
                connections.add(Consent.connected(here));
            }
            provider.signIn("frances");
            String begun = Consent.connection(here);
            URI authorization = Consent.begin(victim.client(), begun);
            int reuses = provider.reuses();
            expire();
            provider.hold();
            connections.forEach(connection -> threads.execute(() -> Consent.works(victim.client(), connection)));
            provider.awaitHeld(2);
            victim.kill();
            int renewals = provider.renewals();
            provider.next(Fault.DROPPED, 1);
            provider.release();
            until(() -> provider.renewals() == renewals + 1);

            Answers.page(here.get(Consent.given(authorization)), 200, "Connected");
            assertEquals("active", Consent.status(here, begun));

            List<String> lost = connections.stream()
                    .filter(connection -> !Consent.works(here, connection))
                    .toList();
            assertEquals(1, lost.size());
            assertEquals(reuses + 1, provider.reuses());
            String told = here.get("connections/" + lost.getFirst()).ok().text();
            assertTrue(told.contains("\"needs_reauthorization\""), told);
            assertTrue(told.contains("cut off"), told);
            assertTrue(told.contains("Authorize the connection again"), told);
            for (String connection : connections) {
                assertEquals(!lost.contains(connection), Consent.works(other.client(), connection));
            }
            assertFalse(here.get("connections/" + begun).text().contains("needs_reauthorization"));
        }
    }

    private static void until(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "It never came to that");
            Pause.millis(50);
        }
    }

    /** What pages say. */
    private static final class Answers {
        private static void page(Client.Answer page, int status, String words) {
            assertEquals(status, page.status(), page.text());
            assertTrue(page.text().contains(words), page.text());
        }
    }
}
