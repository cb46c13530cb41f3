package dev.portolan.rest.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Progress;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.FakeWorker;
import dev.portolan.rest.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncsTest {

    private static final String API = "/portolan/v1";
    private static final Progress SOME = new Progress(15, 12, 10, 4, 3, 1, 2, 0, 1, 1, 4_096, Optional.of(20L));

    private TestServer server;
    private FakeWorker worker;
    private String connection;

    @BeforeEach
    void start() {
        server = new TestServer();
        worker = new FakeWorker(server);
        connection = server.connection();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer startSync(String json) {
        return server.post(API + "/connections/" + connection + "/syncs", json).send();
    }

    private String started() {
        return server.call("POST", API + "/connections/" + connection + "/syncs")
                .send()
                .at("id");
    }

    @Test
    void a_sync_starts_without_a_body_or_in_a_mode_and_one_at_a_time() {
        Answer started = server.call("POST", API + "/connections/" + connection + "/syncs")
                .send();
        assertEquals(server.json("""
                        {"id": "%s", "connectionId": "%s", "mode": "catch_up", "trigger": "request", "state": "queued",
                         "progress": {"collected": 0, "parsed": 0, "indexed": 0, "added": 0, "updated": 0, "moved": 0,
                                      "unchanged": 0, "deleted": 0, "failed": 0, "skipped": 0, "bytes": 0, "total": null},
                         "heldDeletions": 0, "cancelRequested": false, "problem": null,
                         "createdAt": "2026-05-01T12:00:00Z", "startedAt": null, "finishedAt": null}
                        """.formatted(started.at("id"), connection)), started.json(201));
        assertEquals(API + "/syncs/" + started.at("id"), started.header("Location"));

        Answer second = startSync("{\"mode\": \"complete\"}");
        assertEquals(409, second.status());
        assertEquals(started.at("id"), second.at("syncId"));

        worker.ended(started.at("id"), SyncRun.State.COMPLETED, Optional.empty());
        assertEquals("rebuild", startSync("{\"mode\": \"rebuild\"}").at("mode"));
        Answer list = server.get(API + "/connections/" + connection + "/syncs?limit=1")
                .send();
        assertEquals("rebuild", list.at("data.0.mode"));
        assertEquals(
                "completed",
                server.get(API + "/connections/" + connection + "/syncs?limit=1&after=" + list.at("next"))
                        .send()
                        .at("data.0.state"));
    }

    @Test
    void modes_that_there_are_not_are_refused() {
        assertEquals("mode", startSync("{\"mode\": \"slow\"}").at("errors.0.field"));
        assertEquals("mode", startSync("{\"mode\": \"confirm_deletions\"}").at("errors.0.field"));
        assertEquals("speed", startSync("{\"speed\": 1}").at("errors.0.field"));
    }

    @Test
    void a_waiting_sync_says_until_when_and_why_and_how_each_scope_stands() {
        String sync = started();
        worker.working(sync, SOME);
        worker.waiting(sync, Instant.parse("2026-05-01T12:30:00Z"), "The provider counts our calls");
        assertEquals(
                server.json("""
                        {"id": "%s", "connectionId": "%s", "mode": "catch_up", "trigger": "request", "state": "running",
                         "phase": "waiting", "until": "2026-05-01T12:30:00Z",
                         "reason": {"code": "rate_limited", "message": "The provider counts our calls"},
                         "progress": PROGRESS, "heldDeletions": 0, "cancelRequested": false,
                         "createdAt": "2026-05-01T12:00:00Z", "startedAt": "2026-05-01T12:00:00Z", "finishedAt": null,
                         "scopes": [{"id": "prefix:a/", "name": "a/", "state": "waiting", "until": "2026-05-01T12:30:00Z",
                                     "problem": {"code": "rate_limited", "message": "The provider counts our calls"},
                                     "progress": PROGRESS, "heldDeletions": 0}]}
                        """.formatted(sync, connection).replace("PROGRESS", """
                        {"collected": 15, "parsed": 12, "indexed": 10, "added": 4, "updated": 3, "moved": 1,
                         "unchanged": 2, "deleted": 0, "failed": 1, "skipped": 1, "bytes": 4096, "total": 20}
                        """)),
                server.get(API + "/syncs/" + sync).send().json(200));
    }

    @Test
    void a_sync_is_cancelled_once() {
        String sync = started();
        Answer cancelled =
                server.call("POST", API + "/syncs/" + sync + "/cancel").send();
        cancelled.json(200);
        assertEquals("true", cancelled.at("cancelRequested"));
        worker.ended(sync, SyncRun.State.CANCELLED, Optional.empty());
        assertEquals(
                409,
                server.call("POST", API + "/syncs/" + sync + "/cancel").send().status());
    }

    @Test
    void only_held_deletions_can_be_confirmed() {
        assertEquals(
                "urn:portolan:problem:conflict",
                server.call("POST", API + "/syncs/" + started() + "/confirm-deletions")
                        .send()
                        .at("type"));
    }

    @Test
    void an_unknown_sync_is_not_found_by_any_route() {
        for (String route : List.of("", "/events")) {
            assertEquals(404, server.get(API + "/syncs/none" + route).send().status());
        }
        for (String route : List.of("/cancel", "/confirm-deletions")) {
            assertEquals(
                    404, server.call("POST", API + "/syncs/none" + route).send().status());
        }
    }

    @Test
    void events_follow_a_sync_to_its_end() throws IOException, InterruptedException {
        String sync = started();
        HttpResponse<Stream<String>> events = watch(sync);
        assertEquals(
                "text/event-stream", events.headers().firstValue("content-type").orElse(""));
        Iterator<String> lines = events.body().iterator();
        assertTrue(event(lines).contains("\"phase\":\"queued\""));

        worker.working(sync, SOME);
        assertTrue(eventUntil(lines, "\"collected\":15").contains("\"phase\":\"running\""));

        worker.ended(sync, SyncRun.State.FAILED, Optional.of(new SyncRun.Problem("unauthorized", "The key is wrong")));
        assertTrue(eventUntil(lines, "\"phase\":\"failed\"").contains("The key is wrong"));
        assertTrue(!lines.hasNext(), "nothing follows the end");
    }

    @Test
    void events_of_an_ended_sync_are_its_end() throws IOException, InterruptedException {
        String sync = started();
        worker.ended(sync, SyncRun.State.COMPLETED, Optional.empty());
        Iterator<String> lines = watch(sync).body().iterator();
        assertTrue(event(lines).contains("\"phase\":\"completed\""));
        assertTrue(!lines.hasNext());
    }

    @Test
    void events_end_where_the_sync_can_be_seen_no_more() throws IOException, InterruptedException {
        Iterator<String> lines = watch(started()).body().iterator();
        event(lines);
        assertEquals(
                204,
                server.call("DELETE", API + "/connections/" + connection).send().status());
        while (lines.hasNext()) {
            lines.next();
        }
    }

    private HttpResponse<Stream<String>> watch(String sync) throws IOException, InterruptedException {
        return server.http()
                .send(
                        HttpRequest.newBuilder(server.at(API + "/syncs/" + sync + "/events"))
                                .header("Authorization", "Bearer " + TestServer.KEY)
                                .header("Accept", "text/event-stream")
                                .build(),
                        BodyHandlers.ofLines());
    }

    private static String event(Iterator<String> lines) {
        assertEquals("event: sync", lines.next());
        String data = lines.next();
        assertEquals("", lines.next());
        return data;
    }

    private static String eventUntil(Iterator<String> lines, String part) {
        String data = event(lines);
        while (!data.contains(part)) {
            data = event(lines);
        }
        return data;
    }

    @Test
    void issues_are_listed_by_code_and_asked_to_be_tried_again() {
        String sync = started();
        String denied = worker.issue(connection, sync, "a/secret.pdf", ItemIssue.Code.DENIED);
        String large = worker.issue(connection, sync, "a/large.iso", ItemIssue.Code.TOO_LARGE);
        String issues = API + "/connections/" + connection + "/issues";
        assertEquals(
                server.json("""
                        {"data": [{"id": "%s", "connectionId": "%s", "scope": "prefix:a/", "externalId": "a/secret.pdf",
                          "path": "a/secret.pdf", "code": "denied", "message": "Not today", "attempts": 1,
                          "retryRequested": false, "syncId": "%s",
                          "firstAt": "2026-05-01T12:00:00Z", "lastAt": "2026-05-01T12:00:00Z"}]}
                        """.formatted(denied, connection, sync)),
                server.get(issues + "?code=denied").send().json(200));
        assertEquals("code", server.get(issues + "?code=odd").send().at("errors.0.field"));

        assertEquals(
                "1",
                server.post(issues + "/retry", "{\"ids\": [\"" + large + "\"]}")
                        .send()
                        .at("requested"));
        assertEquals("2", server.call("POST", issues + "/retry").send().at("requested"));
        assertEquals(
                404,
                server.post(issues + "/retry", "{\"ids\": [\"none\"]}").send().status());
        assertEquals(
                "ids", server.post(issues + "/retry", "{\"ids\": []}").send().at("errors.0.field"));
        Answer page = server.get(issues + "?limit=1").send();
        assertEquals(
                "true",
                server.get(issues + "?limit=1&after=" + page.at("next")).send().at("data.0.retryRequested"));
    }
}
