package dev.portolan.rest.informer;

import dev.portolan.application.FollowedSyncs.Outcome;
import dev.portolan.application.Syncs;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Progress;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Ours;
import dev.portolan.rest.Words;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Syncs of libraries on the wire. */
final class SyncsJson {

    /** What a later sync may well not meet again. */
    private static final Set<String> PASSING = Set.of("rate_limited", "unavailable", "resync_required");

    private SyncsJson() {}

    /**
     * How to sync.
     *
     * @param purge fetch everything anew, replacing it in place; false where absent
     * @param progress a name under which the sync can be watched, and found again by who lost the connection
     */
    @Schema(name = "LibrarySync")
    record Wish(
            @Schema(defaultValue = "false") @Nullable Boolean purge,

            @Schema(minLength = 1, maxLength = 128, pattern = "[A-Za-z0-9._~-]+") @Nullable
            String progress) {

        static final String PROGRESS = "progress";

        static Wish read(@Nullable JsonBody body) {
            return body == null
                    ? new Wish(false, null)
                    : body.read(it -> new Wish(
                            it.flag("purge").orElse(false), it.text(PROGRESS).orElse(null)));
        }

        SyncRun.Mode mode() {
            return Boolean.TRUE.equals(purge) ? SyncRun.Mode.REBUILD : SyncRun.Mode.CATCH_UP;
        }
    }

    /** @param syncedFiles those that are now as they are at the provider */
    @OnTheWire
    @Schema(name = "LibrarySyncResult")
    record Result(long syncedFiles, long addedFiles, long updatedFiles, long deletedFiles, List<Fault> errors) {
        static Result of(Outcome outcome) {
            Progress counts = outcome.view().run().progress();
            return new Result(
                    outcome.inStep(),
                    counts.added(),
                    counts.updated() + counts.moved(),
                    counts.deleted(),
                    faults(outcome));
        }
    }

    /**
     * What was not synced, and why.
     *
     * @param file its name; null where it is not about one file, as are the next two
     * @param code a word for programs
     * @param retryable whether a later sync may do better by itself
     */
    @OnTheWire
    @Schema(name = "LibrarySyncError")
    record Fault(
            @Ours @Nullable String file,
            @Ours @Nullable String path,
            @Ours @Nullable String resourceId,
            @Ours String code,
            @Ours String message,
            @Ours boolean retryable) {

        static Fault of(ItemIssue issue) {
            return new Fault(
                    issue.path().substring(issue.path().lastIndexOf('/') + 1),
                    issue.path(),
                    issue.resource().value(),
                    issue.code().name().toLowerCase(Locale.ROOT),
                    issue.message(),
                    issue.code().retryable());
        }

        static Fault of(SyncRun.Problem problem) {
            return new Fault(null, null, null, problem.code(), problem.message(), PASSING.contains(problem.code()));
        }

        private static Fault word(String code, String message) {
            return new Fault(null, null, null, code, message, false);
        }
    }

    /**
     * A sync as it stands.
     *
     * @param id the name that it was given
     * @param phase the same more exactly
     * @param total files that the provider says there are, where it does
     * @param percent of them, where it is known
     * @param startedAt null until work on it has begun
     */
    @OnTheWire
    @Schema(name = "LibrarySyncProgress")
    record Standing(
            String id,

            @Schema(
                    type = "string",
                    allowableValues = {"queued", "running", "completed", "failed", "cancelled"})
            String status,

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

            long syncedFiles,
            long addedFiles,
            long updatedFiles,
            long deletedFiles,
            List<Fault> errors,
            @Nullable Long total,
            @Nullable Integer percent,
            @Nullable Instant startedAt,
            Instant updatedAt) {

        static Standing of(String id, Outcome outcome) {
            Result result = Result.of(outcome);
            SyncRun run = outcome.view().run();
            return new Standing(
                    id,
                    statusOf(outcome.view().phase()),
                    Words.of(outcome.view().phase()),
                    result.syncedFiles(),
                    result.addedFiles(),
                    result.updatedFiles(),
                    result.deletedFiles(),
                    result.errors(),
                    run.progress().total().orElse(null),
                    percent(run),
                    run.startedAt().orElse(null),
                    run.heartbeatAt());
        }

        private static @Nullable Integer percent(SyncRun run) {
            if (run.state() == SyncRun.State.COMPLETED) {
                return 100;
            }
            return run.progress()
                    .total()
                    .filter(total -> total > 0)
                    .map(total -> (int) Math.min(100, run.progress().indexed() * 100 / total))
                    .orElse(null);
        }
    }

    static String statusOf(Syncs.Phase phase) {
        return switch (phase) {
            case QUEUED -> "queued";
            case RUNNING, WAITING, PARKED, STALLED -> "running";
            case COMPLETED, COMPLETED_WITH_ERRORS -> "completed";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
        };
    }

    /** Whether there is nothing to wait for: it has ended, or all that is left rests for minutes. */
    static boolean settled(Syncs.View view) {
        return switch (view.phase()) {
            case QUEUED, RUNNING, STALLED -> false;
            case WAITING, PARKED, COMPLETED, COMPLETED_WITH_ERRORS, FAILED, CANCELLED -> true;
        };
    }

    private static List<Fault> faults(Outcome outcome) {
        Syncs.View view = outcome.view();
        List<Fault> scopes = view.scopes().stream()
                .map(ScopeRun::problem)
                .flatMap(Optional::stream)
                .map(Fault::of)
                .distinct()
                .toList();
        Stream<Fault> whole = scopes.isEmpty() ? view.reason().map(Fault::of).stream() : scopes.stream();
        return Stream.of(whole, told(view.run()), outcome.failures().stream().map(Fault::of))
                .flatMap(faults -> faults)
                .toList();
    }

    /** What is no provider's failure. */
    private static Stream<Fault> told(SyncRun run) {
        Stream<Fault> cancelled = run.state() == SyncRun.State.CANCELLED
                ? Stream.of(Fault.word("cancelled", "The sync was cancelled; what it had done stays"))
                : Stream.empty();
        Stream<Fault> held = run.heldDeletions() > 0
                ? Stream.of(Fault.word(
                        "deletions_held", run.heldDeletions() + " deletions are held until somebody confirms them"))
                : Stream.empty();
        return Stream.concat(cancelled, held);
    }
}
