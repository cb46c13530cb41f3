package dev.portolan.application.sync;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a failure means for the scope that met it: rest, begin again, or end. */
final class Verdicts {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final int MOST_PARKS = 5;

    private final Standing standing;

    Verdicts(Standing standing) {
        this.standing = standing;
    }

    /** The scope as it is to be stored. */
    ScopeRun on(Slice slice, ProviderFailure failure) {
        SyncRun.Problem problem = SyncRun.Problem.of(failure);
        Instant now = slice.now();
        return switch (failure) {
            case ProviderFailure.RateLimited limited ->
                isLong(limited)
                        ? ended(
                                slice,
                                ScopeRun.State.COMPLETED_WITH_ERRORS,
                                problem,
                                Optional.of(now.plus(pause(limited))))
                        : slice.scope().waiting(now.plus(pause(limited)), problem, now);
            case ProviderFailure.Transient transientFailure ->
                slice.scope().parks() < MOST_PARKS
                        ? slice.scope()
                                .parked(
                                        now.plus(Duration.ofMinutes(
                                                1L << slice.scope().parks())),
                                        problem,
                                        now)
                        : failed(slice, problem);
            case ProviderFailure.ResyncRequired resync -> {
                if (slice.scope().resynced()) {
                    yield failed(slice, problem);
                }
                slice.commit(scope -> scope.resynced(now), slice.state().restarted(), () -> {});
                yield slice.scope().queued(now);
            }
            case ProviderFailure.Unauthorized unauthorized -> {
                standing.refused(slice.connection(), unauthorized.message());
                yield failed(slice, problem);
            }
            case ProviderFailure.Denied denied -> {
                denied.missingPermission().ifPresent(scope -> standing.refused(slice.connection(), denied.message()));
                yield accessLost(slice, problem);
            }
            case ProviderFailure.Missing missing -> accessLost(slice, problem);
            case ProviderFailure.Invalid invalid -> failed(slice, problem);
        };
    }

    /** Whether the quota is so long in coming back that a run should not stay open for it. */
    static boolean isLong(ProviderFailure.RateLimited limited) {
        return limited.retryAfter().compareTo(LONGEST_WAIT) > 0;
    }

    /** Never no pause at all, whatever the provider says. */
    static Duration pause(ProviderFailure.RateLimited limited) {
        return limited.retryAfter().compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : limited.retryAfter();
    }

    private static ScopeRun failed(Slice slice, SyncRun.Problem problem) {
        return ended(slice, ScopeRun.State.FAILED, problem, Optional.empty());
    }

    private static ScopeRun accessLost(Slice slice, SyncRun.Problem problem) {
        return ended(slice, ScopeRun.State.ACCESS_LOST, problem, Optional.empty());
    }

    private static ScopeRun ended(
            Slice slice, ScopeRun.State state, SyncRun.Problem problem, Optional<Instant> goesOnAt) {
        return slice.scope().ended(state, Optional.of(problem), goesOnAt, slice.now());
    }
}
