package dev.portolan.rest.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private static final String ALL = "/portolan/v1/connections";
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_new_connection_is_told_whole_and_where_it_is() {
        Answer made = server.post(ALL, """
                        {"provider": "s3", "name": "Archive", "collection": "default",
                         "settings": {"bucket": "papers", "suffixes": "pdf, txt"},
                         "secrets": {"accessKeyId": "AKIA0123456789ABCDEF", "secretAccessKey": "good-secret-key-0123456789"},
                         "schedule": {"cron": "0 3 * * *", "zone": "Europe/Lisbon", "missed": "skip"}, "enabled": false}
                        """).send();
        String collection =
                server.get("/portolan/v1/collections/default").send().at("id");
        assertEquals(server.json("""
                        {"id": "%s", "name": "Archive", "provider": "s3", "collectionId": "%s", "status": "pending",
                         "statusReason": null, "enabled": false,
                         "settings": {"bucket": "papers", "region": "us-east-1", "suffixes": ["pdf", "txt"]},
                         "schedule": {"cron": "0 3 * * *", "zone": "Europe/Lisbon", "missed": "skip"},
                         "account": null, "tenant": null, "createdAt": "2026-05-01T12:00:00Z",
                         "updatedAt": "2026-05-01T12:00:00Z", "lastSyncAt": null}
                        """.formatted(made.at("id"), collection)), made.json(201));
        assertEquals(ALL + "/" + made.at("id"), made.header("Location"));
        assertFalse(made.text().contains("good-secret"));
    }

    @Test
    void one_connection_shows_its_secrets_masked_and_the_sync_that_is_open() {
        String path = ALL + "/" + server.connection();
        Answer before = server.get(path).send();
        assertEquals(
                Map.of("accessKeyId", "AKIA…DEF", "secretAccessKey", "good…789"),
                before.json(200).get("secrets"));
        assertFalse(before.names().contains("openSyncId"));
        String sync = server.call("POST", path + "/syncs").send().at("id");
        assertEquals(sync, server.get(path).send().at("openSyncId"));
    }

    @Test
    void lists_are_narrowed_and_paged() {
        server.post("/portolan/v1/collections", "{\"name\": \"Other\"}").send().json(201);
        String first = server.connection();
        String second = server.connection();
        assertEquals(List.of(second, first), ids(server.get(ALL).send()));

        Answer page = server.get(ALL + "?limit=1").send();
        assertEquals(List.of(second), ids(page));
        Answer next = server.get(ALL + "?limit=1&after=" + page.at("next")).send();
        assertEquals(List.of(first), ids(next));
        assertEquals(List.of("data"), next.names());

        assertEquals(List.of(), ids(server.get(ALL + "?collection=other").send()));
        assertEquals(
                2,
                ids(server.get(ALL + "?collection=default&provider=s3&status=pending")
                                .send())
                        .size());
        assertEquals(List.of(), ids(server.get(ALL + "?status=active").send()));
        assertEquals(404, server.get(ALL + "?collection=nowhere").send().status());
        assertEquals("status", server.get(ALL + "?status=deleted").send().at("errors.0.field"));
        assertEquals("status", server.get(ALL + "?status=lost").send().at("errors.0.field"));
    }

    @Test
    void patch_merges_and_a_secret_that_equals_its_mask_stays() {
        String path = ALL + "/" + server.connection();
        Answer changed = server.call("PATCH", path).json("""
                        {"name": "Renamed", "settings": {"prefix": "a/", "region": null},
                         "secrets": {"secretAccessKey": "good…789"}, "schedule": {"cron": "0 * * * *"}, "enabled": false}
                        """).send();
        changed.json(200);
        assertEquals("Renamed", changed.at("name"));
        assertEquals("{bucket=papers, prefix=a/, region=us-east-1}", changed.at("settings"));
        assertEquals("{cron=0 * * * *, zone=UTC, missed=once}", changed.at("schedule"));
        assertEquals("good…789", server.get(path).send().at("secrets.secretAccessKey"));

        Answer unscheduled =
                server.call("PATCH", path).json("{\"schedule\": null}").send();
        assertEquals("null", unscheduled.at("schedule"));
        assertEquals("Renamed", unscheduled.at("name"));
    }

    @Test
    void put_replaces_settings_secrets_and_schedule_whose_fields_are_named_by_themselves() {
        String path = ALL + "/" + server.connection();
        assertEquals(
                "{bucket=letters, region=us-east-1}",
                server.call("PUT", path + "/settings")
                        .json("{\"bucket\": \"letters\"}")
                        .send()
                        .at("settings"));
        assertEquals(
                "bucket",
                server.call("PUT", path + "/settings").json("{}").send().at("errors.0.field"));
        assertEquals(
                "accessKeyId",
                server.call("PUT", path + "/credentials")
                        .json("{\"secretAccessKey\": \"k\"}")
                        .send()
                        .at("errors.0.field"));
        server.call("PUT", path + "/credentials")
                .json("{\"accessKeyId\": \"AKIA9999999999999999\", \"secretAccessKey\": \"another-secret-key-000\"}")
                .send()
                .json(200);
        assertEquals("AKIA…999", server.get(path).send().at("secrets.accessKeyId"));
        assertEquals(
                "0 5 * * *",
                server.call("PUT", path + "/schedule")
                        .json("{\"cron\": \"0 5 * * *\"}")
                        .send()
                        .at("schedule.cron"));
        assertEquals(
                "cron",
                server.call("PUT", path + "/schedule")
                        .json("{\"cron\": \"5\"}")
                        .send()
                        .at("errors.0.field"));
        assertEquals(
                "missed",
                server.call("PUT", path + "/schedule")
                        .json("{\"cron\": \"0 5 * * *\", \"missed\": \"never\"}")
                        .send()
                        .at("errors.0.field"));
    }

    @Test
    void settings_do_not_change_under_a_sync() {
        String path = ALL + "/" + server.connection();
        String sync = server.call("POST", path + "/syncs").send().at("id");
        Answer refused = server.call("PUT", path + "/settings")
                .json("{\"bucket\": \"letters\"}")
                .send();
        assertEquals(409, refused.status());
        assertEquals("urn:portolan:problem:sync-in-progress", refused.at("type"));
        assertEquals(sync, refused.at("syncId"));
    }

    @Test
    void a_test_says_whose_the_secrets_are_or_what_the_provider_says() {
        String path = ALL + "/" + server.connection();
        assertEquals(
                server.json("""
                        {"ok": true, "status": "active", "problem": null,
                         "account": {"id": "AKIA@bucket", "email": null, "displayName": "AKIA"}}
                        """), server.call("POST", path + "/test").send().json(200));

        server.call("PATCH", path)
                .json("{\"secrets\": {\"secretAccessKey\": \"wrong-secret-key-0123456789\"}}")
                .send()
                .json(200);
        assertEquals(
                server.json("""
                        {"ok": false, "status": "needs_reauthorization", "account": null,
                         "problem": {"code": "unauthorized", "message": "The secret access key is wrong"}}
                        """), server.call("POST", path + "/test").send().json(200));
        assertEquals("The secret access key is wrong", server.get(path).send().at("statusReason"));
    }

    @Test
    void what_is_deleted_is_gone() {
        String path = ALL + "/" + server.connection();
        Answer deleted = server.call("DELETE", path).send();
        assertEquals(204, deleted.status());
        assertTrue(deleted.text().isEmpty());
        assertEquals(404, server.get(path).send().status());
        assertEquals(404, server.call("DELETE", path).send().status());
        assertEquals(404, server.call("POST", path + "/syncs").send().status());
    }

    @Test
    void unknown_fields_and_wrong_types_are_named_all_at_once() {
        Answer refused = server.post(ALL, """
                        {"provider": "s3", "name": 7, "colour": "red", "enabled": "yes", "schedule": {"cron": "0 * * * *", "day": 1}}
                        """).send();
        assertEquals(
                List.of("name", "schedule.day", "enabled", "colour"),
                ((List<?>) refused.json(400).get("errors"))
                        .stream().map(each -> ((Map<?, ?>) each).get("field")).toList());
        assertEquals("must be a text", refused.at("errors.0.reason"));
    }

    private static List<String> ids(Answer answer) {
        return ((List<?>) answer.json(200).get("data"))
                .stream()
                        .map(each -> String.valueOf(((Map<?, ?>) each).get("id")))
                        .toList();
    }
}
