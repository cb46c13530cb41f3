package dev.portolan.rest.stackai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.KeyScope;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    static final String ARCHIVE = """
            {"name": "Archive", "provider_id": "s3", "connection_type_id": "s3_credentials",
             "connection_provider_data": {"bucket": "papers", "port": 9000,
                 "accessKeyId": "AKIA0123456789ABCDEF", "secretAccessKey": "good-secret-key-0123456789"}}
            """;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer create(String json) {
        Answer made = server.post("/connections", json).send();
        made.json(201);
        return made;
    }

    private String one(Answer card) {
        return "/connections/" + card.at("connection_id");
    }

    @Test
    void what_can_be_connected_is_open_to_everybody_and_tells_what_it_takes() {
        Answer available = server.anonymous("GET", "/connections/available").send();
        assertEquals(200, available.status());
        List<?> all = available.list();
        Map<?, ?> s3 = (Map<?, ?>) all.stream()
                .filter(item -> "s3_credentials".equals(((Map<?, ?>) item).get("connection_type_id")))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of(
                        "connection_type_id",
                        "provider_id",
                        "name",
                        "description",
                        "labels",
                        "params",
                        "minimum_plan",
                        "color",
                        "is_marketing_stunt",
                        "connection_type"),
                List.copyOf(s3.keySet()));
        assertEquals("credentials", s3.get("connection_type"));
        assertEquals(false, s3.get("is_marketing_stunt"));
        Map<?, ?> bucket = param(s3, "bucket");
        assertEquals(
                List.of("label", "type", "placeholder", "default", "help", "url", "required", "name"),
                List.copyOf(bucket.keySet()));
        assertEquals(true, bucket.get("required"));
        assertEquals("us-east-1", param(s3, "region").get("default"));
        assertEquals("number", param(s3, "port").get("type"));
        assertEquals("boolean", param(s3, "pathStyle").get("type"));
        assertEquals("array", param(s3, "suffixes").get("type"));
        assertEquals("password", param(s3, "secretAccessKey").get("type"));
    }

    private static Map<?, ?> param(Map<?, ?> item, String name) {
        return (Map<?, ?>) ((List<?>) java.util.Objects.requireNonNull(item.get("params")))
                .stream()
                        .filter(param -> name.equals(((Map<?, ?>) param).get("name")))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void a_connection_is_made_with_settings_and_secrets_side_by_side() {
        Answer card = create(ARCHIVE);
        assertEquals(
                List.of(
                        "connection_id",
                        "created_by",
                        "created_at",
                        "updated_by",
                        "updated_at",
                        "name",
                        "org_id",
                        "provider_id",
                        "connection_type_id",
                        "connection_provider_data",
                        "connection_provider"),
                card.names());
        assertTrue(card.at("connection_id").matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"));
        assertEquals("admin", card.at("created_by.full_name"));
        Instant.parse(card.at("created_at"));
        assertEquals("Archive", card.at("name"));
        assertEquals("s3", card.at("provider_id"));
        assertEquals("s3", card.at("connection_provider"));
        assertEquals("s3_credentials", card.at("connection_type_id"));
        assertEquals(
                "{accessKeyId=AKIA0123456789ABCDEF, bucket=papers, port=9000, region=us-east-1, secretAccessKey=good…789}"
                        .replace("AKIA0123456789ABCDEF", "AKIA…DEF"),
                card.at("connection_provider_data"));
        assertFalse(card.text().contains("good-secret-key"));
        assertEquals(card.text(), server.get(one(card)).send().text());
    }

    @Test
    void the_name_may_be_left_out() {
        Answer card = create(ARCHIVE.replace("\"name\": \"Archive\", ", ""));
        assertEquals("Unnamed connection", card.at("name"));
    }

    @Test
    void the_list_is_a_bare_array_newest_first_and_is_cut_and_narrowed() {
        create(ARCHIVE);
        create(ARCHIVE.replace("Archive", "Second"));
        create(ARCHIVE.replace("Archive", "Third"));
        assertEquals(List.of("Third", "Second", "Archive"), names("/connections"));
        assertEquals(List.of("Second"), names("/connections?limit=1&offset=1"));
        assertEquals(List.of("Third", "Second", "Archive"), names("/connections?connection_provider=s3"));
        assertEquals(List.of(), names("/connections?connection_provider=gdrive"));
    }

    private List<String> names(String path) {
        Answer list = server.get(path).send();
        assertEquals(200, list.status(), list.text());
        return list.list().stream()
                .map(card -> String.valueOf(((Map<?, ?>) card).get("name")))
                .toList();
    }

    @Test
    void put_replaces_name_and_settings_and_keeps_secrets_that_are_left_out_or_masked() {
        Answer card = create(ARCHIVE);
        Answer put = server.call("PUT", one(card)).json("""
                        {"name": "Other", "provider_id": "s3", "connection_type_id": "s3_credentials",
                         "connection_provider_data": {"bucket": "books", "secretAccessKey": "good…789"}}
                        """).send();
        put.json(200);
        assertEquals("Other", put.at("name"));
        assertEquals(
                "{accessKeyId=AKIA…DEF, bucket=books, region=us-east-1, secretAccessKey=good…789}",
                put.at("connection_provider_data"));
        assertEquals("healthy", server.get(one(card) + "/health").send().at("status"));

        server.call("PUT", one(card))
                .json(ARCHIVE.replace("good-secret-key-0123456789", "wrong-secret-key-0123456789"))
                .send()
                .json(200);
        assertEquals("unhealthy", server.get(one(card) + "/health").send().at("status"));
    }

    @Test
    void patch_changes_the_name_alone() {
        Answer card = create(ARCHIVE);
        Answer patched =
                server.call("PATCH", one(card)).json("{\"name\": \"New\"}").send();
        patched.json(200);
        assertEquals("New", patched.at("name"));
        assertEquals(card.at("connection_provider_data"), patched.at("connection_provider_data"));
    }

    @Test
    void delete_answers_nothing_and_the_connection_is_gone() {
        Answer card = create(ARCHIVE);
        Answer deleted = server.call("DELETE", one(card)).send();
        assertEquals(204, deleted.status());
        assertEquals("", deleted.text());
        assertEquals(404, server.get(one(card)).send().status());
        assertEquals(404, server.call("DELETE", one(card)).send().status());
        assertEquals(List.of(), names("/connections"));
    }

    @Test
    void an_id_is_read_in_every_rendering() {
        Answer card = create(ARCHIVE);
        String hex = card.at("connection_id").replace("-", "");
        for (String rendering : List.of(hex, "conn_" + hex, "sc_" + hex)) {
            assertEquals(
                    card.text(), server.get("/connections/" + rendering).send().text());
        }
    }

    @Test
    void a_sync_in_progress_holds_up_changes_but_no_renaming() {
        Answer card = create(ARCHIVE);
        server.call("POST", "/portolan/v1" + one(card) + "/syncs").send().json(201);
        assertEquals(
                409,
                server.call("PUT", one(card))
                        .json(ARCHIVE.replace("papers", "books"))
                        .send()
                        .status());
        assertEquals(
                200,
                server.call("PATCH", one(card))
                        .json("{\"name\": \"New\"}")
                        .send()
                        .status());
    }

    @Test
    void a_key_that_may_only_read_changes_nothing() {
        Answer card = create(ARCHIVE);
        String key = "Bearer " + server.key(KeyScope.CONNECTIONS_READ);
        assertEquals(
                200,
                server.anonymous("GET", one(card))
                        .with("Authorization", key)
                        .send()
                        .status());
        assertEquals(
                200,
                server.anonymous("GET", one(card) + "/health")
                        .with("Authorization", key)
                        .send()
                        .status());
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            Answer refused = server.anonymous(method, one(card))
                    .with("Authorization", key)
                    .json(ARCHIVE)
                    .send();
            assertEquals(403, refused.status(), method);
            assertEquals(List.of("detail"), refused.names());
        }
    }
}
