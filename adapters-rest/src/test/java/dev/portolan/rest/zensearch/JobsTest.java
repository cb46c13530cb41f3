package dev.portolan.rest.zensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.domain.Progress;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.FakeWorker;
import dev.portolan.rest.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobsTest {

    private static final Progress SOME = new Progress(15, 12, 10, 4, 3, 1, 2, 5, 1, 1, 4_096, Optional.of(20L));

    private TestServer server;
    private FakeWorker worker;
    private String sync;
    private String job;

    @BeforeEach
    void start() {
        server = new TestServer();
        worker = new FakeWorker(server);
        sync = "/v1/connectors/conn_" + server.connection().replace("-", "") + "/sync";
        job = server.call("POST", sync).send().at("data.jobId");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer status() {
        return server.get(sync + "/" + job).send();
    }

    @Test
    void a_queued_job_began_when_it_was_asked_for() {
        server.clock.advance(Duration.ofMinutes(1));
        assertEquals(
                server.json("""
                        {"data": {"jobId": "%s", "status": "queued",
                           "progress": {"collected": 0, "parsed": 0, "indexed": 0, "unchanged": 0, "deleted": 0, "failed": 0,
                                        "skipped": 0, "total": null},
                           "startedAt": "2026-05-01T12:00:00Z", "finishedAt": null, "waitingUntil": null, "reason": null,
                           "error": null},
                         "meta": {"requestId": "%s", "timestamp": "2026-05-01T12:01:00Z"}}
                        """.formatted(job, status().at("meta.requestId")).replaceFirst("req_[0-9a-f]{32}", "ANY")),
                server.json(status().text().replaceFirst("req_[0-9a-f]{32}", "ANY")));
    }

    @Test
    void while_one_is_open_a_second_is_a_conflict_that_names_it() {
        Answer second = server.call("POST", sync).send();
        assertEquals(409, second.status());
        assertEquals("conflict", second.at("error.code"));
        assertEquals(job, second.at("error.details.jobId"));
    }

    @Test
    void a_waiting_job_runs_and_says_until_when_it_rests() {
        worker.working(job, SOME);
        worker.waiting(job, Instant.parse("2026-05-01T12:30:00Z"), "The provider counts our calls");
        Answer waiting = status();
        assertEquals("running", waiting.at("data.status"));
        assertEquals("2026-05-01T12:30:00Z", waiting.at("data.waitingUntil"));
        assertEquals("The provider counts our calls", waiting.at("data.reason"));
        assertEquals("null", waiting.at("data.error"));
        assertEquals(
                "{collected=15, parsed=12, indexed=10, unchanged=2, deleted=5, failed=1, skipped=1, total=20}",
                waiting.at("data.progress"));
    }

    @Test
    void a_failed_job_says_why_and_when_it_ended() {
        worker.working(job, SOME);
        server.clock.advance(Duration.ofMinutes(5));
        worker.ended(job, SyncRun.State.FAILED, Optional.of(new SyncRun.Problem("unauthorized", "The key is wrong")));
        Answer failed = status();
        assertEquals("failed", failed.at("data.status"));
        assertEquals("2026-05-01T12:05:00Z", failed.at("data.finishedAt"));
        assertEquals("{code=unauthorized, message=The key is wrong}", failed.at("data.error"));
        assertEquals(
                "2026-05-01T12:05:00Z",
                server.get(sync.replace("/sync", "")).send().at("data.lastSync"));
    }

    @Test
    void a_job_of_another_connector_is_not_found() {
        String other = "/v1/connectors/" + server.connection() + "/sync";
        assertEquals(404, server.get(other + "/" + job).send().status());
        assertEquals(404, server.get(sync + "/job_none").send().status());
        assertEquals(404, server.get("/v1/connectors/none/sync/" + job).send().status());
        assertEquals("null", status().at("data.finishedAt"));
    }
}
