package dev.portolan.persistence.run;

import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Progress;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.SyncRun;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Keys;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The scopes of runs, each with the lease that a worker must hold to write it. */
@Singleton
final class ScopeRunTable {

    private final Jdbc jdbc;
    private final Transactions transactions;

    ScopeRunTable(Jdbc jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    void add(Organization.Id organization, List<ScopeRun> scopes) {
        if (scopes.isEmpty()) {
            return;
        }
        long next = jdbc.number(
                "select coalesce(max(ordinal), 0) from scope_run where run_id = any(?)",
                Bulk.uuids(scopes, scope -> scope.run().value()));
        List<Numbered> rows = new java.util.ArrayList<>();
        for (ScopeRun scope : scopes) {
            rows.add(new Numbered(scope, ++next));
        }
        insert(organization, rows);
    }

    private record Numbered(ScopeRun scope, long ordinal) {
        SyncRun.Id run() {
            return scope.run();
        }
    }

    private void insert(Organization.Id organization, List<Numbered> rows) {
        jdbc.update(
                """
                insert into scope_run (run_id, scope_key, scope_id, organization_id, ordinal, name, state, collected, parsed,
                    indexed, added, updated, moved, unchanged, deleted, failed, skipped, bytes, page_done, parks, resynced,
                    held_deletions, problem_code, problem_message, lease, heartbeat_at)
                select u.run_id, u.scope_key, u.scope_id, r.organization_id, u.ordinal, u.name, u.state, 0, 0, 0, 0, 0, 0, 0,
                    0, 0, 0, 0, 0, 0, false, 0, u.problem_code, u.problem_message, 0, u.heartbeat_at
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                    u (run_id, scope_key, scope_id, ordinal, name, state, problem_code, problem_message, heartbeat_at)
                join sync_run r on r.id = u.run_id and r.organization_id = ?
                on conflict do nothing""",
                Bulk.uuids(rows, row -> row.run().value()),
                Bulk.uuids(rows, row -> Keys.of(row.scope().scope())),
                Bulk.texts(rows, row -> row.scope().scope().value()),
                Bulk.numbers(rows, Numbered::ordinal),
                Bulk.texts(rows, row -> row.scope().name()),
                Bulk.texts(rows, row -> row.scope().state().name()),
                Bulk.texts(
                        rows,
                        row -> row.scope().problem().map(SyncRun.Problem::code).orElse(null)),
                Bulk.texts(
                        rows,
                        row -> row.scope()
                                .problem()
                                .map(SyncRun.Problem::message)
                                .orElse(null)),
                Bulk.instants(rows, row -> Optional.of(row.scope().heartbeatAt())),
                organization.value());
    }

    List<ScopeRun> list(Organization.Id organization, SyncRun.Id run) {
        return jdbc.list(
                "select * from scope_run where run_id = ? and organization_id = ? order by ordinal",
                Reading::scope,
                run.value(),
                organization.value());
    }

    Optional<ScopeRun> find(Organization.Id organization, SyncRun.Id run, Scope.Id scope) {
        return jdbc.first(
                "select * from scope_run where run_id = ? and scope_key = ? and organization_id = ?",
                Reading::scope,
                run.value(),
                Keys.of(scope),
                organization.value());
    }

    Optional<ScopeRun> lease(Organization.Id organization, SyncRun.Id run, Scope.Id scope, Instant now) {
        return transactions.call(() -> {
            int leased = jdbc.update("""
                    update scope_run set lease = lease + 1, state = 'RUNNING', until_at = null, heartbeat_at = ?
                    where run_id = ? and scope_key = ? and organization_id = ?
                        and state in ('PENDING', 'QUEUED', 'RUNNING', 'WAITING', 'PARKED')""", now, run.value(), Keys.of(scope), organization.value());
            return leased == 1 ? find(organization, run, scope) : Optional.empty();
        });
    }

    boolean update(Organization.Id organization, ScopeRun scope) {
        Progress progress = scope.progress();
        return jdbc.update(
                        """
                        update scope_run set state = ?, collected = ?, parsed = ?, indexed = ?, added = ?, updated = ?,
                            moved = ?, unchanged = ?, deleted = ?, failed = ?, skipped = ?, bytes = ?,
                            total = cast(? as bigint), page_done = ?, until_at = cast(? as timestamp with time zone),
                            parks = ?, resynced = ?, held_deletions = ?, problem_code = cast(? as varchar),
                            problem_message = cast(? as varchar), heartbeat_at = ?
                        where run_id = ? and scope_key = ? and organization_id = ? and lease = ?""",
                        scope.state(),
                        progress.collected(),
                        progress.parsed(),
                        progress.indexed(),
                        progress.added(),
                        progress.updated(),
                        progress.moved(),
                        progress.unchanged(),
                        progress.deleted(),
                        progress.failed(),
                        progress.skipped(),
                        progress.bytes(),
                        progress.total(),
                        scope.pageDone(),
                        scope.until(),
                        scope.parks(),
                        scope.resynced(),
                        scope.heldDeletions(),
                        scope.problem().map(SyncRun.Problem::code),
                        scope.problem().map(SyncRun.Problem::message),
                        scope.heartbeatAt(),
                        scope.run().value(),
                        Keys.of(scope.scope()),
                        organization.value(),
                        scope.lease())
                == 1;
    }

    boolean beat(Organization.Id organization, ScopeRun scope, Instant now) {
        return jdbc.update("""
                        update scope_run set heartbeat_at = ?
                        where run_id = ? and scope_key = ? and organization_id = ? and lease = ?""", now, scope.run().value(), Keys.of(scope.scope()), organization.value(), scope.lease())
                == 1;
    }
}
