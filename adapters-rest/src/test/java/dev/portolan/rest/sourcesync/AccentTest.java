package dev.portolan.rest.sourcesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.Connection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.Call;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.Dialect;
import dev.portolan.rest.Dialect.Tried;
import dev.portolan.rest.TestServer;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every failure is told as SourceSync would tell it. */
class AccentTest {

    private static final String ALL = "/v1/connections";
    private static final String NAMESPACES = "/v1/namespaces";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** @return what exactly was wrong */
    private static String told(int status, String code, Call call) {
        Answer answer = call.send();
        assertEquals(status, answer.status(), answer.text());
        assertEquals("application/json", answer.header("content-type"));
        assertEquals(List.of("success", "message", "error"), answer.names());
        assertEquals("false", answer.at("success"));
        assertEquals(code, answer.at("error.code"), answer.text());
        assertEquals(answer.at("message"), answer.at("error.message"));
        assertFalse(answer.at("message").isBlank());
        boolean documented = code.startsWith("INVALID_") || code.endsWith("_FAILED") || code.matches(".+_NOT_FOUND");
        assertEquals(documented, answer.text().contains("\"details\":{\"reason\":"), answer.text());
        return documented ? answer.at("error.details.reason") : answer.at("message");
    }

    private static String invalid(Call call) {
        return told(400, "INVALID_REQUEST", call);
    }

    private static Call post(String json) {
        return server.post(ALL, json);
    }

    @Test
    void bodies_that_are_none() {
        for (String mount : List.of(ALL, NAMESPACES)) {
            invalid(server.post(mount, "{\"name\": "));
            invalid(server.post(mount, "{} {}"));
            invalid(server.post(mount, "[]"));
            invalid(server.post(mount, "null"));
            invalid(server.post(mount, ""));
            invalid(server.call("POST", mount));
        }
    }

    @Test
    void fields_are_named_all_at_once() {
        assertEquals("namespaceId is required; name is required; connector is required", invalid(post("{}")));
        assertEquals(
                "namespaceId must be a text; name must be a text; connector must be a text;"
                        + " clientRedirectUrl must be a text",
                invalid(post("{\"namespaceId\": 1, \"name\": [], \"connector\": {}, \"clientRedirectUrl\": true}")));
        assertEquals(
                "connector must be one of FAKE_DRIVE",
                invalid(post("{\"namespaceId\": \"default\", \"name\": \"Mine\", \"connector\": \"fake_drive\"}")));
        assertTrue(invalid(post("{\"namespaceId\": \"default\", \"name\": \" \", \"connector\": \"FAKE_DRIVE\"}"))
                .startsWith("name must have"));
        assertEquals("name is required", invalid(server.post(NAMESPACES, "{}")));
        assertEquals(
                "namespaceId is required",
                invalid(server.call("PATCH", ALL + "/x").json("{}")));
        assertEquals("namespaceId is required", invalid(server.post(ALL + "/x/revoke", "{}")));
    }

    @Test
    void parameters() {
        assertEquals("namespaceId is required", invalid(server.get(ALL)));
        assertEquals("namespaceId is required", invalid(server.get(ALL + "/x")));
        assertTrue(invalid(server.get(ALL + "?namespaceId=default&connector=GOPHER"))
                .startsWith("connector must be one of"));
        assertEquals(
                "There is no namespace 'nowhere'",
                told(404, "NAMESPACE_NOT_FOUND", server.get(ALL + "?namespaceId=nowhere")));
        assertEquals(
                "There is no namespace 'nowhere'",
                told(
                        404,
                        "NAMESPACE_NOT_FOUND",
                        post("{\"namespaceId\": \"nowhere\", \"name\": \"Mine\", \"connector\": \"FAKE_DRIVE\"}")));
    }

    @Test
    void routes_methods_ids_and_types() {
        for (String mount : List.of(ALL, NAMESPACES)) {
            told(404, "NOT_FOUND", server.get(mount + "/a/b/c/d"));
            told(405, "METHOD_NOT_ALLOWED", server.call("DELETE", mount));
            told(405, "METHOD_NOT_ALLOWED", server.call("FROB", mount));
            told(406, "NOT_ACCEPTABLE", server.get(mount).with("Accept", "application/xml"));
            told(401, "UNAUTHORIZED", server.anonymous("GET", mount));
            told(401, "UNAUTHORIZED", server.anonymous("GET", mount).with("Authorization", "Bearer nonsense"));
            told(415, "UNSUPPORTED_MEDIA_TYPE", server.call("POST", mount).body("text/plain", "{}"));
            told(413, "PAYLOAD_TOO_LARGE", server.post(mount, "{\"name\": \"" + "x".repeat(2_000_000) + "\"}"));
        }
        for (String id : List.of("no-id", "conn_0190000000007000800000000000ffff", "%00", "x".repeat(3_000))) {
            told(404, "CONNECTION_NOT_FOUND", server.get(ALL + "/" + id + "?namespaceId=default"));
        }
        told(
                403,
                "FORBIDDEN",
                server.anonymous("POST", ALL)
                        .json("{\"namespaceId\": \"default\", \"name\": \"Mine\", \"connector\": \"FAKE_DRIVE\"}")
                        .with("Authorization", "Bearer " + server.key(KeyScope.CONNECTIONS_READ)));
    }

    @Test
    void without_an_app_it_says_how_to_register_one() {
        try (TestServer bare = TestServer.of(Map.of(TestServer.WITHOUT_APP, "Notion"))) {
            String reason = told(
                    400,
                    "CREATE_CONNECTION_FAILED",
                    bare.post(
                            ALL,
                            "{\"namespaceId\": \"default\", \"name\": \"Mine\", \"connector\": \"%s\"}"
                                    .formatted(TestServer.WITHOUT_APP.toUpperCase(java.util.Locale.ROOT))));
            assertTrue(reason.contains("PORTOLAN_PROVIDERS_") && reason.contains("POST /portolan/v1/apps"), reason);
        }
    }

    private static void told(HttpStatus status, String code, Dialect.Reply reply) {
        assertEquals(status, reply.status());
        assertEquals(code, ((ErrorJson) reply.body()).error().code());
    }

    @Test
    void what_fails_here_or_at_the_provider_is_told_by_what_was_tried() {
        SourceSyncDialect dialect = new SourceSyncDialect();
        Map<Tried, String> codes = Map.of(
                new Tried("GET", ALL), "FETCH_CONNECTIONS_FAILED",
                new Tried("GET", ALL + "/conn_1"), "FETCH_CONNECTIONS_FAILED",
                new Tried("POST", ALL), "CREATE_CONNECTION_FAILED",
                new Tried("PATCH", ALL + "/conn_1"), "UPDATE_CONNECTION_FAILED",
                new Tried("POST", ALL + "/conn_1/revoke"), "REVOKE_CONNECTION_FAILED");
        codes.forEach((tried, code) -> {
            told(
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    code,
                    dialect.failed(HttpStatus.INTERNAL_SERVER_ERROR, "Broken", "r", tried));
            told(
                    HttpStatus.BAD_GATEWAY,
                    code,
                    dialect.refused(new Refusal.Unavailable(new ProviderFailure.Transient("Down")), "r", tried));
            told(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    code,
                    dialect.refused(
                            new Refusal.Unavailable(new ProviderFailure.RateLimited("Slowly", Duration.ofSeconds(9))),
                            "r",
                            tried));
        });
        Tried namespace = new Tried("GET", NAMESPACES);
        told(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "INTERNAL_ERROR",
                dialect.failed(HttpStatus.INTERNAL_SERVER_ERROR, "Broken", "r", namespace));
        told(
                HttpStatus.TOO_MANY_REQUESTS,
                "TOO_MANY_REQUESTS",
                dialect.failed(HttpStatus.TOO_MANY_REQUESTS, "Slowly", "r", namespace));
        told(HttpStatus.GONE, "GONE", dialect.refused(new Refusal.Gone("Too old"), "r"));
        told(
                HttpStatus.CONFLICT,
                "CONFLICT",
                dialect.refused(new Refusal.SyncInProgress(new SyncRun.Id(new UUID(0, 1))), "r"));
    }

    @Test
    void every_status_of_a_connection_has_a_word() {
        assertEquals(
                Map.of(
                        Connection.Status.PENDING, "PENDING",
                        Connection.Status.ACTIVE, "ACTIVE",
                        Connection.Status.FAILED, "FAILED",
                        Connection.Status.NEEDS_REAUTHORIZATION, "FAILED",
                        Connection.Status.REVOKED, "REVOKED",
                        Connection.Status.HIDDEN, "REVOKED",
                        Connection.Status.DELETING, "REVOKED",
                        Connection.Status.DELETED, "REVOKED"),
                Arrays.stream(Connection.Status.values())
                        .collect(Collectors.toMap(status -> status, ConnectionsJson::statusOf)));
    }
}
