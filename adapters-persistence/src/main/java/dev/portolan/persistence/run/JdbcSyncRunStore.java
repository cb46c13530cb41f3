package dev.portolan.persistence.run;

import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Where;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Runs in the database. */
@Singleton
final class JdbcSyncRunStore implements SyncRunStore {

    private final RunRepository runs;
    private final ScopeRunTable scopes;
    private final ScopeStateTable states;
    private final Jdbc jdbc;
    private final Transactions transactions;

    JdbcSyncRunStore(
            RunRepository runs, ScopeRunTable scopes, ScopeStateTable states, Jdbc jdbc, Transactions transactions) {
        this.runs = runs;
        this.scopes = scopes;
        this.states = states;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void add(SyncRun run) {
        runs.save(RunRow.of(run));
    }

    @Override
    public Optional<SyncRun> find(Organization.Id organization, SyncRun.Id id) {
        return read(new Where().and("id = ?", id.value()).and("organization_id = ?", organization.value()), 1).stream()
                .findFirst();
    }

    @Override
    public Optional<SyncRun> lock(Organization.Id organization, SyncRun.Id id) {
        Optional<UUID> locked = jdbc.first(
                "select id from sync_run where id = ? and organization_id = ? for update",
                row -> row.uuid("id"),
                id.value(),
                organization.value());
        return locked.flatMap(row -> find(organization, id));
    }

    @Override
    public void update(SyncRun run) {
        runs.change(RunRow.of(run));
    }

    @Override
    public boolean requestCancel(Organization.Id organization, SyncRun.Id id) {
        return jdbc.update("""
                        update sync_run set cancel_requested = true
                        where id = ? and organization_id = ? and state in ('QUEUED', 'RUNNING')""", id.value(), organization.value()) == 1;
    }

    @Override
    public boolean cancelRequested(Organization.Id organization, SyncRun.Id id) {
        return jdbc.first(
                        "select cancel_requested from sync_run where id = ? and organization_id = ?",
                        row -> row.flag("cancel_requested"),
                        id.value(),
                        organization.value())
                .orElse(false);
    }

    @Override
    public List<SyncRun> list(
            Organization.Id organization, Connection.Id connection, Optional<SyncRun.Id> after, int limit) {
        return read(
                new Where()
                        .and("connection_id = ?", connection.value())
                        .and("organization_id = ?", organization.value())
                        .and("id < ?", after.map(SyncRun.Id::value)),
                limit);
    }

    private List<SyncRun> read(Where where, int limit) {
        List<UUID> ids = jdbc.list(
                "select id from sync_run" + where.text() + " order by connection_id desc, id desc limit ?",
                row -> row.uuid("id"),
                where.parametersAnd(limit));
        return ids.isEmpty() ? List.of() : jdbc.list(Reading.RUNS, Reading::run, Bulk.uuids(ids), Bulk.uuids(ids));
    }

    @Override
    public List<RunRef> open(int limit) {
        return jdbc.list(
                """
                select id, organization_id, connection_id from sync_run
                where state in ('QUEUED', 'RUNNING') order by id limit ?""",
                row -> new RunRef(
                        new Organization.Id(row.uuid("organization_id")),
                        new SyncRun.Id(row.uuid("id")),
                        new Connection.Id(row.uuid("connection_id"))),
                limit);
    }

    @Override
    public Optional<Instant> lastCompleteRun(Organization.Id organization, Connection.Id connection) {
        return jdbc.first("""
                        select finished_at from sync_run
                        where connection_id = ? and organization_id = ? and mode in ('COMPLETE', 'REBUILD')
                            and state in ('COMPLETED', 'COMPLETED_WITH_ERRORS')
                        order by connection_id desc, id desc limit 1""", row -> row.optionalInstant("finished_at"), connection.value(), organization.value())
                .flatMap(finished -> finished);
    }

    @Override
    public int removeFinished(Instant before, int limit) {
        return transactions.call(() -> {
            List<UUID> old = jdbc.list("""
                    select id from sync_run r
                    where state not in ('QUEUED', 'RUNNING') and finished_at < ?
                        and exists (select 1 from sync_run n where n.connection_id = r.connection_id and n.id > r.id)
                    order by finished_at limit ?""", row -> row.uuid("id"), before, limit);
            if (!old.isEmpty()) {
                jdbc.update("delete from scope_run where run_id = any(?)", Bulk.uuids(old));
                jdbc.update("delete from sync_run where id = any(?)", Bulk.uuids(old));
            }
            return old.size();
        });
    }

    @Override
    public void addScopes(Organization.Id organization, List<ScopeRun> added) {
        scopes.add(organization, added);
    }

    @Override
    public List<ScopeRun> scopes(Organization.Id organization, SyncRun.Id run) {
        return scopes.list(organization, run);
    }

    @Override
    public Optional<ScopeRun> scope(Organization.Id organization, SyncRun.Id run, Scope.Id scope) {
        return scopes.find(organization, run, scope);
    }

    @Override
    public Optional<ScopeRun> lease(Organization.Id organization, SyncRun.Id run, Scope.Id scope, Instant now) {
        return scopes.lease(organization, run, scope, now);
    }

    @Override
    public boolean update(Organization.Id organization, ScopeRun scope) {
        return scopes.update(organization, scope);
    }

    @Override
    public boolean beat(Organization.Id organization, ScopeRun scope, Instant now) {
        return scopes.beat(organization, scope, now);
    }

    @Override
    public List<ScopeState> states(Organization.Id organization, Connection.Id connection) {
        return states.list(organization, connection);
    }

    @Override
    public Optional<ScopeState> state(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return states.find(organization, connection, scope);
    }

    @Override
    public void putState(Organization.Id organization, ScopeState state) {
        states.put(organization, state);
    }

    @Override
    public void removeState(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        states.remove(organization, connection, scope);
    }
}
