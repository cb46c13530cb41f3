package dev.portolan.application.sync;

import dev.portolan.application.Sessions;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.domain.Account;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out which scopes a run has, once; and, asked again, puts a run back on its feet. */
final class Planner {

    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final SyncRunStore runs;
    private final ConnectionStore connections;
    private final DeletionStore deletions;
    private final Sessions sessions;
    private final Standing standing;
    private final RunDesk desk;
    private final InstantSource clock;

    Planner(
            SyncRunStore runs,
            ConnectionStore connections,
            DeletionStore deletions,
            Sessions sessions,
            Standing standing,
            RunDesk desk,
            InstantSource clock) {
        this.runs = runs;
        this.connections = connections;
        this.deletions = deletions;
        this.sessions = sessions;
        this.standing = standing;
        this.desk = desk;
        this.clock = clock;
    }

    Optional<Instant> work(WorkQueue.Work.Plan work) {
        Optional<SyncRun> run = runs.find(work.organization(), work.run()).filter(SyncRun::isOpen);
        if (run.isEmpty()) {
            return Optional.empty();
        }
        if (!runs.scopes(work.organization(), work.run()).isEmpty()) {
            desk.settle(run.get(), () -> true);
            return Optional.empty();
        }
        Optional<Connection> connection =
                connections.find(work.organization(), run.get().connection()).filter(Connection::isLive);
        if (connection.isEmpty() || run.get().cancelRequested()) {
            desk.cancel(run.get());
            return Optional.empty();
        }
        return plan(run.get(), connection.get());
    }

    private Optional<Instant> plan(SyncRun run, Connection connection) {
        SyncRun started = run.started(clock.instant());
        runs.update(started);
        LOG.info(
                "sync started run={} connection={} provider={} mode={}",
                run.id().value(),
                connection.id().value(),
                connection.provider().value(),
                run.mode());
        try {
            commit(
                    started,
                    connection,
                    started.mode() == SyncRun.Mode.CONFIRM_DELETIONS ? held(connection) : selected(connection));
            return Optional.empty();
        } catch (ProviderFailure failure) {
            return failed(started, connection, failure);
        }
    }

    private List<Scope> selected(Connection connection) {
        List<Scope> known = runs.states(connection.organization(), connection.id()).stream()
                .filter(state -> state.settingsVersion() == connection.settingsVersion())
                .map(ScopeState::scope)
                .toList();
        try (ConnectorSession session = sessions.open(connection);
                ProviderCalls calls = new ProviderCalls()) {
            if (connection.status() != Connection.Status.ACTIVE) {
                Account account = calls.call(session::account);
                standing.proven(connection, account);
            }
            return calls.call(() -> session.scopes(known));
        }
    }

    /** The scopes whose deletions are held. */
    private List<Scope> held(Connection connection) {
        return runs.states(connection.organization(), connection.id()).stream()
                .map(ScopeState::scope)
                .filter(scope -> deletions.any(connection.organization(), connection.id(), scope.id()))
                .toList();
    }

    private void commit(SyncRun run, Connection connection, List<Scope> scopes) {
        desk.settle(run, () -> {
            if (runs.scopes(run.organization(), run.id()).isEmpty()) {
                boolean fromStart = run.mode() == SyncRun.Mode.COMPLETE || run.mode() == SyncRun.Mode.REBUILD;
                Map<Scope.Id, ScopeState> states = runs.states(connection.organization(), connection.id()).stream()
                        .collect(Collectors.toMap(state -> state.scope().id(), Function.identity()));
                List<ScopeRun> planned = new ArrayList<>();
                for (Scope scope : scopes) {
                    runs.putState(
                            connection.organization(), state(connection, scope, states.remove(scope.id()), fromStart));
                    planned.add(ScopeRun.planned(run.id(), scope, clock.instant()));
                }
                if (run.mode() != SyncRun.Mode.CONFIRM_DELETIONS) {
                    states.values().forEach(state -> planned.add(vanished(run, connection, state)));
                }
                runs.addScopes(run.organization(), planned);
            }
            return true;
        });
    }

    private static ScopeState state(
            Connection connection,
            Scope scope,
            @org.jspecify.annotations.Nullable ScopeState known,
            boolean fromStart) {
        if (known == null) {
            return new ScopeState(
                    connection.id(), scope, Checkpoint.START, 1, false, connection.settingsVersion(), false, false);
        }
        ScopeState planned = known.planned(scope, connection.settingsVersion());
        return fromStart ? planned.restarted() : planned;
    }

    /** Not named any more: by the user's choice, then its documents go; else access to it is lost, and nothing is deleted. */
    private ScopeRun vanished(SyncRun run, Connection connection, ScopeState state) {
        ScopeRun scope = ScopeRun.planned(run.id(), state.scope(), clock.instant());
        return state.settingsVersion() != connection.settingsVersion()
                ? scope
                : scope.ended(
                        ScopeRun.State.ACCESS_LOST,
                        Optional.of(new SyncRun.Problem(
                                "access_lost",
                                "The provider no longer shows '" + state.scope().name()
                                        + "'; its documents are kept as they were")),
                        Optional.empty(),
                        clock.instant());
    }

    private Optional<Instant> failed(SyncRun run, Connection connection, ProviderFailure failure) {
        Instant now = clock.instant();
        SyncRun.Problem problem = SyncRun.Problem.of(failure);
        boolean patient = run.startedAt().orElse(now).plus(PATIENCE).isAfter(now);
        Optional<Duration> pause = switch (failure) {
            case ProviderFailure.Transient transientFailure -> Optional.of(Duration.ofMinutes(1));
            case ProviderFailure.RateLimited limited -> Optional.of(limited.retryAfter());
            case ProviderFailure.Unauthorized unauthorized -> {
                standing.refused(connection, unauthorized.message());
                yield Optional.empty();
            }
            case ProviderFailure.Denied denied -> {
                denied.missingPermission().ifPresent(scope -> standing.refused(connection, denied.message()));
                yield Optional.empty();
            }
            case ProviderFailure.ResyncRequired f -> Optional.empty();
            case ProviderFailure.Missing f -> Optional.empty();
            case ProviderFailure.Invalid f -> Optional.empty();
        };
        if (pause.isPresent() && patient) {
            runs.update(run.troubled(problem, now));
            return Optional.of(now.plus(pause.get()));
        }
        desk.fail(run, problem);
        return Optional.empty();
    }
}
