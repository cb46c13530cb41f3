package dev.portolan.rest.informer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.KeyScope;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.Golden;
import dev.portolan.rest.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LibrariesTest {

    private Library library;
    private TestServer server;
    private Golden golden;

    @BeforeEach
    void start() {
        library = new Library(Map.of());
        server = library.server;
        golden = new Golden(server, "informer");
    }

    @AfterEach
    void stop() {
        library.close();
    }

    private Answer get(String what) {
        return server.get(Library.PATH + what).send();
    }

    private static void assertTold(int status, String error, String message, Answer answer) {
        assertEquals(status, answer.status(), answer.text());
        assertEquals(Integer.toString(status), answer.at("statusCode"));
        assertEquals(error, answer.at("error"));
        assertTrue(answer.at("message").contains(message), answer.text());
    }

    @Test
    void a_library_has_no_integration_until_one_is_chosen() {
        assertTold(404, "Not Found", "There is no integration of library 'engineering'", get("/integration"));

        Answer chosen = server.call("PUT", Library.PATH + "/integration")
                .json(golden.text("integration-request").replace("integration-xyz-789", library.integration()))
                .send();

        golden.assertAlike("integration-response", chosen);
        assertEquals(server.json("""
                        {"id": "%s", "name": "Fake Drive", "type": "fake-drive", "embedded": true, "libraryId": "%s",
                         "authType": "oauth2", "clientId": "operators-client", "authUri": "https://fake.example/authorize",
                         "tokenUri": "https://fake.example/token", "scope": "files.read offline_access"}
                        """.formatted(library.integration(), library.id)), chosen.json(200));
        assertEquals(chosen.text(), get("/integration").text());
        assertFalse(chosen.text().contains("operators-secret"));
    }

    @Test
    void a_library_is_known_by_its_id_its_slug_and_its_natural_id() {
        library.choose(library.integration());
        String by = get("/integration").text();
        for (String id : List.of(library.id, "default:engineering", library.id.replace("-", ""))) {
            assertEquals(
                    by,
                    server.get("/api/libraries/" + id + "/integration").send().text());
        }
        assertTold(
                404,
                "Not Found",
                "There is no library 'other:engineering'",
                server.get("/api/libraries/other:engineering/integration").send());
    }

    @Test
    void only_an_integration_that_is_there_can_be_chosen() {
        for (String wrong : List.of("{\"integrationId\": \"gopher\"}", "{}", "{\"integrationId\": 5}")) {
            Answer answer = server.call("PUT", Library.PATH + "/integration")
                    .json(wrong)
                    .send();
            assertTold(400, "Bad Request", "integrationId", answer);
            assertEquals("integrationId", answer.at("details.fields.0.field"));
        }
        assertTold(
                404,
                "Not Found",
                "There is no integration '01900000-0000-7000-8000-00000000ffff'",
                server.call("PUT", Library.PATH + "/integration")
                        .json("{\"integrationId\": \"01900000-0000-7000-8000-00000000ffff\"}")
                        .send());
    }

    @Test
    void a_consent_makes_the_librarys_connection() {
        library.choose(library.integration());
        assertTold(404, "Not Found", "There is no connection of library", get("/connection"));
        server.connection("{\"provider\": \"fake_drive\", \"collection\": \"engineering\"}");
        assertEquals(404, get("/connection").status(), "made, not authorized");

        String connection = library.connectForAMonth("alice");

        Answer found = get("/connection");
        golden.assertAlike("connection-response", found);
        assertEquals(connection, found.at("id"));
        assertEquals("admin", found.at("ownerId"));
        assertEquals(library.integration(), found.at("integrationId"));
        assertEquals("2026-05-01T13:00:00Z", found.at("tokenExpiresAt"));
        assertEquals("2026-05-01T12:00:00Z", found.at("lastAuthorizedAt"));
    }

    @Test
    void of_two_connections_the_oldest_is_meant_and_after_it_the_next() {
        library.choose(library.integration());
        String first = library.connect("alice");
        String second = library.connect("bob");
        assertEquals(first, get("/connection").at("id"));

        assertEquals(
                204, server.call("DELETE", Library.PATH + "/connection").send().status());

        assertEquals(second, get("/connection").at("id"));
        assertEquals("bob", get("/account").at("accountId"));
    }

    @Test
    void a_connection_of_another_integration_is_not_meant() {
        String operators = library.integration();
        library.choose(operators);
        library.connect("alice");
        Answer other = server.post(
                        "/portolan/v1/apps",
                        "{\"provider\": \"fake_drive\", \"name\": \"Ours\", \"clientId\": \"ours\", \"clientSecret\": \"hush-hush\"}")
                .send();
        library.choose(other.at("id"));

        assertEquals(404, get("/connection").status());
        assertEquals("Ours", get("/integration").at("name"));
        library.choose(operators);
        assertEquals(200, get("/connection").status(), "nothing was revoked");
    }

    @Test
    void disconnecting_takes_the_access_back_at_the_provider_and_keeps_the_documents() {
        library.choose(library.integration());
        String connection = library.connect("alice");
        library.worker.index(connection, "a/ocean.txt", "Blue.");

        Answer gone = server.call("DELETE", Library.PATH + "/connection").send();

        assertEquals(204, gone.status());
        assertEquals("", gone.text());
        assertTold(404, "Not Found", "connection", get("/connection"));
        assertTold(404, "Not Found", "connection", get("/account"));
        assertTold(
                409,
                "Conflict",
                "The library is not connected",
                library.sync("{}").send());
        assertEquals("waiting", server.get("/portolan/v1/revocations").send().at("data.0.state"));
        assertEquals(
                "ocean.txt",
                server.get("/portolan/v1/collections/engineering/documents")
                        .send()
                        .at("data.0.path")
                        .substring(2));
        assertEquals(
                404, server.call("DELETE", Library.PATH + "/connection").send().status());
    }

    @Test
    void the_account_is_asked_of_the_provider() {
        library.choose(library.integration());
        library.connect("alice");
        Answer account = get("/account");
        golden.assertAlike("account-response", account);
        assertEquals(
                Map.of("email", "alice@example.com", "displayName", "alice", "accountId", "alice"), account.json(200));

        server.drive.next(new ProviderFailure.Transient("Nobody answers"));
        assertTold(502, "Bad Gateway", "Nobody answers", get("/account"));
        server.drive.next(new ProviderFailure.RateLimited("Slow down", Duration.ofSeconds(40)));
        Answer busy = get("/account");
        assertTold(503, "Service Unavailable", "Slow down", busy);
        assertEquals("40", busy.header("Retry-After"));
    }

    @Test
    void what_a_key_may_not_do_it_does_not() {
        library.choose(library.integration());
        library.connect("alice");
        String reads = "Bearer " + server.key(KeyScope.CONNECTIONS_READ);
        String syncs = "Bearer " + server.key(KeyScope.CONNECTIONS_SYNC);
        assertEquals(
                200,
                server.get(Library.PATH + "/connection")
                        .with("Authorization", reads)
                        .send()
                        .status());
        for (Answer refused : List.of(
                library.sync("{}").with("Authorization", reads).send(),
                server.call("DELETE", Library.PATH + "/connection")
                        .with("Authorization", syncs)
                        .send(),
                server.call("PUT", Library.PATH + "/integration")
                        .json("{\"integrationId\": \"" + library.integration() + "\"}")
                        .with("Authorization", reads)
                        .send())) {
            assertTold(403, "Forbidden", "scope", refused);
        }
        assertEquals(200, get("/connection").status());
    }
}
