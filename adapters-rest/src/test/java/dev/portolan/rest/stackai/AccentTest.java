package dev.portolan.rest.stackai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.FakeTree;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Connection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.Call;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every failure is told as FastAPI would tell it. */
class AccentTest {

    private static final String ALL = "/connections";
    private static final String PAGES = "/api/v1/connections";
    private static final FakeTree TREE = FakeTree.of("postgresql", Capability.HIERARCHY);
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(TREE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void told(int status, Call call) {
        Answer answer = call.send();
        assertEquals(status, answer.status(), answer.text());
        assertEquals("application/json", answer.header("content-type"));
        assertEquals(List.of("detail"), answer.names());
        assertFalse(answer.at("detail").isBlank());
        assertFalse(answer.text().contains("\"detail\":["), answer.text());
    }

    /** @param expected each problem's place and type, in any order */
    private static void invalid(Call call, String... expected) {
        Answer answer = call.send();
        List<String> found = new ArrayList<>();
        for (Object problem : (List<?>) Objects.requireNonNull(answer.json(422).get("detail"))) {
            Map<?, ?> wrong = (Map<?, ?>) problem;
            assertEquals(List.of("loc", "msg", "type"), List.copyOf(wrong.keySet()));
            assertFalse(String.valueOf(wrong.get("msg")).isBlank());
            found.add(String.join(
                            ".",
                            ((List<?>) Objects.requireNonNull(wrong.get("loc")))
                                    .stream().map(Object::toString).toList())
                    + " " + wrong.get("type"));
        }
        found.sort(null);
        assertEquals(java.util.Arrays.stream(expected).sorted().toList(), found, answer.text());
    }

    private static Call post(String json) {
        return server.post(ALL, json);
    }

    @Test
    void bodies_that_are_none() {
        invalid(post("{\"name\": "), "body json_invalid");
        invalid(post("{} {}"), "body json_invalid");
        invalid(post("[]"), "body dict_type");
        invalid(post("null"), "body dict_type");
        invalid(post(""), "body missing");
        invalid(server.call("POST", ALL), "body missing");
    }

    @Test
    void everything_that_is_wrong_with_a_body_is_told_at_once() {
        invalid(
                post("{}"),
                "body.provider_id missing",
                "body.connection_type_id missing",
                "body.connection_provider_data missing");
        invalid(
                post(
                        "{\"name\": 5, \"provider_id\": [], \"connection_type_id\": null, \"connection_provider_data\": \"x\"}"),
                "body.name string_type",
                "body.provider_id string_type",
                "body.connection_type_id missing",
                "body.connection_provider_data dict_type");
        invalid(
                post("""
                        {"name": "%s", "provider_id": "s3", "connection_type_id": "s3_oauth2",
                         "connection_provider_data": {"colour": 1, "port": 99999, "pathStyle": "maybe",
                             "storage": "warm", "accessKeyId": 7}}
                        """.formatted("x".repeat(256))),
                "body.name value_error",
                "body.connection_type_id enum",
                "body.connection_provider_data.colour value_error",
                "body.connection_provider_data.bucket missing",
                "body.connection_provider_data.port value_error",
                "body.connection_provider_data.pathStyle bool_parsing",
                "body.connection_provider_data.storage enum",
                "body.connection_provider_data.accessKeyId string_type",
                "body.connection_provider_data.secretAccessKey missing");
        invalid(
                post("{\"provider_id\": \"\", \"connection_type_id\": \"x\", \"connection_provider_data\": {}}"),
                "body.provider_id value_error");
        invalid(
                post(
                        "{\"provider_id\": \"google_drive\", \"connection_type_id\": \"x\", \"connection_provider_data\": {}}"),
                "body.provider_id value_error");
    }

    @Test
    void another_provider_for_a_connection_that_is_there() {
        String one = ALL + "/" + make();
        invalid(
                server.call("PUT", one)
                        .json(
                                "{\"provider_id\": \"postgres\", \"connection_type_id\": \"postgres_credentials\", \"connection_provider_data\": {}}"),
                "body.provider_id value_error");
        invalid(server.call("PATCH", one).json("{}"), "body.name missing");
        invalid(server.call("PATCH", one).json("{\"name\": \" \"}"), "body.name value_error");
        invalid(server.call("PATCH", one).json("{\"name\": 1}"), "body.name string_type");
    }

    private static String make() {
        Answer made = post(ConnectionsTest.ARCHIVE).send();
        made.json(201);
        return made.at("connection_id");
    }

    @Test
    void parameters() {
        invalid(server.get(ALL + "?limit=0"), "query.limit value_error");
        invalid(server.get(ALL + "?limit=0&offset=-1"), "query.limit value_error", "query.offset value_error");
        invalid(server.get(ALL + "?limit=ten"), "query.limit int_parsing");
        invalid(
                server.get(ALL + "/" + make() + "?refresh_oauth_tokens=perhaps"),
                "query.refresh_oauth_tokens bool_parsing");
        invalid(server.post(ALL + "/oauth/callback", ConnectionsTest.ARCHIVE), "query.code missing");
    }

    @Test
    void routes_methods_ids_and_types() {
        for (String mount : List.of(ALL, PAGES)) {
            told(404, server.get(mount + "/a/b/c/d"));
            told(405, server.call("DELETE", mount));
            told(405, server.call("FROB", mount));
            told(406, server.get(mount).with("Accept", "application/xml"));
            told(401, server.anonymous("GET", mount));
            told(401, server.anonymous("GET", mount).with("Authorization", "Bearer nonsense"));
        }
        told(404, server.get(ALL + "/no-id"));
        told(404, server.get(ALL + "/01900000-0000-7000-8000-00000000ffff"));
        told(404, server.get(ALL + "/%00"));
        told(404, server.get(ALL + "/" + "x".repeat(3_000)));
        told(404, server.call("PUT", ALL + "/no-id").json(ConnectionsTest.ARCHIVE));
        told(415, server.call("POST", ALL).body("text/plain", "{}"));
        told(413, post("{\"name\": \"" + "x".repeat(2_000_000) + "\"}"));
        told(
                403,
                server.anonymous("POST", ALL)
                        .json(ConnectionsTest.ARCHIVE)
                        .with("Authorization", "Bearer " + server.key(KeyScope.CONNECTIONS_READ)));
    }

    @Test
    void what_stands_in_the_way_is_a_conflict() {
        String id = make();
        server.call("POST", "/portolan/v1/connections/" + id + "/syncs").send().json(201);
        told(409, server.call("PUT", ALL + "/" + id).json(ConnectionsTest.ARCHIVE.replace("papers", "books")));
        assertTrue(new StackAiDialect()
                .refused(new dev.portolan.domain.Refusal.SyncInProgress(new SyncRun.Id(new java.util.UUID(0, 1))), "r")
                .status()
                .equals(HttpStatus.CONFLICT));
    }

    @Test
    void a_defect_and_a_limit() {
        String tree = server.post(
                        ALL,
                        "{\"provider_id\": \"postgres\", \"connection_type_id\": \"postgres_credentials\", \"connection_provider_data\": {}}")
                .send()
                .at("connection_id");
        TREE.breaking(new IllegalStateException("A defect, as this test wants it"));
        told(500, server.get(ALL + "/" + tree + "/resources/children"));
        assertEquals(
                new ErrorJson.Told("Too many"),
                new StackAiDialect()
                        .failed(HttpStatus.TOO_MANY_REQUESTS, "Too many", "r")
                        .body());
    }

    @Test
    void health_has_a_word_for_every_status_of_a_connection() {
        for (Connection.Status status : Connection.Status.values()) {
            boolean fine = status == Connection.Status.ACTIVE || status == Connection.Status.PENDING;
            assertEquals(!fine, HealthJson.needsReauth(status), status.name());
        }
    }
}
