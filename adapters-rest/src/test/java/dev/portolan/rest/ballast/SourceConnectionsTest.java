package dev.portolan.rest.ballast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.Progress;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.FakeWorker;
import dev.portolan.rest.TestServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceConnectionsTest {

    private static final String ALL = "/api/v1/source-connections";

    private TestServer server;
    private FakeWorker worker;
    private String id;
    private String one;

    @BeforeEach
    void start() {
        server = new TestServer();
        worker = new FakeWorker(server);
        id = create("secret-0123456789").at("sourceConnection.id");
        one = ALL + "/" + id;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer create(String password) {
        return server.post(ALL, """
                        {"collectionId": "default", "sourceShortName": "postgresql", "name": "Papers",
                         "credentials": {"host": "db.example.com", "port": 5432, "database": "papers",
                                         "username": "reader", "password": "%s"}}""".formatted(password)).send();
    }

    private Answer put(String what, String json) {
        return server.call("PUT", one + "/" + what).json(json).send();
    }

    private String run() {
        return server.call("POST", one + "/run").send().at("syncId");
    }

    private static void assertFailure(int status, String code, Answer answer) {
        answer.json(status);
        assertEquals("false", answer.at("success"));
        assertEquals(code, answer.at("error"));
    }

    @Test
    void everything_of_a_connection_is_told_and_secrets_by_their_masks() {
        Answer answer = server.get(one).send();
        assertEquals(
                "{database=papers, host=db.example.com, port=5432, sslMode=verify}",
                answer.at("sourceConnection.config"));
        assertEquals("postgresql", answer.at("sourceConnection.sourceShortName"));
        assertTrue(answer.at("sourceConnection.collectionId").matches("col_[0-9a-f]{32}"));
        assertEquals("null", answer.at("sourceConnection.lastSyncAt"));
        assertTrue(answer.at("sourceConnection.credentials.password").endsWith("…789"), answer.text());
        assertEquals(answer.at("sourceConnection"), server.get(ALL).send().at("sourceConnections.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "default:default", "DEFAULT-ID", "col_", "ns_"})
    void a_collection_is_named_by_its_id_in_any_rendering_or_its_slug(String reference) {
        String uuid = server.get("/portolan/v1/collections/default").send().at("id");
        String name = reference.equals("DEFAULT-ID")
                ? uuid
                : reference.endsWith("_") ? reference + uuid.replace("-", "") : reference;
        assertEquals(id, server.get(ALL + "?collectionId=" + name).send().at("sourceConnections.0.id"));
        assertEquals(
                "col_" + uuid.replace("-", ""),
                server.post(ALL, "{\"sourceShortName\": \"fake_drive\", \"collectionId\": \"" + name + "\"}")
                        .send()
                        .at("sourceConnection.collectionId"));
    }

    @Test
    void only_the_connections_of_the_collection_are_listed_and_an_unknown_one_is_not_found() {
        server.post("/portolan/v1/collections", "{\"name\": \"Other\"}").send().json(201);
        assertEquals("[]", server.get(ALL + "?collectionId=other").send().at("sourceConnections"));
        assertFailure(404, "not_found", server.get(ALL + "?collectionId=none").send());
    }

    @Test
    void all_are_listed_to_who_knows_no_pages_and_pages_to_who_asks_for_them() {
        create("a");
        create("b");
        Answer first = server.get(ALL + "?limit=2").send();
        assertEquals(2, ((List<?>) first.json(200).get("sourceConnections")).size());
        Answer second =
                server.get(ALL + "?limit=2&cursor=" + first.at("nextCursor")).send();
        assertEquals(id, second.at("sourceConnections.0.id"));
        assertEquals("null", second.at("nextCursor"));
        assertEquals(3, ((List<?>) server.get(ALL).send().json(200).get("sourceConnections")).size());
    }

    @ParameterizedTest
    @CsvSource({
        "down, unreachable, The server does not answer",
        "busy, unreachable, Too many clients",
        "denied, failed, This user may not read anything",
        "empty, failed, There is no such database"
    })
    void a_test_that_fails_says_whether_to_wait_or_to_change_something(String password, String status, String message) {
        String made = create(password).at("sourceConnection.id");
        Answer answer = server.call("POST", ALL + "/" + made + "/test").send();
        answer.json(200);
        assertEquals("false", answer.at("success"));
        assertEquals(status, answer.at("status"));
        assertEquals(message, answer.at("message"));
    }

    @Test
    void refused_credentials_are_invalid_and_show_in_the_status() {
        String made = create("wrong").at("sourceConnection.id");
        Answer answer = server.call("POST", ALL + "/" + made + "/test").send();
        assertFailure(400, "invalid_credentials", answer);
        assertTrue(answer.at("message").contains("The password is wrong"), answer.text());
        assertEquals("error", server.get(ALL + "/" + made).send().at("sourceConnection.status"));
        server.call("POST", one + "/test").send().json(200);
        assertEquals("connected", server.get(one).send().at("sourceConnection.status"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"host\": \"h\", \"port\": 1, \"database\": \"d\", \"username\": \"u\"} | credentials.password",
                "{\"host\": \"h\", \"port\": \"x\", \"database\": \"d\", \"username\": \"u\", \"password\": \"p\"} | credentials.port",
                "{\"colour\": \"blue\"} | credentials.colour",
                "[] | credentials"
            })
    void credentials_that_miss_a_field_or_have_the_wrong_type_are_invalid_and_name_it(
            String credentials, String field) {
        Answer answer = server.post(ALL, "{\"sourceShortName\": \"postgresql\", \"credentials\": " + credentials + "}")
                .send();
        assertFailure(400, "invalid_credentials", answer);
        assertEquals(field, answer.at("details.fields.0.field"));
    }

    @Test
    void new_credentials_replace_the_old_ones_and_those_that_equal_their_mask_stay() {
        Answer missing = put("credentials", "{\"credentials\": {\"password\": \"other\"}}");
        assertFailure(400, "invalid_credentials", missing);
        assertEquals("credentials.username", missing.at("details.fields.0.field"));

        String mask = server.get(one).send().at("sourceConnection.credentials.password");
        Answer kept = put(
                "credentials",
                "{\"credentials\": {\"username\": \"other\", \"password\": \"" + mask
                        + "\", \"host\": \"new.example.com\"}}");
        assertEquals(mask, kept.at("sourceConnection.credentials.password"));
        assertEquals("new.example.com", kept.at("sourceConnection.config.host"));
        assertEquals("papers", kept.at("sourceConnection.config.database"));

        put("credentials", "{\"credentials\": {\"username\": \"other\", \"password\": \"wrong\"}}")
                .json(200);
        assertFailure(
                400, "invalid_credentials", server.call("POST", one + "/test").send());
        Answer nothing = put("credentials", "{}");
        assertEquals("credentials", nothing.at("details.fields.0.field"));
    }

    @Test
    void configuration_is_merged() {
        assertEquals(
                "{database=papers, host=db.example.com, port=5432, sslMode=off, tables=[a, b]}",
                put("config", "{\"config\": {\"tables\": [\"a\", \"b\"], \"sslMode\": \"off\"}}")
                        .at("sourceConnection.config"));
        assertEquals(
                "{database=papers, host=db.example.com, port=5432, sslMode=off}",
                put("config", "{\"config\": {\"tables\": null}}").at("sourceConnection.config"));
        Answer wrong = put("config", "{\"config\": {\"port\": 0, \"password\": \"x\"}}");
        assertFailure(400, "invalid_request", wrong);
        assertTrue(wrong.at("details.fields").contains("config.port"), wrong.text());
        assertTrue(wrong.at("details.fields").contains("config.password"), wrong.text());
    }

    @Test
    void nothing_that_must_not_interleave_is_done_while_a_sync_is_in_progress() {
        String sync = run();
        worker.working(sync, Progress.ZERO);
        for (Answer answer : List.of(
                server.call("POST", one + "/run").send(),
                put("credentials", "{\"credentials\": {\"username\": \"u\", \"password\": \"p\"}}"),
                put("config", "{\"config\": {\"tables\": [\"a\"]}}"),
                server.call("DELETE", one + "/data").send())) {
            assertFailure(409, "sync_in_progress", answer);
            assertEquals(sync, answer.at("details.syncId"));
        }
        worker.ended(sync, SyncRun.State.COMPLETED, Optional.empty());
        put("config", "{\"config\": {\"tables\": [\"a\"]}}").json(200);
        run();
    }

    @Test
    void a_connection_that_works_is_syncing_while_a_sync_is_open() {
        server.call("POST", one + "/test").send();
        String sync = run();
        assertEquals("syncing", server.get(one).send().at("sourceConnection.status"));
        assertEquals("syncing", server.get(ALL).send().at("sourceConnections.0.status"));
        worker.ended(sync, SyncRun.State.COMPLETED, Optional.empty());
        Answer after = server.get(one).send();
        assertEquals("connected", after.at("sourceConnection.status"));
        assertEquals("2026-05-01T12:00:00Z", after.at("sourceConnection.lastSyncAt"));
    }

    @Test
    void clearing_is_a_sync_of_its_own() {
        Answer cleared = server.call("DELETE", one + "/data").send();
        cleared.json(200);
        Answer sync = server.get(one + "/syncs/" + cleared.at("syncId")).send();
        assertEquals("pending", sync.at("sync.status"));
        assertFailure(409, "sync_in_progress", server.call("POST", one + "/run").send());
    }

    @Test
    void a_deleted_connection_is_gone_at_once_and_its_documents_stay_unless_they_are_to_go() {
        String document = worker.index(id, "a/ocean", "Blue.");
        server.call("DELETE", one).send().json(200);
        assertFailure(404, "not_found", server.get(one).send());
        assertEquals("[]", server.get(ALL).send().at("sourceConnections"));
        server.get("/portolan/v1/documents/" + document).send().json(200);

        String hidden = "/portolan/v1/hidden-connections";
        String uuid = server.get(hidden).send().at("data.0.id");
        assertEquals(id, "sc_" + uuid.replace("-", ""));
        assertEquals(204, server.call("DELETE", hidden + "/" + uuid).send().status());
        assertEquals("[]", server.get(hidden).send().at("data"));
        assertEquals(404, server.call("DELETE", hidden + "/" + uuid).send().status());

        String other = ALL + "/" + create("x").at("sourceConnection.id");
        server.call("DELETE", other + "?deleteData=true").send().json(200);
        assertFailure(404, "not_found", server.get(other).send());
        assertEquals("[]", server.get(hidden).send().at("data"));
        Answer maybe = server.call("DELETE", ALL + "/" + create("y").at("sourceConnection.id") + "?deleteData=maybe")
                .send();
        assertFailure(400, "invalid_request", maybe);
        assertEquals("deleteData", maybe.at("details.fields.0.field"));
    }

    @Test
    void consent_is_asked_for_where_only_consent_opens_a_source() {
        Answer made = server.post(ALL, "{\"sourceShortName\": \"fake_drive\", \"name\": \"Mine\"}")
                .send();
        made.json(200);
        assertEquals("pending", made.at("sourceConnection.status"));
        assertTrue(made.at("sourceConnection.authorizationUrl").startsWith("https://"), made.text());
    }

    @Test
    void syncs_are_listed_told_and_cancelled() {
        String sync = run();
        assertEquals(sync, server.get(one + "/syncs").send().at("syncs.0.syncId"));
        worker.working(sync, new Progress(15, 12, 10, 8, 2, 0, 0, 5, 1, 1, 0, Optional.of(20L)));
        Answer told = server.get(one + "/syncs/" + sync).send();
        assertEquals("running", told.at("sync.status"));
        assertEquals(
                "{collected=15, parsed=12, indexed=10, added=8, updated=2, unchanged=0, deleted=5, failed=1, skipped=1, total=20}",
                told.at("sync.progress"));
        worker.waiting(sync, server.clock.instant(), "Quota");
        assertEquals("Quota", server.get(one + "/syncs/" + sync).send().at("sync.reason"));
        server.call("POST", one + "/syncs/" + sync + "/cancel").send().json(200);
        worker.ended(sync, SyncRun.State.FAILED, Optional.of(new SyncRun.Problem("denied", "No")));
        Answer failed = server.get(one + "/syncs/" + sync).send();
        assertEquals("failed", failed.at("sync.status"));
        assertEquals("{code=denied, message=No}", failed.at("sync.error"));
        assertFailure(
                409,
                "conflict",
                server.call("POST", one + "/syncs/" + sync + "/cancel").send());

        String other = ALL + "/" + create("x").at("sourceConnection.id");
        assertFailure(404, "not_found", server.get(other + "/syncs/" + sync).send());
        assertFailure(404, "not_found", server.get(one + "/syncs/sync_none").send());
    }

    @Test
    void an_unknown_source_is_not_found() {
        assertFailure(404, "not_found", server.get("/api/v1/sources/gopher").send());
    }
}
