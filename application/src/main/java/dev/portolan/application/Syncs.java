package dev.portolan.application;

import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.domain.Connection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Progress;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sync runs: started, watched, cancelled. The work itself is done by {@code sync.Worker}. */
public final class Syncs {

    /** A running scope that has not been heard of for so long is stalled. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final String RATE_LIMITED = "rate_limited";

    private final SyncRunStore runs;
    private final DeletionStore deletions;
    private final ConnectionStore connections;
    private final WorkQueue queue;
    private final Rights rights;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IdSource ids;

    Syncs(
            SyncRunStore runs,
            DeletionStore deletions,
            ConnectionStore connections,
            WorkQueue queue,
            Rights rights,
            Transactions transactions,
            InstantSource clock,
            IdSource ids) {
        this.runs = runs;
        this.deletions = deletions;
        this.connections = connections;
        this.queue = queue;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** What users can tell apart about a run, beyond its stored state. */
    public enum Phase {
        QUEUED,
        RUNNING,
        /** All that is left waits for the provider's quota. */
        WAITING,
        /** All that is left waits after a failure. */
        PARKED,
        /** Running, but nothing has been heard of it for minutes. */
        STALLED,
        COMPLETED,
        COMPLETED_WITH_ERRORS,
        FAILED,
        CANCELLED
    }

    /** A run with its scopes. {@code until}: when a waiting or parked run goes on. */
    public record View(
            SyncRun run,
            List<ScopeRun> scopes,
            Phase phase,
            Optional<Instant> until,
            Optional<SyncRun.Problem> reason) {}

    /** @throws Refusal.SyncInProgress where one is open */
    public SyncRun start(Principal caller, Connection.Id id, SyncRun.Mode mode) {
        Connection connection = rights.connection(caller, id, KeyScope.CONNECTIONS_SYNC, Role.EDITOR);
        return start(connection, mode, SyncRun.Trigger.REQUEST, clock.instant());
    }

    /** Starts a run for whoever may decide that: a caller, or the clock. */
    SyncRun start(Connection connection, SyncRun.Mode mode, SyncRun.Trigger trigger, Instant at) {
        return transactions.call(() -> {
            Instant now = clock.instant();
            SyncRun run = new SyncRun(
                    new SyncRun.Id(ids.next()),
                    connection.organization(),
                    connection.id(),
                    mode,
                    trigger,
                    SyncRun.State.QUEUED,
                    Progress.ZERO,
                    0,
                    false,
                    Optional.empty(),
                    now,
                    Optional.empty(),
                    Optional.empty(),
                    now);
            connections
                    .claim(connection.organization(), connection.id(), run.id())
                    .ifPresent(open -> {
                        throw new Refusal.SyncInProgress(open);
                    });
            runs.add(run);
            queue.add(new WorkQueue.Work.Plan(connection.organization(), run.id()), at);
            return run;
        });
    }

    public View get(Principal caller, SyncRun.Id id) {
        SyncRun run = runs.find(caller.organization(), id).orElseThrow(() -> unknown(id));
        visible(caller, run, KeyScope.CONNECTIONS_READ, Role.VIEWER);
        return view(run);
    }

    /** Newest first. */
    public Page<SyncRun> list(Principal caller, Connection.Id connection, Page.Cursor after, int limit) {
        rights.connection(caller, connection, KeyScope.CONNECTIONS_READ, Role.VIEWER);
        Cursors cursors = new Cursors("syncs", connection.toString());
        Optional<SyncRun.Id> last = cursors.readId(after).map(SyncRun.Id::new);
        return cursors.page(
                runs.list(caller.organization(), connection, last, Limits.page(limit) + 1),
                limit,
                run -> run.id().value().toString());
    }

    /** Committed work stays. A run that no worker is at ends at once. */
    public View cancel(Principal caller, SyncRun.Id id) {
        SyncRun run = runs.find(caller.organization(), id).orElseThrow(() -> unknown(id));
        visible(caller, run, KeyScope.CONNECTIONS_SYNC, Role.EDITOR);
        if (!runs.requestCancel(caller.organization(), id)) {
            throw new Refusal.Conflict("The sync has ended already");
        }
        queue.add(new WorkQueue.Work.Plan(run.organization(), run.id()), clock.instant());
        return get(caller, id);
    }

    /** Lets deletions happen that the guard held, by a run of its own. Refused while a sync is open. */
    public View confirmDeletions(Principal caller, SyncRun.Id id) {
        SyncRun run = runs.find(caller.organization(), id).orElseThrow(() -> unknown(id));
        Connection connection = visible(caller, run, KeyScope.CONNECTIONS_WRITE, Role.ADMIN);
        boolean held = runs.states(run.organization(), run.connection()).stream()
                .anyMatch(state -> deletions.any(
                        run.organization(), run.connection(), state.scope().id()));
        if (!held) {
            throw new Refusal.Conflict("No deletions of this connection are held");
        }
        return view(start(connection, SyncRun.Mode.CONFIRM_DELETIONS, SyncRun.Trigger.REQUEST, clock.instant()));
    }

    /** Forgets all documents and checkpoints of a connection, by a run of its own. Refused while a sync is open. */
    public View clear(Principal caller, Connection.Id id) {
        Connection connection = rights.connection(caller, id, KeyScope.CONNECTIONS_WRITE, Role.ADMIN);
        return view(start(connection, SyncRun.Mode.CLEAR, SyncRun.Trigger.REQUEST, clock.instant()));
    }

    /** Raises the cancel flag of the open run, if there is one. */
    void cancelOpen(Connection connection) {
        connections.openRun(connection.organization(), connection.id()).ifPresent(open -> {
            runs.requestCancel(connection.organization(), open);
            queue.add(new WorkQueue.Work.Plan(connection.organization(), open), clock.instant());
        });
    }

    /**
     * Keeps changes from happening under a worker. A run that no worker is at just now does not block them: it is cancelled,
     * and says so.
     */
    void refuseWhileWorking(Connection connection) {
        connections.openRun(connection.organization(), connection.id()).ifPresent(open -> {
            boolean working = runs.scopes(connection.organization(), open).stream()
                    .anyMatch(
                            scope -> scope.state() == ScopeRun.State.RUNNING || scope.state() == ScopeRun.State.QUEUED);
            boolean planning = runs.find(connection.organization(), open)
                    .filter(run -> run.state() == SyncRun.State.QUEUED)
                    .isPresent();
            if (working || planning) {
                throw new Refusal.SyncInProgress(open);
            }
            cancelOpen(connection);
        });
    }

    private Connection visible(Principal caller, SyncRun run, KeyScope scope, Role role) {
        try {
            return rights.connection(caller, run.connection(), scope, role);
        } catch (Refusal.NotFound connectionUnknown) {
            throw unknown(run.id());
        }
    }

    View view(SyncRun run) {
        List<ScopeRun> scopes = runs.scopes(run.organization(), run.id());
        List<ScopeRun> left =
                scopes.stream().filter(scope -> !scope.state().isFinal()).toList();
        Optional<ScopeRun> next = left.stream()
                .filter(scope -> scope.until().isPresent())
                .min(Comparator.comparing(scope -> scope.until().orElseThrow()));
        Phase phase = phase(run, left);
        boolean resting = phase == Phase.WAITING || phase == Phase.PARKED;
        return new View(
                run,
                scopes,
                phase,
                resting ? next.flatMap(ScopeRun::until) : Optional.empty(),
                resting ? next.flatMap(ScopeRun::problem).or(run::problem) : run.problem());
    }

    private Phase phase(SyncRun run, List<ScopeRun> left) {
        return switch (run.state()) {
            case QUEUED -> Phase.QUEUED;
            case COMPLETED -> Phase.COMPLETED;
            case COMPLETED_WITH_ERRORS -> Phase.COMPLETED_WITH_ERRORS;
            case FAILED -> Phase.FAILED;
            case CANCELLED -> Phase.CANCELLED;
            case RUNNING -> running(run, left);
        };
    }

    private Phase running(SyncRun run, List<ScopeRun> left) {
        if (left.isEmpty() && run.problem().isPresent()) {
            // It rests before it has any scopes.
            return run.problem().get().code().equals(RATE_LIMITED) ? Phase.WAITING : Phase.PARKED;
        }
        List<ScopeRun> begun = left.stream()
                .filter(scope -> scope.state() != ScopeRun.State.PENDING)
                .toList();
        if (!begun.isEmpty() && begun.stream().allMatch(scope -> scope.state() == ScopeRun.State.WAITING)) {
            return Phase.WAITING;
        }
        if (!begun.isEmpty()
                && begun.stream()
                        .allMatch(scope ->
                                scope.state() == ScopeRun.State.PARKED || scope.state() == ScopeRun.State.WAITING)) {
            return Phase.PARKED;
        }
        boolean silent = run.heartbeatAt().plus(SILENCE).isBefore(clock.instant());
        boolean atWork = begun.stream().anyMatch(scope -> scope.state() == ScopeRun.State.RUNNING);
        return silent && atWork ? Phase.STALLED : Phase.RUNNING;
    }

    /** An id as a client writes it. */
    public static SyncRun.Id id(String text) {
        return References.uuid(text).map(SyncRun.Id::new).orElseThrow(() -> new Refusal.NotFound("sync", text));
    }

    private static Refusal.NotFound unknown(SyncRun.Id id) {
        return new Refusal.NotFound("sync", id.value().toString());
    }
}
