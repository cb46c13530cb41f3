package dev.portolan.rest.zensearch;

import dev.portolan.application.Syncs;
import dev.portolan.domain.Progress;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Ours;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Jobs on the wire: what zensearch calls a sync run. */
final class JobsJson {

    private JobsJson() {}

    @OnTheWire
    @Schema(name = "StartedAnswer")
    record StartedAnswer(Started data, ConnectorsJson.Meta meta) {}

    @OnTheWire
    @Schema(name = "JobAnswer")
    record JobAnswer(Job data, ConnectorsJson.Meta meta) {}

    /** A job that was just asked for. */
    @OnTheWire
    @Schema(name = "StartedJob")
    record Started(
            String jobId,

            @Schema(type = "string", allowableValues = "queued")
            String status,

            Instant startedAt) {
        static Started of(SyncRun run) {
            return new Started(Ids.job(run.id()), "queued", run.createdAt());
        }
    }

    /**
     * A job as it stands.
     *
     * @param startedAt when it was asked for, while it is queued
     * @param waitingUntil when a job that waits for quota or after a failure goes on
     * @param reason what it waits for
     */
    @OnTheWire
    @Schema(name = "Job")
    record Job(
            String jobId,

            @Schema(
                    type = "string",
                    allowableValues = {"queued", "running", "completed", "completed_with_errors", "failed", "cancelled"
                    })
            String status,

            Counts progress,
            Instant startedAt,
            @Ours @Nullable Instant finishedAt,
            @Ours @Nullable Instant waitingUntil,
            @Ours @Nullable String reason,
            @Ours @Nullable Fault error) {

        static Job of(Syncs.View view) {
            SyncRun run = view.run();
            return new Job(
                    Ids.job(run.id()),
                    statusOf(view.phase()),
                    Counts.of(run.progress()),
                    run.startedAt().orElse(run.createdAt()),
                    run.finishedAt().orElse(null),
                    view.until().orElse(null),
                    run.isOpen() ? view.reason().map(SyncRun.Problem::message).orElse(null) : null,
                    run.isOpen() ? null : view.reason().map(Fault::of).orElse(null));
        }
    }

    /** Counts that only ever grow; collected ≥ parsed ≥ indexed. */
    @OnTheWire
    @Schema(name = "JobProgress")
    record Counts(
            long collected,
            long parsed,
            long indexed,
            @Ours long unchanged,
            @Ours long deleted,
            @Ours long failed,
            @Ours long skipped,
            @Ours @Nullable Long total) {
        static Counts of(Progress progress) {
            return new Counts(
                    progress.collected(),
                    progress.parsed(),
                    progress.indexed(),
                    progress.unchanged(),
                    progress.deleted(),
                    progress.failed(),
                    progress.skipped(),
                    progress.total().orElse(null));
        }
    }

    @OnTheWire
    @Schema(name = "JobError")
    record Fault(String code, String message) {
        static Fault of(SyncRun.Problem problem) {
            return new Fault(problem.code(), problem.message());
        }
    }

    static String statusOf(Syncs.Phase phase) {
        return switch (phase) {
            case QUEUED -> "queued";
            case RUNNING, WAITING, PARKED, STALLED -> "running";
            case COMPLETED -> "completed";
            case COMPLETED_WITH_ERRORS -> "completed_with_errors";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
        };
    }
}
