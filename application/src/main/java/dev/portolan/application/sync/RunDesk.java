package dev.portolan.application.sync;

import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.SyncRun;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a run's scopes moving: a few at a time on the queue, and the run's end when the last has ended. Everything happens
 * under a lock on the connection and then the run, so that two last scopes ending at once end the run once.
 */
final class RunDesk {

    private static final Logger LOG = LoggerFactory.getLogger(RunDesk.class);

    private final SyncRunStore runs;
    private final ConnectionStore connections;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Bounds bounds;

    RunDesk(
            SyncRunStore runs,
            ConnectionStore connections,
            WorkQueue queue,
            Transactions transactions,
            InstantSource clock,
            Bounds bounds) {
        this.runs = runs;
        this.connections = connections;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
        this.bounds = bounds;
    }

    /** Commits {@code change} and then whatever follows from it for the run. @return false where {@code change} was refused */
    boolean settle(SyncRun run, Supplier<Boolean> change) {
        return transactions.call(() -> {
            Optional<Connection> connection = connections.lock(run.organization(), run.connection());
            Optional<SyncRun> current = runs.lock(run.organization(), run.id());
            if (!change.get()) {
                return false;
            }
            if (current.isPresent() && current.get().isOpen()) {
                go(current.get(), connection);
            }
            return true;
        });
    }

    private void go(SyncRun run, Optional<Connection> connection) {
        List<ScopeRun> scopes = runs.scopes(run.organization(), run.id());
        if (run.cancelRequested()) {
            scopes = scopes.stream().map(scope -> cancelIdle(run, scope)).toList();
        }
        if (scopes.stream().allMatch(scope -> scope.state().isFinal())) {
            end(run, scopes);
        } else if (!run.cancelRequested()) {
            dispatch(run, connection, scopes);
        }
    }

    /** A scope that no worker is at ends here; one that is being worked on sees the flag itself. */
    private ScopeRun cancelIdle(SyncRun run, ScopeRun scope) {
        if (scope.state().isFinal() || scope.state() == ScopeRun.State.RUNNING) {
            return scope;
        }
        ScopeRun cancelled = scope.ended(ScopeRun.State.CANCELLED, Optional.empty(), Optional.empty(), clock.instant());
        return runs.update(run.organization(), cancelled) ? cancelled : scope;
    }

    private void dispatch(SyncRun run, Optional<Connection> connection, List<ScopeRun> scopes) {
        Instant now = clock.instant();
        long busy = scopes.stream()
                .filter(scope -> scope.state() == ScopeRun.State.QUEUED || scope.state() == ScopeRun.State.RUNNING)
                .count();
        List<ScopeRun> pending = scopes.stream()
                .filter(scope -> scope.state() == ScopeRun.State.PENDING)
                .toList();
        if (!pending.isEmpty()) {
            Set<Scope.Id> deselected = deselected(run, connection);
            boolean onlyDeselected = scopes.stream()
                    .filter(scope -> !scope.state().isFinal())
                    .allMatch(scope -> deselected.contains(scope.scope()));
            // What is no longer selected goes last: until then its documents may pass to the scopes that list them now.
            pending.stream()
                    .filter(scope -> onlyDeselected || !deselected.contains(scope.scope()))
                    .limit(Math.max(0, bounds.scopesPerRun() - busy))
                    .forEach(scope -> {
                        runs.update(run.organization(), scope.queued(now));
                        enqueue(run, scope.scope(), now);
                    });
        }
        scopes.stream()
                .filter(scope -> !scope.state().isFinal() && scope.state() != ScopeRun.State.PENDING)
                .filter(scope -> !queue.has(work(run, scope.scope())))
                .forEach(scope -> enqueue(run, scope.scope(), scope.until().orElse(now)));
    }

    private Set<Scope.Id> deselected(SyncRun run, Optional<Connection> connection) {
        return connection
                .map(present -> runs.states(run.organization(), run.connection()).stream()
                        .filter(state -> state.settingsVersion() != present.settingsVersion())
                        .map(state -> state.scope().id())
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private void enqueue(SyncRun run, Scope.Id scope, Instant at) {
        queue.add(work(run, scope), at);
    }

    private static WorkQueue.Work work(SyncRun run, Scope.Id scope) {
        return new WorkQueue.Work.SyncScope(run.organization(), run.id(), scope);
    }

    // --- the end

    private void end(SyncRun run, List<ScopeRun> scopes) {
        SyncRun.State state = outcome(run, scopes);
        Optional<SyncRun.Problem> problem = scopes.stream()
                .sorted(Comparator.comparing(scope -> scope.state() != ScopeRun.State.FAILED))
                .flatMap(scope -> scope.problem().stream())
                .findFirst();
        finish(run, state, scopes.stream().mapToLong(ScopeRun::heldDeletions).sum(), problem);
        // A scope that waits for quota beyond this run: the next run begins when the quota is back.
        scopes.stream()
                .flatMap(scope -> scope.until().stream())
                .min(Comparator.naturalOrder())
                .filter(until -> state != SyncRun.State.CANCELLED)
                .ifPresent(until -> connections.setDue(run.organization(), run.connection(), Optional.of(until)));
    }

    private static SyncRun.State outcome(SyncRun run, List<ScopeRun> scopes) {
        if (run.cancelRequested()) {
            return SyncRun.State.CANCELLED;
        }
        if (!scopes.isEmpty()
                && scopes.stream()
                        .allMatch(scope -> scope.state() == ScopeRun.State.FAILED
                                || scope.state() == ScopeRun.State.ACCESS_LOST)) {
            return SyncRun.State.FAILED;
        }
        return scopes.stream().allMatch(scope -> scope.state() == ScopeRun.State.COMPLETED)
                ? SyncRun.State.COMPLETED
                : SyncRun.State.COMPLETED_WITH_ERRORS;
    }

    // --- before a run has scopes

    /** The run as it begins to be planned; empty where there is nothing to plan any more. */
    Optional<SyncRun> begin(SyncRun run) {
        return open(run, current -> {
            if (current.cancelRequested()) {
                finish(current, SyncRun.State.CANCELLED, 0, Optional.empty());
                return false;
            }
            runs.update(current.started(clock.instant()));
            return true;
        });
    }

    /** Notes what keeps it from being planned just now. @return whether it is still open */
    boolean trouble(SyncRun run, SyncRun.Problem problem) {
        return open(run, current -> {
                    runs.update(current.troubled(problem, clock.instant()));
                    return true;
                })
                .isPresent();
    }

    /** @param goesOnAt when another run is to begin, where that is known already */
    void fail(SyncRun run, SyncRun.Problem problem, Optional<Instant> goesOnAt) {
        open(run, current -> {
            finish(current, SyncRun.State.FAILED, 0, Optional.of(problem));
            if (goesOnAt.isPresent()) {
                connections.setDue(current.organization(), current.connection(), goesOnAt);
            }
            return false;
        });
    }

    void cancel(SyncRun run) {
        open(run, current -> {
            finish(current, SyncRun.State.CANCELLED, 0, Optional.empty());
            return false;
        });
    }

    /** @return the run as it is afterwards, if it was open and {@code change} leaves it open */
    private Optional<SyncRun> open(SyncRun run, Predicate<SyncRun> change) {
        return transactions.call(() -> {
            connections.lock(run.organization(), run.connection());
            return runs.lock(run.organization(), run.id())
                    .filter(SyncRun::isOpen)
                    .filter(change)
                    .flatMap(unused -> runs.find(run.organization(), run.id()));
        });
    }

    /** The final state and the connection's release are one transaction: a final state shows only when the next may start. */
    private void finish(SyncRun run, SyncRun.State state, long held, Optional<SyncRun.Problem> problem) {
        Instant now = clock.instant();
        boolean well = run.mode() != SyncRun.Mode.CLEAR
                && (state == SyncRun.State.COMPLETED || state == SyncRun.State.COMPLETED_WITH_ERRORS);
        runs.update(run.ended(state, held, problem, now));
        connections.release(run.organization(), run.connection(), run.id(), well ? Optional.of(now) : Optional.empty());
        LOG.info(
                "sync ended run={} connection={} state={}{}",
                run.id().value(),
                run.connection().value(),
                state,
                problem.map(why -> " reason=" + why.code() + ": " + why.message())
                        .orElse(""));
    }
}
