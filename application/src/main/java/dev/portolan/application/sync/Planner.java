package dev.portolan.application.sync;

import dev.portolan.application.Sessions;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.domain.Account;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out which scopes a run has, once; and, asked again, puts a run back on its feet. */
final class Planner {

    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final SyncRunStore runs;
    private final ConnectionStore connections;
    private final DeletionStore deletions;
    private final Sessions sessions;
    private final Standing standing;
    private final RunDesk desk;
    private final Watch watch;
    private final InstantSource clock;

    Planner(
            SyncRunStore runs,
            ConnectionStore connections,
            DeletionStore deletions,
            Sessions sessions,
            Standing standing,
            RunDesk desk,
            Watch watch,
            InstantSource clock) {
        this.runs = runs;
        this.connections = connections;
        this.deletions = deletions;
        this.sessions = sessions;
        this.standing = standing;
        this.desk = desk;
        this.watch = watch;
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
        if (connection.isEmpty()) {
            desk.cancel(run.get());
            return Optional.empty();
        }
        return desk.begin(run.get()).flatMap(begun -> plan(begun, connection.get()));
    }

    private Optional<Instant> plan(SyncRun run, Connection connection) {
        LOG.info(
                "sync started run={} connection={} provider={} mode={}",
                run.id().value(),
                connection.id().value(),
                connection.provider().value(),
                run.mode());
        try {
            commit(run, connection, scopes(run, connection));
            return Optional.empty();
        } catch (ProviderFailure failure) {
            return failed(run, connection, failure);
        } catch (SliceStopped stopped) {
            return stopped(run, stopped.reason());
        }
    }

    private Optional<Instant> stopped(SyncRun run, SliceStopped.Reason reason) {
        return switch (reason) {
            case CANCELLED, LEASE_LOST -> {
                desk.cancel(run);
                yield Optional.empty();
            }
            case SHUTTING_DOWN -> Optional.of(clock.instant());
        };
    }

    private List<Scope> scopes(SyncRun run, Connection connection) {
        return switch (run.mode()) {
            case CATCH_UP, COMPLETE, REBUILD -> named(run, connection);
            case CONFIRM_DELETIONS -> held(connection);
            case CLEAR -> known(connection);
        };
    }

    private List<Scope> known(Connection connection) {
        return runs.states(connection.organization(), connection.id()).stream()
                .map(ScopeState::scope)
                .toList();
    }

    private List<Scope> named(SyncRun run, Connection connection) {
        try (ProviderCalls calls = new ProviderCalls()) {
            return watch.over(
                    calls,
                    () -> runs.cancelRequested(run.organization(), run.id())
                            ? Optional.of(SliceStopped.Reason.CANCELLED)
                            : Optional.empty(),
                    () -> named(connection, calls));
        } catch (ProviderFailure | SliceStopped known) {
            throw known;
        } catch (Refusal refused) {
            throw new ProviderFailure.Invalid(refused.message());
        } catch (RuntimeException unexpected) {
            LOG.error("run could not be planned run={}", run.id().value(), unexpected);
            throw new ProviderFailure.Transient("Something unexpected went wrong in Portolan; its log tells more");
        }
    }

    private List<Scope> named(Connection connection, ProviderCalls calls) {
        List<Scope> known = runs.states(connection.organization(), connection.id()).stream()
                .filter(state -> state.settingsVersion() == connection.settingsVersion())
                .map(ScopeState::scope)
                .toList();
        try (ConnectorSession session = sessions.open(connection)) {
            if (connection.status() != Connection.Status.ACTIVE) {
                Account account = calls.call(session::account);
                standing.proven(connection, account);
            }
            return calls.call(() -> session.scopes(known));
        }
    }

    /** The scopes whose deletions are held. */
    private List<Scope> held(Connection connection) {
        return known(connection).stream()
                .filter(scope -> deletions.any(connection.organization(), connection.id(), scope.id()))
                .toList();
    }

    /** Nothing, where the run was cancelled meanwhile: its connection may have other settings by now. */
    private void commit(SyncRun run, Connection connection, List<Scope> scopes) {
        desk.settle(run, () -> {
            boolean wanted = runs.find(run.organization(), run.id())
                    .filter(current -> current.isOpen() && !current.cancelRequested())
                    .isPresent();
            if (wanted && runs.scopes(run.organization(), run.id()).isEmpty()) {
                runs.addScopes(run.organization(), planned(run, connection, scopes));
            }
            return true;
        });
    }

    private List<ScopeRun> planned(SyncRun run, Connection connection, List<Scope> scopes) {
        return switch (run.mode()) {
            case CATCH_UP, COMPLETE, REBUILD -> new ScopePlan(run, connection, runs, clock.instant()).of(scopes);
            case CONFIRM_DELETIONS, CLEAR ->
                scopes.stream()
                        .map(scope -> ScopeRun.planned(run.id(), scope, clock.instant()))
                        .toList();
        };
    }

    private Optional<Instant> failed(SyncRun run, Connection connection, ProviderFailure failure) {
        Instant now = clock.instant();
        SyncRun.Problem problem = SyncRun.Problem.of(failure);
        boolean patient = run.startedAt().orElse(now).plus(PATIENCE).isAfter(now);
        return switch (failure) {
            case ProviderFailure.Transient f when patient -> later(run, problem, now.plus(PAUSE));
            case ProviderFailure.RateLimited limited
            when patient && !Verdicts.isLong(limited) -> later(run, problem, now.plus(Verdicts.pause(limited)));
            case ProviderFailure.RateLimited limited ->
                never(run, problem, Optional.of(now.plus(Verdicts.pause(limited))));
            case ProviderFailure.Unauthorized unauthorized -> {
                standing.refused(connection, unauthorized.message());
                yield never(run, problem, Optional.empty());
            }
            case ProviderFailure.Denied denied -> {
                denied.missingPermission().ifPresent(scope -> standing.refused(connection, denied.message()));
                yield never(run, problem, Optional.empty());
            }
            case ProviderFailure.Transient f -> never(run, problem, Optional.empty());
            case ProviderFailure.ResyncRequired f -> never(run, problem, Optional.empty());
            case ProviderFailure.Missing f -> never(run, problem, Optional.empty());
            case ProviderFailure.Invalid f -> never(run, problem, Optional.empty());
        };
    }

    private Optional<Instant> later(SyncRun run, SyncRun.Problem problem, Instant at) {
        return desk.trouble(run, problem) ? Optional.of(at) : Optional.empty();
    }

    private Optional<Instant> never(SyncRun run, SyncRun.Problem problem, Optional<Instant> goesOnAt) {
        desk.fail(run, problem, goesOnAt);
        return Optional.empty();
    }
}
