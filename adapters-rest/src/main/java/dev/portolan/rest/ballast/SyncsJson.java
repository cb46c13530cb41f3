package dev.portolan.rest.ballast;

import dev.portolan.application.Syncs;
import dev.portolan.domain.Progress;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Syncs on the wire. */
final class SyncsJson {

    private SyncsJson() {}

    /** A sync that was just asked for. */
    @OnTheWire
    @Schema(name = "StartedSourceSync")
    record Started(
            boolean success,
            String syncId,

            @Schema(type = "string", allowableValues = "started")
            String status) {
        static Started of(SyncRun run) {
            return new Started(true, Ids.sync(run.id()), "started");
        }
    }

    @OnTheWire
    @Schema(name = "SourceSyncAnswer")
    record Answer(boolean success, Sync sync) {}

    @OnTheWire
    @Schema(name = "SourceSyncList")
    record ListAnswer(
            boolean success, List<Sync> syncs, @Nullable String nextCursor) {}

    /**
     * A sync as it stands.
     *
     * @param startedAt null until work on it has begun
     * @param waitingUntil when one that waits for quota or after a failure goes on
     * @param reason what it waits for
     */
    @OnTheWire
    @Schema(name = "SourceSync")
    record Sync(
            String syncId,

            @Schema(
                    type = "string",
                    allowableValues = {"pending", "running", "completed", "failed", "cancelled"})
            String status,

            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            Counts progress,
            @Nullable Fault error,
            @Nullable Instant waitingUntil,
            @Nullable String reason) {

        static Sync of(Syncs.View view) {
            SyncRun run = view.run();
            return new Sync(
                    Ids.sync(run.id()),
                    statusOf(view.phase()),
                    run.startedAt().orElse(null),
                    run.finishedAt().orElse(null),
                    Counts.of(run.progress()),
                    run.isOpen() ? null : view.reason().map(Fault::of).orElse(null),
                    view.until().orElse(null),
                    run.isOpen() ? view.reason().map(SyncRun.Problem::message).orElse(null) : null);
        }
    }

    /** Counts that only ever grow; collected ≥ parsed ≥ indexed. */
    @OnTheWire
    @Schema(name = "SourceSyncProgress")
    record Counts(
            long collected,
            long parsed,
            long indexed,
            long added,
            long updated,
            long unchanged,
            long deleted,
            long failed,
            long skipped,
            @Nullable Long total) {
        static Counts of(Progress progress) {
            return new Counts(
                    progress.collected(),
                    progress.parsed(),
                    progress.indexed(),
                    progress.added(),
                    progress.updated(),
                    progress.unchanged(),
                    progress.deleted(),
                    progress.failed(),
                    progress.skipped(),
                    progress.total().orElse(null));
        }
    }

    /** Why it did not go well: a word for programs, and a sentence. */
    @OnTheWire
    @Schema(name = "SourceSyncError")
    record Fault(String code, String message) {
        static Fault of(SyncRun.Problem problem) {
            return new Fault(problem.code(), problem.message());
        }
    }

    static String statusOf(Syncs.Phase phase) {
        return switch (phase) {
            case QUEUED -> "pending";
            case RUNNING, WAITING, PARKED, STALLED -> "running";
            case COMPLETED, COMPLETED_WITH_ERRORS -> "completed";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
        };
    }
}
