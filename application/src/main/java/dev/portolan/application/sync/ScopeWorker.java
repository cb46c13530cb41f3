package dev.portolan.application.sync;

import dev.portolan.application.Sessions;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a scope from the queue, works at it for a slice of time, and says what comes next. */
final class ScopeWorker {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeWorker.class);

    private final SyncRunStore runs;
    private final ConnectionStore connections;
    private final Transactions transactions;
    private final Sessions sessions;
    private final ScopeSync sync;
    private final Verdicts verdicts;
    private final RunDesk desk;
    private final Watch watch;
    private final InstantSource clock;

    ScopeWorker(
            SyncRunStore runs,
            ConnectionStore connections,
            Transactions transactions,
            Sessions sessions,
            ScopeSync sync,
            Verdicts verdicts,
            RunDesk desk,
            Watch watch,
            InstantSource clock) {
        this.runs = runs;
        this.connections = connections;
        this.transactions = transactions;
        this.sessions = sessions;
        this.sync = sync;
        this.verdicts = verdicts;
        this.desk = desk;
        this.watch = watch;
        this.clock = clock;
    }

    Optional<Instant> work(WorkQueue.Work.SyncScope work) {
        Optional<SyncRun> run = runs.find(work.organization(), work.run()).filter(SyncRun::isOpen);
        if (run.isEmpty()) {
            return Optional.empty();
        }
        Optional<ScopeRun> leased = runs.lease(work.organization(), work.run(), work.scope(), clock.instant());
        if (leased.isEmpty()) {
            return Optional.empty();
        }
        Optional<Connection> connection =
                connections.find(work.organization(), run.get().connection()).filter(Connection::isLive);
        // Asked after the connection was read: settings that changed meanwhile were changed together with a cancel.
        if (connection.isEmpty() || runs.cancelRequested(work.organization(), work.run())) {
            return end(run.get(), cancelled(leased.get()));
        }
        return work(run.get(), connection.get(), leased.get());
    }

    private Optional<Instant> work(SyncRun run, Connection connection, ScopeRun leased) {
        Map<Scope.Id, ScopeState> states = runs.states(run.organization(), connection.id()).stream()
                .collect(Collectors.toMap(state -> state.scope().id(), Function.identity()));
        try (ProviderCalls calls = new ProviderCalls();
                Slice slice = new Slice(
                        connection,
                        run,
                        leased,
                        states,
                        () -> sessions.open(connection),
                        calls,
                        runs,
                        transactions,
                        clock)) {
            return watch.over(calls, () -> reasonToStop(slice), () -> attempt(slice));
        }
    }

    private Optional<SliceStopped.Reason> reasonToStop(Slice slice) {
        if (!runs.beat(slice.organization(), slice.scope(), slice.now())) {
            return Optional.of(SliceStopped.Reason.LEASE_LOST);
        }
        return runs.cancelRequested(slice.organization(), slice.run().id())
                ? Optional.of(SliceStopped.Reason.CANCELLED)
                : Optional.empty();
    }

    private Optional<Instant> attempt(Slice slice) {
        try {
            return step(slice);
        } catch (SliceStopped stopped) {
            return stopped(slice, stopped.reason());
        }
    }

    private Optional<Instant> step(Slice slice) {
        try {
            return worked(slice).map(ending -> finish(slice, ending)).orElseGet(() -> makeWay(slice));
        } catch (ProviderFailure failure) {
            return after(slice, verdicts.on(slice, failure));
        } catch (Refusal refused) {
            return after(slice, verdicts.on(slice, new ProviderFailure.Invalid(refused.message())));
        } catch (SliceStopped stopped) {
            throw stopped;
        } catch (RuntimeException unexpected) {
            LOG.error(
                    "scope failed unexpectedly run={} scope={}",
                    slice.run().id().value(),
                    slice.scopeId().value(),
                    unexpected);
            slice.refresh();
            return after(
                    slice,
                    verdicts.on(
                            slice,
                            new ProviderFailure.Transient(
                                    "Something unexpected went wrong in Portolan; its log tells more")));
        }
    }

    /** However it ends, where the scope stands is known only when nothing is under way any more. */
    private Optional<Ending> worked(Slice slice) {
        try {
            return sync.work(slice);
        } finally {
            slice.settle();
        }
    }

    private Optional<Instant> after(Slice slice, ScopeRun next) {
        return next.state().isFinal() ? end(slice.run(), next) : rest(slice, next);
    }

    private Optional<Instant> stopped(Slice slice, SliceStopped.Reason reason) {
        return switch (reason) {
            case CANCELLED -> end(slice.run(), cancelled(slice.scope()));
            case LEASE_LOST -> {
                LOG.warn(
                        "lease lost run={} scope={}",
                        slice.run().id().value(),
                        slice.scopeId().value());
                yield Optional.empty();
            }
            case SHUTTING_DOWN -> makeWay(slice);
        };
    }

    /** The minute is over: others first. */
    private Optional<Instant> makeWay(Slice slice) {
        return rest(slice, slice.scope().queued(clock.instant()));
    }

    private Optional<Instant> rest(Slice slice, ScopeRun resting) {
        boolean ours = desk.settle(slice.run(), () -> runs.update(slice.organization(), resting));
        Optional<Instant> again = resting.until().or(() -> Optional.of(clock.instant()));
        return ours && stillOpen(slice) ? again : Optional.empty();
    }

    private boolean stillOpen(Slice slice) {
        return runs.scope(slice.organization(), slice.run().id(), slice.scopeId())
                .filter(scope -> !scope.state().isFinal())
                .isPresent();
    }

    private Optional<Instant> finish(Slice slice, Ending ending) {
        boolean ours = desk.settle(slice.run(), () -> {
            boolean held = runs.update(slice.organization(), ending.scope());
            if (held) {
                ending.alongside().run();
            }
            return held;
        });
        if (ours) {
            sync.tidy(slice);
        }
        return Optional.empty();
    }

    private Optional<Instant> end(SyncRun run, ScopeRun ended) {
        desk.settle(run, () -> runs.update(run.organization(), ended));
        return Optional.empty();
    }

    private ScopeRun cancelled(ScopeRun scope) {
        return scope.ended(ScopeRun.State.CANCELLED, Optional.empty(), Optional.empty(), clock.instant());
    }
}
