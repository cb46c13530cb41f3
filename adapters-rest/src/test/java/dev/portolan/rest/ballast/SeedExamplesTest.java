package dev.portolan.rest.ballast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.Golden;
import dev.portolan.rest.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published document's own examples, sent and compared as they stand there. */
class SeedExamplesTest {

    private static TestServer server;
    private static Golden golden;

    @BeforeAll
    static void start() {
        server = new TestServer();
        golden = new Golden(server, "ballast");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer create() {
        String collection = "col_"
                + server.get("/portolan/v1/collections/default").send().at("id").replace("-", "");
        return server.post(
                        "/api/v1/source-connections",
                        golden.text("create-request").replace("col_abc123", collection))
                .send();
    }

    @Test
    void the_list_of_sources_has_the_example_but_for_its_id() {
        Answer answer = server.get("/api/v1/sources").send();
        golden.assertAlike("sources-response", answer);
        Map<?, ?> example = (Map<?, ?>) ((List<?>)
                        Objects.requireNonNull(golden.json("sources-response").get("sources")))
                .getFirst();
        Map<?, ?> found = ((List<?>) Objects.requireNonNull(answer.json(200).get("sources")))
                .stream()
                        .map(source -> (Map<?, ?>) source)
                        .filter(source -> "postgresql".equals(source.get("shortName")))
                        .findFirst()
                        .orElseThrow();
        example.forEach((name, value) -> assertEquals(name.equals("id") ? "src_postgresql" : value, found.get(name)));
    }

    @Test
    void a_source_has_the_fields_of_the_example_before_its_own() {
        Answer answer = server.get("/api/v1/sources/postgresql").send();
        golden.assertAlike("source-response", answer);
        Map<?, ?> example = (Map<?, ?>)
                Objects.requireNonNull(golden.json("source-response").get("source"));
        Map<?, ?> found = (Map<?, ?>) Objects.requireNonNull(answer.json(200).get("source"));
        List<?> fields = (List<?>) Objects.requireNonNull(found.get("authFields"));
        for (Object field : (List<?>) Objects.requireNonNull(example.get("authFields"))) {
            assertTrue(
                    fields.stream()
                            .anyMatch(
                                    each -> ((Map<?, ?>) each).entrySet().containsAll(((Map<?, ?>) field).entrySet())),
                    field + " in " + fields);
        }
        assertEquals(List.of("success", "source"), answer.names());
    }

    @Test
    void the_example_of_create_makes_a_connection() {
        Answer created = create();
        golden.assertAlike("create-response", created);
        assertEquals("Production Database", created.at("sourceConnection.name"));
        assertEquals("pending", created.at("sourceConnection.status"));
        assertTrue(created.at("sourceConnection.id").matches("sc_[0-9a-f]{32}"));
    }

    @Test
    void its_test_and_its_sync_answer_as_in_the_examples() {
        String connection = "/api/v1/source-connections/" + create().at("sourceConnection.id");
        Answer tested = server.call("POST", connection + "/test").send();
        assertEquals(golden.json("test-response"), tested.json(200));

        Answer started = server.call("POST", connection + "/run").send();
        golden.assertAlike("run-response", started);
        assertEquals("started", started.at("status"));
        assertTrue(started.at("syncId").matches("sync_[0-9a-f]{32}"));
        assertEquals(List.of("success", "syncId", "status"), started.names());
    }

    @Test
    void what_the_document_lists_without_examples_answers_likewise() {
        String id = create().at("sourceConnection.id");
        String connection = "/api/v1/source-connections/" + id;
        Answer one = server.get(connection).send();
        golden.assertAlike("create-response", one);
        Answer list =
                server.get("/api/v1/source-connections?collectionId=default").send();
        assertEquals("true", list.at("success"));
        assertEquals(id, list.at("sourceConnections.0.id"));
        golden.assertAlike(
                "create-response",
                server.call("PUT", connection + "/credentials")
                        .json("{\"credentials\": {\"username\": \"reader\", \"password\": \"other\"}}")
                        .send());
        golden.assertAlike(
                "create-response",
                server.call("PUT", connection + "/config")
                        .json("{\"config\": {\"tables\": [\"papers\"]}}")
                        .send());
        assertEquals("true", server.call("DELETE", connection + "/data").send().at("success"));
        assertEquals(
                Map.of("success", true),
                server.call("DELETE", connection).send().json(200));
    }
}
