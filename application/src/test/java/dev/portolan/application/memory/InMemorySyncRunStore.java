package dev.portolan.application.memory;

import dev.portolan.application.memory.MemoryRows.ScopeKey;
import dev.portolan.application.memory.MemoryRows.ScopeRunKey;
import dev.portolan.application.memory.MemoryRows.ScopeRunRow;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Progress;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs and their scopes, in memory. */
public final class InMemorySyncRunStore implements SyncRunStore {

    private static final Comparator<SyncRun> OLDEST_FIRST =
            Comparator.comparing(run -> run.id().value(), MemoryDatabase.UNSIGNED);

    private final MemoryDatabase database;

    public InMemorySyncRunStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void add(SyncRun run) {
        database.run(() -> {
            if (!database.owns(run.organization(), run.connection())) {
                throw new IllegalStateException("A run needs its connection");
            }
            database.runs.put(run.id().value(), run);
        });
    }

    @Override
    public Optional<SyncRun> find(Organization.Id organization, SyncRun.Id id) {
        return database.call(() -> database.run(organization, id).map(this::summed));
    }

    @Override
    public Optional<SyncRun> lock(Organization.Id organization, SyncRun.Id id) {
        return find(organization, id);
    }

    @Override
    public void update(SyncRun run) {
        database.run(() -> database.run(run.organization(), run.id())
                .ifPresent(before -> database.runs.put(
                        run.id().value(),
                        new SyncRun(
                                before.id(),
                                before.organization(),
                                before.connection(),
                                before.mode(),
                                before.trigger(),
                                run.state(),
                                before.progress(),
                                run.heldDeletions(),
                                before.cancelRequested(),
                                run.problem(),
                                before.createdAt(),
                                run.startedAt(),
                                run.finishedAt(),
                                run.heartbeatAt()))));
    }

    @Override
    public boolean requestCancel(Organization.Id organization, SyncRun.Id id) {
        return database.call(() -> {
            Optional<SyncRun> open = database.run(organization, id).filter(SyncRun::isOpen);
            open.ifPresent(run -> database.runs.put(id.value(), with(run, true, run.progress(), run.heartbeatAt())));
            return open.isPresent();
        });
    }

    @Override
    public boolean cancelRequested(Organization.Id organization, SyncRun.Id id) {
        return database.call(() ->
                database.run(organization, id).map(SyncRun::cancelRequested).orElse(false));
    }

    @Override
    public List<SyncRun> list(
            Organization.Id organization, Connection.Id connection, Optional<SyncRun.Id> after, int limit) {
        return database.call(() -> database.runs.stream()
                .filter(run -> run.organization().equals(organization)
                        && run.connection().equals(connection))
                .filter(run -> after.map(
                                id -> MemoryDatabase.UNSIGNED.compare(run.id().value(), id.value()) < 0)
                        .orElse(true))
                .sorted(OLDEST_FIRST.reversed())
                .limit(limit)
                .map(this::summed)
                .toList());
    }

    @Override
    public List<RunRef> open(int limit) {
        return database.call(() -> database.runs.stream()
                .filter(SyncRun::isOpen)
                .sorted(OLDEST_FIRST)
                .limit(limit)
                .map(run -> new RunRef(run.organization(), run.id(), run.connection()))
                .toList());
    }

    @Override
    public Optional<Instant> lastCompleteRun(Organization.Id organization, Connection.Id connection) {
        return database.call(() -> database.runs.stream()
                .filter(run -> run.organization().equals(organization)
                        && run.connection().equals(connection)
                        && (run.mode() == SyncRun.Mode.COMPLETE || run.mode() == SyncRun.Mode.REBUILD)
                        && (run.state() == SyncRun.State.COMPLETED
                                || run.state() == SyncRun.State.COMPLETED_WITH_ERRORS))
                .max(OLDEST_FIRST)
                .flatMap(SyncRun::finishedAt));
    }

    @Override
    public int removeFinished(Instant before, int limit) {
        return database.call(() -> {
            List<SyncRun> old = database.runs.stream()
                    .filter(run -> !run.isOpen()
                            && run.finishedAt()
                                    .filter(at -> at.isBefore(before))
                                    .isPresent())
                    .filter(run -> database.runs.stream()
                            .anyMatch(other -> other.connection().equals(run.connection())
                                    && OLDEST_FIRST.compare(other, run) > 0))
                    .sorted(Comparator.comparing(run -> run.finishedAt().orElseThrow()))
                    .limit(limit)
                    .toList();
            for (SyncRun run : old) {
                database.scopeRuns.removeIf(row -> row.scope().run().equals(run.id()), Integer.MAX_VALUE);
                database.runs.remove(run.id().value());
            }
            return old.size();
        });
    }

    @Override
    public void addScopes(Organization.Id organization, List<ScopeRun> scopes) {
        database.run(() -> scopes.stream()
                .filter(scope -> database.run(organization, scope.run()).isPresent())
                .filter(scope -> row(organization, scope.run(), scope.scope()).isEmpty())
                .forEach(scope -> database.scopeRuns.put(
                        ScopeRunKey.of(scope.run(), scope.scope()), new ScopeRunRow(scope, database.nextInsertion()))));
    }

    @Override
    public List<ScopeRun> scopes(Organization.Id organization, SyncRun.Id run) {
        return database.call(() ->
                database.run(organization, run).stream().flatMap(this::scopesOf).toList());
    }

    private Stream<ScopeRun> scopesOf(SyncRun run) {
        return database.scopeRuns.stream()
                .filter(row -> row.scope().run().equals(run.id()))
                .sorted(Comparator.comparing(ScopeRunRow::insertion))
                .map(ScopeRunRow::scope);
    }

    @Override
    public Optional<ScopeRun> scope(Organization.Id organization, SyncRun.Id run, Scope.Id scope) {
        return database.call(() -> row(organization, run, scope).map(ScopeRunRow::scope));
    }

    @Override
    public Optional<ScopeRun> lease(Organization.Id organization, SyncRun.Id run, Scope.Id scope, Instant now) {
        return database.call(() -> row(organization, run, scope)
                .filter(row -> !row.scope().state().isFinal())
                .map(row -> write(row, leased(row.scope(), now))));
    }

    @Override
    public boolean update(Organization.Id organization, ScopeRun scope) {
        return database.call(
                () -> held(organization, scope).map(row -> write(row, scope)).isPresent());
    }

    @Override
    public boolean beat(Organization.Id organization, ScopeRun scope, Instant now) {
        return database.call(() -> held(organization, scope)
                .map(row -> write(row, beating(row.scope(), now)))
                .isPresent());
    }

    private Optional<ScopeRunRow> held(Organization.Id organization, ScopeRun scope) {
        return row(organization, scope.run(), scope.scope())
                .filter(row -> row.scope().lease() == scope.lease());
    }

    private ScopeRun write(ScopeRunRow before, ScopeRun scope) {
        database.scopeRuns.put(ScopeRunKey.of(scope.run(), scope.scope()), new ScopeRunRow(scope, before.insertion()));
        return scope;
    }

    private Optional<ScopeRunRow> row(Organization.Id organization, SyncRun.Id run, Scope.Id scope) {
        return database.run(organization, run).flatMap(found -> database.scopeRuns.get(ScopeRunKey.of(run, scope)));
    }

    @Override
    public List<ScopeState> states(Organization.Id organization, Connection.Id connection) {
        return database.call(() -> database.scopeStates.stream()
                .filter(state -> state.connection().equals(connection) && database.owns(organization, connection))
                .toList());
    }

    @Override
    public Optional<ScopeState> state(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return database.call(() -> database.scopeStates
                .get(ScopeKey.of(connection, scope))
                .filter(state -> database.owns(organization, connection)));
    }

    @Override
    public void putState(Organization.Id organization, ScopeState state) {
        database.run(() -> {
            if (database.owns(organization, state.connection())) {
                database.scopeStates.put(
                        ScopeKey.of(state.connection(), state.scope().id()), state);
            }
        });
    }

    @Override
    public void removeState(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        database.run(() -> {
            if (database.owns(organization, connection)) {
                database.scopeStates.remove(ScopeKey.of(connection, scope));
            }
        });
    }

    private SyncRun summed(SyncRun run) {
        Progress progress = scopesOf(run).map(ScopeRun::progress).reduce(Progress.ZERO, Progress::plus);
        Instant heartbeat = scopesOf(run)
                .map(ScopeRun::heartbeatAt)
                .reduce(run.heartbeatAt(), (left, right) -> left.isAfter(right) ? left : right);
        return with(run, run.cancelRequested(), progress, heartbeat);
    }

    private static SyncRun with(SyncRun run, boolean cancelRequested, Progress progress, Instant heartbeatAt) {
        return new SyncRun(
                run.id(),
                run.organization(),
                run.connection(),
                run.mode(),
                run.trigger(),
                run.state(),
                progress,
                run.heldDeletions(),
                cancelRequested,
                run.problem(),
                run.createdAt(),
                run.startedAt(),
                run.finishedAt(),
                heartbeatAt);
    }

    private static ScopeRun leased(ScopeRun scope, Instant now) {
        return new ScopeRun(
                scope.run(),
                scope.scope(),
                scope.name(),
                ScopeRun.State.RUNNING,
                scope.progress(),
                scope.pageDone(),
                Optional.empty(),
                scope.parks(),
                scope.resynced(),
                scope.heldDeletions(),
                scope.problem(),
                scope.lease() + 1,
                now);
    }

    private static ScopeRun beating(ScopeRun scope, Instant now) {
        return new ScopeRun(
                scope.run(),
                scope.scope(),
                scope.name(),
                scope.state(),
                scope.progress(),
                scope.pageDone(),
                scope.until(),
                scope.parks(),
                scope.resynced(),
                scope.heldDeletions(),
                scope.problem(),
                scope.lease(),
                now);
    }
}
