package dev.portolan.rest.portolan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.application.Syncs;
import dev.portolan.domain.Page;
import dev.portolan.domain.Progress;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Words;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Syncs on the wire. */
final class SyncsJson {

    private SyncsJson() {}

    /** @param next to be sent as {@code after} for the page that follows; absent on the last */
    @OnTheWire
    @Schema(name = "SyncList")
    record SyncList(
            List<SyncView> data,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {
        static SyncList of(Page<SyncRun> page) {
            return new SyncList(page.items().stream().map(SyncView::of).toList(), PortolanApi.next(page));
        }
    }

    /**
     * A sync in a list.
     *
     * @param trigger who started it: somebody's request, or the schedule
     * @param heldDeletions deletions that wait for confirm-deletions
     * @param problem why it did not end well, or what troubles it
     */
    @OnTheWire
    @Schema(name = "Sync")
    record SyncView(
            UUID id,
            UUID connectionId,

            @Schema(
                    type = "string",
                    allowableValues = {"catch_up", "complete", "rebuild", "confirm_deletions", "clear"})
            String mode,

            @Schema(
                    type = "string",
                    allowableValues = {"request", "schedule"})
            String trigger,

            @Schema(
                    type = "string",
                    allowableValues = {"queued", "running", "completed", "completed_with_errors", "failed", "cancelled"
                    })
            String state,

            ProgressView progress,
            long heldDeletions,
            boolean cancelRequested,
            @Nullable ProblemView problem,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {

        static SyncView of(SyncRun run) {
            return new SyncView(
                    run.id().value(),
                    run.connection().value(),
                    Words.of(run.mode()),
                    Words.of(run.trigger()),
                    Words.of(run.state()),
                    ProgressView.of(run.progress()),
                    run.heldDeletions(),
                    run.cancelRequested(),
                    run.problem().map(ProblemView::of).orElse(null),
                    run.createdAt(),
                    run.startedAt().orElse(null),
                    run.finishedAt().orElse(null));
        }
    }

    /**
     * A sync and all that users can tell apart about it.
     *
     * @param phase the state, and of a running one whether it waits for quota, is parked after a failure, or stalls
     * @param until when a waiting or parked sync goes on
     * @param reason why it waits, is parked or did not end well
     */
    @OnTheWire
    @Schema(name = "SyncDetails")
    record SyncDetails(
            UUID id,
            UUID connectionId,

            @Schema(
                    type = "string",
                    allowableValues = {"catch_up", "complete", "rebuild", "confirm_deletions", "clear"})
            String mode,

            @Schema(
                    type = "string",
                    allowableValues = {"request", "schedule"})
            String trigger,

            @Schema(
                    type = "string",
                    allowableValues = {"queued", "running", "completed", "completed_with_errors", "failed", "cancelled"
                    })
            String state,

            @Schema(
                    type = "string",
                    allowableValues = {
                        "queued",
                        "running",
                        "waiting",
                        "parked",
                        "stalled",
                        "completed",
                        "completed_with_errors",
                        "failed",
                        "cancelled"
                    })
            String phase,

            @Nullable Instant until,
            @Nullable ProblemView reason,
            ProgressView progress,
            long heldDeletions,
            boolean cancelRequested,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            List<ScopeView> scopes) {

        static SyncDetails of(Syncs.View view) {
            SyncRun run = view.run();
            return new SyncDetails(
                    run.id().value(),
                    run.connection().value(),
                    Words.of(run.mode()),
                    Words.of(run.trigger()),
                    Words.of(run.state()),
                    Words.of(view.phase()),
                    view.until().orElse(null),
                    view.reason().map(ProblemView::of).orElse(null),
                    ProgressView.of(run.progress()),
                    run.heldDeletions(),
                    run.cancelRequested(),
                    run.createdAt(),
                    run.startedAt().orElse(null),
                    run.finishedAt().orElse(null),
                    view.scopes().stream().map(ScopeView::of).toList());
        }
    }

    /** One scope's part in a sync: a prefix, a table, a shared drive. */
    @OnTheWire
    @Schema(name = "SyncScope")
    record ScopeView(
            String id,
            String name,

            @Schema(
                    type = "string",
                    allowableValues = {
                        "pending",
                        "queued",
                        "running",
                        "waiting",
                        "parked",
                        "completed",
                        "completed_with_errors",
                        "access_lost",
                        "failed",
                        "cancelled"
                    })
            String state,

            @Nullable Instant until,
            @Nullable ProblemView problem,
            ProgressView progress,
            long heldDeletions) {

        static ScopeView of(ScopeRun scope) {
            return new ScopeView(
                    scope.scope().value(),
                    scope.name(),
                    Words.of(scope.state()),
                    scope.until().orElse(null),
                    scope.problem().map(ProblemView::of).orElse(null),
                    ProgressView.of(scope.progress()),
                    scope.heldDeletions());
        }
    }

    /**
     * Counts that only ever grow; collected ≥ parsed ≥ indexed.
     *
     * @param collected documents that the provider named
     * @param parsed documents whose content is known
     * @param indexed documents that are in step with the provider
     * @param skipped documents that keep only their metadata
     * @param bytes of content that was fetched
     * @param total documents that the provider says there are
     */
    @OnTheWire
    @Schema(name = "SyncProgress")
    record ProgressView(
            long collected,
            long parsed,
            long indexed,
            long added,
            long updated,
            long moved,
            long unchanged,
            long deleted,
            long failed,
            long skipped,
            long bytes,
            @Nullable Long total) {

        static ProgressView of(Progress progress) {
            return new ProgressView(
                    progress.collected(),
                    progress.parsed(),
                    progress.indexed(),
                    progress.added(),
                    progress.updated(),
                    progress.moved(),
                    progress.unchanged(),
                    progress.deleted(),
                    progress.failed(),
                    progress.skipped(),
                    progress.bytes(),
                    progress.total().orElse(null));
        }
    }

    /** Why something did not go well: a word for programs, and a sentence. */
    @OnTheWire
    @Schema(name = "SyncProblem")
    record ProblemView(String code, String message) {
        static ProblemView of(SyncRun.Problem problem) {
            return new ProblemView(problem.code(), problem.message());
        }
    }

    /** @param mode catch_up where absent */
    @Schema(name = "NewSync")
    record NewSync(
            @Schema(
                    type = "string",
                    allowableValues = {"catch_up", "complete", "rebuild"})
            @Nullable
            String mode) {
        static SyncRun.Mode read(@Nullable JsonBody body) {
            SyncRun.Mode mode = Optional.ofNullable(body)
                    .flatMap(given -> given.readStrictly(it -> it.word("mode", SyncRun.Mode.class)))
                    .orElse(SyncRun.Mode.CATCH_UP);
            return switch (mode) {
                case CATCH_UP, COMPLETE, REBUILD -> mode;
                case CONFIRM_DELETIONS ->
                    throw new Refusal.InvalidInput("mode", "is for confirm-deletions of a sync that holds some");
                case CLEAR -> throw new Refusal.InvalidInput("mode", "is for clear of the connection");
            };
        }
    }
}
