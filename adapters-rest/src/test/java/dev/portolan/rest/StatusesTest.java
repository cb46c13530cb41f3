package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Syncs;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Progress;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.Call.Answer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every state of the core has its word in every dialect: the tables of the dialects, asked over HTTP. */
class StatusesTest {

    private static TestServer server;
    private static FakeWorker worker;

    @BeforeAll
    static void start() {
        server = TestServer.of(Map.of("google_drive", "Google Drive"));
        worker = new FakeWorker(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What a connection is called. */
    private record Words(String sourcesync, String ballast, String zensearch) {}

    private static Optional<Words> words(Connection.Status status, boolean enabled) {
        return switch (status) {
            case PENDING ->
                Optional.of(new Words("PENDING", enabled ? "pending" : "disabled", enabled ? "pending" : "paused"));
            case ACTIVE ->
                Optional.of(new Words("ACTIVE", enabled ? "connected" : "disabled", enabled ? "active" : "paused"));
            case FAILED -> Optional.of(new Words("FAILED", "error", "error"));
            case NEEDS_REAUTHORIZATION -> Optional.of(new Words("FAILED", "needs_reauth", "needs_reauth"));
            case REVOKED -> Optional.of(new Words("REVOKED", "revoked", "revoked"));
            case HIDDEN, DELETING, DELETED -> Optional.empty();
        };
    }

    @TestFactory
    Stream<DynamicTest> every_status_of_a_connection_has_its_word_everywhere() {
        return Stream.of(Connection.Status.values())
                .flatMap(status -> Stream.of(true, false)
                        .map(enabled -> DynamicTest.dynamicTest(
                                status + (enabled ? "" : ", paused"), () -> check(status, enabled))));
    }

    private static void check(Connection.Status status, boolean enabled) {
        String id = server.connection("{\"provider\": \"google_drive\"}");
        server.database.run(() -> {
            Connection made = server.connections
                    .find(server.admin().organization(), dev.portolan.application.Connections.id(id))
                    .orElseThrow();
            assertTrue(server.connections.update(in(status, enabled, made)));
        });
        Map<String, String> paths = Map.of(
                "/v1/connections/" + id + "?namespaceId=default", "data.connection.status",
                "/api/v1/source-connections/" + id, "sourceConnection.status",
                "/v1/connectors/" + id, "data.status");
        Optional<Words> words = words(status, enabled);
        paths.forEach((path, place) -> {
            if (words.isEmpty()) {
                assertEquals(404, server.get(path).send().status(), path);
            } else {
                String expected = path.startsWith("/v1/connections/")
                        ? words.get().sourcesync()
                        : path.startsWith("/api/v1/")
                                ? words.get().ballast()
                                : words.get().zensearch();
                assertEquals(expected, server.get(path).send().at(place), path);
            }
        });
        Answer health = server.get("/connections/" + id + "/health").send();
        assertEquals(words.isPresent() ? 200 : 404, health.status());
        assertTrue(words.isEmpty() || Set.of("healthy", "degraded", "unhealthy").contains(health.at("status")));
    }

    private static Connection in(Connection.Status status, boolean enabled, Connection made) {
        return new Connection(
                made.id(),
                made.organization(),
                made.collection(),
                made.provider(),
                made.name(),
                made.settings(),
                made.settingsVersion(),
                made.credential(),
                status,
                made.statusReason(),
                made.account(),
                enabled,
                made.schedule(),
                made.tenant(),
                made.createdBy(),
                made.createdAt(),
                made.updatedAt(),
                made.lastSyncAt());
    }

    // --- runs

    /** What a sync is called. */
    private record RunWords(String ballast, String zensearch, String informer) {}

    private static RunWords words(Syncs.Phase phase) {
        return switch (phase) {
            case QUEUED -> new RunWords("pending", "queued", "queued");
            case RUNNING, WAITING, PARKED, STALLED -> new RunWords("running", "running", "running");
            case COMPLETED -> new RunWords("completed", "completed", "completed");
            case COMPLETED_WITH_ERRORS -> new RunWords("completed", "completed_with_errors", "completed");
            case FAILED -> new RunWords("failed", "failed", "failed");
            case CANCELLED -> new RunWords("cancelled", "cancelled", "cancelled");
        };
    }

    private static void bring(String run, Syncs.Phase phase) {
        if (phase != Syncs.Phase.QUEUED) {
            worker.working(run, Progress.ZERO);
        }
        switch (phase) {
            case QUEUED, RUNNING -> {}
            case WAITING -> worker.waiting(run, server.clock.instant().plusSeconds(60), "Quota");
            case PARKED -> worker.parked(run, server.clock.instant().plusSeconds(60), "Down");
            case STALLED -> server.clock.advance(Duration.ofMinutes(3));
            case COMPLETED -> worker.ended(run, SyncRun.State.COMPLETED, Optional.empty());
            case COMPLETED_WITH_ERRORS -> worker.ended(run, SyncRun.State.COMPLETED_WITH_ERRORS, Optional.empty());
            case FAILED -> worker.ended(run, SyncRun.State.FAILED, Optional.empty());
            case CANCELLED -> worker.ended(run, SyncRun.State.CANCELLED, Optional.empty());
        }
    }

    @TestFactory
    Stream<DynamicTest> every_phase_of_a_sync_has_its_word_everywhere() {
        return EnumSet.allOf(Syncs.Phase.class).stream()
                .map(phase -> DynamicTest.dynamicTest(phase.name(), () -> {
                    String id = server.connection();
                    String name = "sync-" + phase;
                    String run = server.core
                            .followedSyncs()
                            .start(
                                    server.admin(),
                                    dev.portolan.application.Connections.id(id),
                                    SyncRun.Mode.CATCH_UP,
                                    "progress",
                                    Optional.of(name))
                            .run()
                            .id()
                            .value()
                            .toString();
                    bring(run, phase);
                    RunWords words = words(phase);
                    assertEquals(
                            phase.name().toLowerCase(java.util.Locale.ROOT),
                            server.get("/api/progress/" + name).send().at("phase"));
                    assertEquals(
                            words.informer(),
                            server.get("/api/progress/" + name).send().at("status"));
                    assertEquals(
                            words.ballast(),
                            server.get("/api/v1/source-connections/" + id + "/syncs/" + run)
                                    .send()
                                    .at("sync.status"));
                    assertEquals(
                            words.zensearch(),
                            server.get("/v1/connectors/" + id + "/sync/" + run)
                                    .send()
                                    .at("data.status"));
                }));
    }
}
