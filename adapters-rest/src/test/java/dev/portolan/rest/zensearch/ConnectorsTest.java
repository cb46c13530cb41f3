package dev.portolan.rest.zensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.KeyScope;
import dev.portolan.rest.Call;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectorsTest {

    private static final String ALL = "/v1/connectors";
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Call create(String more) {
        return server.post(ALL, """
                {"type": "s3", "name": "Papers", "config": {"bucket": "papers"},
                 "credentials": {"accessKeyId": "AKIA0123456789ABCDEF", "secretAccessKey": "good-secret-key-0123456789"}%s}
                """.formatted(more));
    }

    @Test
    void a_connector_is_told_whole_beside_the_request_and_the_time() {
        Answer made = create(", \"schedule\": {\"cron\": \"0 3 * * *\", \"zone\": \"Europe/Lisbon\"}")
                .send();
        String collection = "col_"
                + server.get("/portolan/v1/collections/default").send().at("id").replace("-", "");
        assertEquals(
                server.json("""
                        {"data": {"id": "%s", "name": "Papers", "type": "s3", "status": "pending", "statusReason": null,
                           "collection": "%s", "config": {"bucket": "papers", "region": "us-east-1"},
                           "schedule": {"cron": "0 3 * * *", "zone": "Europe/Lisbon"},
                           "lastSync": null, "createdAt": "2026-05-01T12:00:00Z"},
                         "meta": {"requestId": "%s", "timestamp": "2026-05-01T12:00:00Z"}}
                        """.formatted(made.at("data.id"), collection, made.at("meta.requestId"))), made.json(201));
        assertFalse(made.text().contains("good-secret"));
        assertEquals(
                made.at("data"),
                server.get("/api/v1/connectors/" + made.at("data.id")).send().at("data"));
    }

    @Test
    void every_rendering_of_an_id_is_known() {
        String id = create("").send().at("data.id");
        String plain = id.substring("conn_".length());
        for (String rendered :
                List.of(id, plain, "sc_" + plain, plain.replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-"))) {
            assertEquals(id, server.get(ALL + "/" + rendered).send().at("data.id"));
        }
    }

    @Test
    void the_list_is_paged_by_cursors() {
        String first = create("").send().at("data.id");
        String second = create("").send().at("data.id");
        Answer page = server.get(ALL + "?limit=1").send();
        assertEquals(
                server.json("""
                        {"data": [{"id": "%s", "name": "Papers", "type": "s3", "status": "pending", "collection": "%s",
                                   "lastSync": null, "createdAt": "2026-05-01T12:00:00Z"}],
                         "meta": {"requestId": "%s", "timestamp": "2026-05-01T12:00:00Z", "nextCursor": "%s"}}
                        """.formatted(
                        second, page.at("data.0.collection"), page.at("meta.requestId"), page.at("meta.nextCursor"))),
                page.json(200));
        Answer rest = server.get(ALL + "?limit=1&cursor=" + page.at("meta.nextCursor"))
                .send();
        assertEquals(first, rest.at("data.0.id"));
        assertEquals("null", rest.at("meta.nextCursor"));
    }

    @Test
    void put_keeps_what_it_does_not_name_and_null_removes_the_schedule() {
        String path = ALL + "/"
                + create(", \"schedule\": {\"cron\": \"0 3 * * *\"}").send().at("data.id");
        Answer paused = server.call("PUT", path)
                .json("{\"enabled\": false, \"credentials\": {\"secretAccessKey\": \"another-secret-key-000\"}}")
                .send();
        paused.json(200);
        assertEquals("paused", paused.at("data.status"));
        assertEquals("{cron=0 3 * * *, zone=UTC}", paused.at("data.schedule"));
        assertEquals("Papers", paused.at("data.name"));
        Answer unscheduled = server.call("PUT", path)
                .json("{\"schedule\": null, \"enabled\": true}")
                .send();
        assertEquals("null", unscheduled.at("data.schedule"));
        assertEquals("pending", unscheduled.at("data.status"));
    }

    @Test
    void a_text_with_commas_is_a_list_and_unknown_fields_outside_the_config_are_no_problem() {
        Answer made = server.post(ALL, """
                        {"type": "s3", "colour": "red", "config": {"bucket": "b", "suffixes": "pdf, txt"},
                         "credentials": {"accessKeyId": "a", "secretAccessKey": "b"}}
                        """).send();
        made.json(201);
        assertEquals("{bucket=b, region=us-east-1, suffixes=[pdf, txt]}", made.at("data.config"));
        assertEquals("Amazon S3", made.at("data.name"));
        Answer wrong = server.call("PUT", ALL + "/" + made.at("data.id"))
                .json("{\"config\": {\"colour\": \"red\"}}")
                .send();
        assertEquals("config.colour", wrong.at("error.details.fields.0.field"));
    }

    @Test
    void missing_credentials_are_named_and_unknown_collections_are_not_found() {
        Answer missing = server.post(ALL, "{\"type\": \"s3\", \"config\": {\"bucket\": \"b\"}}")
                .send();
        assertEquals("credentials.accessKeyId", missing.at("error.details.fields.0.field"));
        assertTrue(missing.at("error.message").contains("credentials.secretAccessKey is required"));
        assertEquals(404, create(", \"collection\": \"col_nowhere\"").send().status());
    }

    @Test
    void a_team_labels_what_it_makes_and_sees_only_that() {
        String ours = create("").with("X-Team-ID", "blue").send().at("data.id");
        String others = create("").send().at("data.id");
        assertEquals(
                List.of(ours), ids(server.get(ALL).with("X-Team-ID", "blue").send()));
        assertEquals(List.of(others, ours), ids(server.get(ALL).send()));
        assertEquals(
                200,
                server.get(ALL + "/" + ours).with("X-Team-ID", "blue").send().status());
        for (Call foreign : List.of(
                server.get(ALL + "/" + others),
                server.call("PUT", ALL + "/" + others).json("{}"),
                server.call("DELETE", ALL + "/" + others),
                server.call("POST", ALL + "/" + others + "/sync"))) {
            assertEquals(404, foreign.with("X-Team-ID", "blue").send().status());
        }
        assertEquals(
                "X-Team-ID", server.get(ALL).with("X-Team-ID", "a b").send().at("error.details.fields.0.field"));
    }

    @Test
    void the_key_may_come_in_zensearchs_own_header() {
        String key = server.key(KeyScope.CONNECTIONS_READ);
        Call asked = server.call("GET", ALL).with("Authorization", "").with("X-ZenSearch-Key", key);
        assertEquals(200, asked.send().status());
        Call elsewhere = server.call("GET", "/portolan/v1/connections")
                .with("Authorization", "")
                .with("X-ZenSearch-Key", key);
        assertEquals(401, elsewhere.send().status());
    }

    @Test
    void what_is_deleted_is_gone_with_its_jobs() {
        String path = ALL + "/" + create("").send().at("data.id");
        String job =
                path + "/sync/" + server.call("POST", path + "/sync").send().at("data.jobId");
        Answer deleted = server.call("DELETE", path).send();
        assertEquals(204, deleted.status());
        assertTrue(deleted.text().isEmpty());
        assertEquals(404, server.get(path).send().status());
        assertEquals(404, server.get(job).send().status());
        assertEquals(404, server.call("POST", path + "/sync").send().status());
        assertEquals(List.of(), ids(server.get(ALL).send()));
    }

    private static List<String> ids(Answer answer) {
        return ((List<?>) answer.json(200).get("data"))
                .stream()
                        .map(each -> String.valueOf(((Map<?, ?>) each).get("id")))
                        .toList();
    }
}
