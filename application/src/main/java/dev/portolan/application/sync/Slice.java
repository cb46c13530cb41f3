package dev.portolan.application.sync;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Progress;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's hold of one scope, for at most a minute: where it stands, and the only way to commit. Every transaction
 * begins with a compare-and-set on the lease, so that a worker that was presumed dead commits nothing.
 */
final class Slice implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Slice.class);

    private final Connection connection;
    private final SyncRun run;
    private final Supplier<ConnectorSession> opening;
    private final ProviderCalls calls;
    private final Map<Scope.Id, ScopeState> states;
    private final SyncRunStore runs;
    private final Transactions transactions;
    private final InstantSource clock;
    private volatile ScopeRun scope;
    private volatile ScopeState state;
    private volatile Optional<ConnectorSession> session = Optional.empty();
    private volatile Optional<Meanwhile> meanwhile = Optional.empty();

    Slice(
            Connection connection,
            SyncRun run,
            ScopeRun scope,
            Map<Scope.Id, ScopeState> states,
            Supplier<ConnectorSession> opening,
            ProviderCalls calls,
            SyncRunStore runs,
            Transactions transactions,
            InstantSource clock) {
        this.connection = connection;
        this.run = run;
        this.scope = scope;
        this.states = Map.copyOf(states);
        this.state = Objects.requireNonNull(states.get(scope.scope()), "a planned scope has a state");
        this.opening = opening;
        this.calls = calls;
        this.runs = runs;
        this.transactions = transactions;
        this.clock = clock;
    }

    Connection connection() {
        return connection;
    }

    Organization.Id organization() {
        return connection.organization();
    }

    SyncRun run() {
        return run;
    }

    /** Opened when it is first needed: what contacts no provider needs none. */
    synchronized ConnectorSession session() {
        if (session.isEmpty()) {
            session = Optional.of(opening.get());
        }
        return session.get();
    }

    /** What is still under way is stopped first. */
    @Override
    public void close() {
        calls.close();
        try {
            session.ifPresent(ConnectorSession::close);
        } catch (RuntimeException unable) {
            LOG.warn("session not closed connection={}: {}", connection.id().value(), unable.toString());
        }
    }

    ProviderCalls calls() {
        return calls;
    }

    ScopeRun scope() {
        return scope;
    }

    ScopeState state() {
        return state;
    }

    Scope.Id scopeId() {
        return scope.scope();
    }

    Instant now() {
        return clock.instant();
    }

    /** Whether a scope is part of the present selection: only then does it own what it has stored. */
    boolean selected(Scope.Id id) {
        ScopeState known = states.get(id);
        return known != null && known.settingsVersion() == connection.settingsVersion();
    }

    /** Commits {@code body} together with the scope's progress, if the lease still holds. */
    void commit(Function<ScopeRun, ScopeRun> progress, Runnable body) {
        commit(progress, state, body);
    }

    /** The same, for work that answers something. */
    <T> T commitResult(Supplier<T> body) {
        settle();
        calls.checkStopped();
        return transactions.call(() -> {
            checkLease(scope);
            return body.get();
        });
    }

    /** A transaction that does no harm without the lease. */
    <T> T unleased(Supplier<T> body) {
        return transactions.call(body);
    }

    /** The same where only the work itself tells how much was done. */
    void commitCounted(Supplier<Progress> body) {
        scope = commitResult(() -> {
            ScopeRun counted = scope.progressed(body.get(), scope.pageDone(), now());
            checkLease(counted);
            return counted;
        });
    }

    /** Where it stands in the database, after a commit that may or may not have happened. */
    void refresh() {
        scope = runs.scope(organization(), run.id(), scopeId())
                .filter(current -> current.lease() == scope.lease())
                .orElseThrow(() -> new SliceStopped(SliceStopped.Reason.LEASE_LOST));
    }

    private void checkLease(ScopeRun current) {
        if (!runs.update(organization(), current)) {
            throw new SliceStopped(SliceStopped.Reason.LEASE_LOST);
        }
    }

    /** The same, and the scope's lasting state moves with it. */
    void commit(Function<ScopeRun, ScopeRun> progress, ScopeState next, Runnable body) {
        settle();
        calls.checkStopped();
        ScopeRun after = progress.apply(scope);
        commit(after, state, next, body);
        scope = after;
        state = next;
    }

    /**
     * The same, while the slice goes on as if it were done, with what has nothing to do with the resources that it writes. The
     * next commit waits for this one, and fails where it fails.
     *
     * @param over run when it has ended, either way
     */
    void commitMeanwhile(
            Set<ResourceKey> writes,
            Function<ScopeRun, ScopeRun> progress,
            ScopeState next,
            Runnable body,
            Runnable over) {
        settle();
        calls.checkStopped();
        ScopeRun after = progress.apply(scope);
        ScopeState before = state;
        meanwhile = Optional.of(Meanwhile.start(writes, () -> {
            try {
                commit(after, before, next, body);
            } finally {
                over.run();
            }
        }));
        scope = after;
        state = next;
    }

    private void commit(ScopeRun after, ScopeState before, ScopeState next, Runnable body) {
        transactions.run(() -> {
            checkLease(after);
            body.run();
            if (!next.equals(before)) {
                runs.putState(organization(), next);
            }
        });
    }

    /** Waits for what is under way if it writes any of these. */
    void settle(Set<ResourceKey> resources) {
        if (meanwhile.filter(commit -> commit.writesAny(resources)).isPresent()) {
            settle();
        }
    }

    /** Waits for what is under way, and fails where it fails: where the scope stands then, only the database knows. */
    void settle() {
        Optional<Meanwhile> last = meanwhile;
        meanwhile = Optional.empty();
        last.ifPresent(Meanwhile::await);
    }
}
