package dev.portolan.rest.informer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.oauth.Callers;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Progress;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.Golden;
import dev.portolan.rest.TestServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sync that somebody waits for. Signs of life come every 20 ms, so that a test knows who is being kept waiting. */
@Timeout(120)
class SyncTest extends AwaitedSync {

    private static final Progress SOME = new Progress(20, 18, 17, 5, 11, 1, 0, 2, 0, 0, 999, Optional.of(34L));

    private Waiting waiting(String body) {
        return Waiting.with(http, server, body);
    }

    private void ended(SyncRun.State end) {
        library.worker.ended(run(), end, Optional.empty());
    }

    private Answer progress(String id) {
        return server.get("/api/progress/" + id).send();
    }

    @Test
    void who_syncs_is_answered_when_it_is_done() {
        Golden golden = new Golden(server, "informer");
        Waiting client = waiting(golden.text("sync-request"));
        library.worker.working(run(), SOME);
        library.worker.listed(connection);
        library.worker.index(connection, "a/ocean.txt", "Blue.");
        library.worker.index(connection, "a/sky.txt", "Blue, too.");
        ended(SyncRun.State.COMPLETED);

        Map<String, Object> result = client.result();
        assertEquals(
                server.json(
                        "{\"syncedFiles\": 2, \"addedFiles\": 5, \"updatedFiles\": 12, \"deletedFiles\": 2, \"errors\": []}"),
                result);
        assertEquals(List.copyOf(golden.json("sync-response").keySet()), List.copyOf(result.keySet()));
        assertEquals("catch_up", library.mode(run()));
    }

    @Test
    void a_body_is_not_needed() {
        library.sync("{\"progress\": \"nightly\"}")
                .with("Prefer", "respond-async")
                .send()
                .json(202);
        ended(SyncRun.State.COMPLETED);
        Callers.Call<Answer> client =
                Callers.start(() -> server.call("POST", Library.PATH + "/_sync").send());
        Callers.eventually(() -> server.get("/portolan/v1/connections/" + connection + "/syncs")
                .send()
                .text()
                .contains("\"state\":\"queued\""));
        ended(SyncRun.State.COMPLETED);
        client.result().json(200);

        Waiting none = waiting("null");
        ended(SyncRun.State.COMPLETED);
        assertEquals(0, none.result().get("addedFiles"));
    }

    @Test
    void the_sync_goes_on_when_its_client_goes_away() {
        Waiting client = waiting("{\"progress\": \"nightly\"}");
        client.leave();

        library.worker.working(run(), SOME);
        assertEquals("running", progress("nightly").at("status"));
        Waiting again = waiting("{\"progress\": \"nightly\"}");
        ended(SyncRun.State.COMPLETED);

        assertEquals(5, again.result().get("addedFiles"));
        assertEquals("completed", progress("nightly").at("status"));
    }

    @Test
    void who_comes_with_the_same_progress_id_waits_for_the_same_sync() {
        Waiting first = waiting("{\"progress\": \"nightly\"}");
        Waiting second = waiting("{\"progress\": \"nightly\", \"purge\": true}");
        String run = run();
        library.worker.working(run, SOME);
        ended(SyncRun.State.COMPLETED);
        assertEquals(first.result(), second.result());
        assertEquals(run, run());

        Waiting anew = waiting("{\"progress\": \"nightly\", \"purge\": true}");
        assertFalse(run.equals(run()), "what has ended is not found again");
        assertEquals("rebuild", library.mode(run()));
        ended(SyncRun.State.COMPLETED);
        assertEquals(0, anew.result().get("addedFiles"));
    }

    @Test
    void anybody_else_is_told_which_sync_is_in_the_way() {
        Waiting client = waiting("{\"progress\": \"nightly\"}");
        for (String other : List.of("{}", "{\"progress\": \"another\"}")) {
            Answer refused = library.sync(other).send();
            assertEquals(409, refused.status());
            assertEquals("Conflict", refused.at("error"));
            assertTrue(refused.at("message").contains(run()), refused.text());
            assertEquals(run(), refused.at("details.syncId"));
        }
        ended(SyncRun.State.CANCELLED);
        assertEquals(
                "[{file=null, path=null, resourceId=null, code=cancelled,"
                        + " message=The sync was cancelled; what it had done stays, retryable=false}]",
                String.valueOf(client.result().get("errors")));
    }

    @Test
    void a_progress_id_is_checked() {
        for (String wrong : List.of("", "..", "a/b", "x".repeat(129), "ä")) {
            Answer refused = library.sync("{\"progress\": \"" + wrong + "\"}").send();
            assertEquals(400, refused.status(), wrong);
            assertEquals("progress", refused.at("details.fields.0.field"));
        }
        assertEquals(400, library.sync("{\"purge\": \"yes\"}").send().status());
        assertEquals(Optional.empty(), library.newest(connection));
    }

    @Test
    void nobody_waits_for_quota() {
        Waiting client = waiting("{\"progress\": \"nightly\"}");
        library.worker.working(run(), SOME);
        library.worker.waiting(run(), server.clock.instant().plusSeconds(600), "Drive says: later");

        Map<String, Object> result = client.result();
        assertEquals(17, result.get("syncedFiles"));
        assertEquals(
                "[{file=null, path=null, resourceId=null, code=rate_limited, message=Drive says: later,"
                        + " retryable=true}]",
                String.valueOf(result.get("errors")));
        assertEquals("running", progress("nightly").at("status"));
        assertEquals("waiting", progress("nightly").at("phase"));
    }

    @Test
    void files_that_could_not_be_synced_are_told() {
        Waiting client = waiting("{}");
        String run = run();
        library.worker.working(run, SOME);
        library.worker.issue(connection, run, "a/secret.pdf", ItemIssue.Code.DENIED);
        library.worker.issue(connection, run, "a/large.iso", ItemIssue.Code.TOO_LARGE);
        library.worker.ended(
                run,
                SyncRun.State.COMPLETED_WITH_ERRORS,
                Optional.of(new SyncRun.Problem("unauthorized", "The token was revoked")));

        assertEquals(
                "[{file=null, path=null, resourceId=null, code=unauthorized, message=The token was revoked,"
                        + " retryable=false}, {file=secret.pdf, path=a/secret.pdf, resourceId=a/secret.pdf, code=denied,"
                        + " message=Not today, retryable=true}]",
                String.valueOf(client.result().get("errors")));
    }

    @Test
    void who_would_rather_not_wait_is_told_where_to_look() {
        Answer begun = library.sync("{\"progress\": \"nightly\"}")
                .with("Prefer", "respond-async")
                .send();
        assertEquals("queued", begun.at("status"));
        assertEquals(202, begun.status());
        assertEquals("/api/progress/nightly", begun.header("Location"));
        assertEquals("respond-async", begun.header("Preference-Applied"));
        ended(SyncRun.State.COMPLETED);

        Answer unnamed = library.sync("{}").with("Prefer", "respond-async").send();
        assertEquals("/api/progress/" + run(), unnamed.header("Location"));
        assertEquals("queued", server.get(unnamed.header("Location")).send().at("phase"));
    }

    @Test
    void progress_tells_how_far_it_is_until_an_hour_after_the_end() {
        library.sync("{\"progress\": \"nightly\"}")
                .with("Prefer", "respond-async")
                .send();
        library.worker.working(run(), SOME);
        assertEquals(server.json("""
                        {"id": "nightly", "status": "running", "phase": "running", "syncedFiles": 17, "addedFiles": 5,
                         "updatedFiles": 12, "deletedFiles": 2, "errors": [], "total": 34, "percent": 50,
                         "startedAt": "2026-05-01T12:00:00Z", "updatedAt": "2026-05-01T12:00:00Z"}
                        """), progress("nightly").json(200));
        ended(SyncRun.State.COMPLETED);
        assertEquals("100", progress("nightly").at("percent"));
        server.clock.advance(Duration.ofMinutes(59));
        assertEquals(200, progress("nightly").status());
        server.clock.advance(Duration.ofMinutes(1));
        Answer gone = progress("nightly");
        assertEquals(404, gone.status());
        assertEquals("There is no progress 'nightly'", gone.at("message"));
    }

    @Test
    void progress_is_streamed_to_its_end() throws IOException, InterruptedException {
        library.sync("{\"progress\": \"nightly\"}")
                .with("Prefer", "respond-async")
                .send();
        HttpResponse<Stream<String>> events = http.send(
                HttpRequest.newBuilder(server.at("/api/progress/nightly"))
                        .header("Authorization", "Bearer " + TestServer.KEY)
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofLines());
        assertEquals(
                "text/event-stream", events.headers().firstValue("content-type").orElse(""));
        Iterator<String> lines = events.body().iterator();
        assertEquals("queued", next(lines).get("status"));
        library.worker.working(run(), SOME);
        assertEquals(50, next(lines).get("percent"));
        ended(SyncRun.State.FAILED);
        assertEquals("failed", next(lines).get("status"));
        while (lines.hasNext()) {
            assertFalse(lines.next().startsWith("data: {"), "nothing follows the end");
        }
    }

    private Map<String, Object> next(Iterator<String> lines) {
        String line = lines.next();
        while (!line.startsWith("data: {")) {
            line = lines.next();
        }
        return server.json(line.substring("data: ".length()));
    }

    @Test
    void a_browser_curl_or_a_generated_client_that_takes_anything_gets_json() {
        library.sync("{\"progress\": \"nightly\"}")
                .with("Prefer", "respond-async")
                .send();
        for (String taken :
                List.of("*/*", "application/json, text/event-stream", "text/event-stream,application/json")) {
            Answer any =
                    server.get("/api/progress/nightly").with("Accept", taken).send();
            assertEquals("nightly", any.at("id"), taken);
            assertEquals("application/json", any.header("Content-Type"), taken);
        }
    }

    @Test
    void a_key_that_may_only_sync_sees_its_sync_through() {
        String key = "Bearer " + server.key(KeyScope.CONNECTIONS_SYNC);
        library.sync("{\"progress\": \"nightly\"}")
                .with("Prefer", "respond-async")
                .with("Authorization", key)
                .send()
                .json(202);
        assertEquals(
                "queued",
                server.get("/api/progress/nightly")
                        .with("Authorization", key)
                        .send()
                        .at("status"));
    }

    @Test
    void sixty_who_wait_hold_no_platform_thread() {
        waiting("{\"progress\": \"nightly\"}");
        int before = ManagementFactory.getThreadMXBean().getThreadCount();
        List<Waiting> clients = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            clients.add(waiting("{\"progress\": \"nightly\"}"));
        }
        int during = ManagementFactory.getThreadMXBean().getThreadCount();
        assertTrue(during - before < 30, before + " threads became " + during);

        ended(SyncRun.State.COMPLETED);
        clients.forEach(client -> assertEquals(0, client.result().get("addedFiles")));
    }

    @Test
    void without_a_connection_there_is_nothing_to_sync() {
        Answer refused = server.post("/api/libraries/default/_sync", "{}").send();
        assertEquals(409, refused.status());
        assertEquals("The library is not connected", refused.at("message"));
        assertEquals(
                404, server.post("/api/libraries/nowhere/_sync", "{}").send().status());
    }
}
