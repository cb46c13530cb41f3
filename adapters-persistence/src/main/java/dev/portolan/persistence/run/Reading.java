package dev.portolan.persistence.run;

import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Progress;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import dev.portolan.persistence.database.Row;
import java.sql.SQLException;
import java.util.Optional;

/** How runs, their scopes and what outlives them are read from rows. */
final class Reading {

    /** Runs with the sum of their scopes' progress and the latest heartbeat. */
    static final String RUNS = """
            select r.*, s.* from sync_run r left join (
                select run_id, max(heartbeat_at) as beat, sum(collected) as collected, sum(parsed) as parsed,
                    sum(indexed) as indexed, sum(added) as added, sum(updated) as updated, sum(moved) as moved,
                    sum(unchanged) as unchanged, sum(deleted) as deleted, sum(failed) as failed, sum(skipped) as skipped,
                    sum(bytes) as bytes, sum(total) as total
                from scope_run where run_id = any(?) group by run_id) s on s.run_id = r.id
            where r.id = any(?)
            order by r.id desc""";

    private Reading() {}

    static SyncRun run(Row row) throws SQLException {
        return new SyncRun(
                new SyncRun.Id(row.uuid("id")),
                new Organization.Id(row.uuid("organization_id")),
                new Connection.Id(row.uuid("connection_id")),
                SyncRun.Mode.valueOf(row.text("mode")),
                SyncRun.Trigger.valueOf(row.text("cause")),
                SyncRun.State.valueOf(row.text("state")),
                progress(row),
                row.number("held_deletions"),
                row.flag("cancel_requested"),
                problem(row),
                row.instant("created_at"),
                row.optionalInstant("started_at"),
                row.optionalInstant("finished_at"),
                row.optionalInstant("beat")
                        .filter(row.instant("heartbeat_at")::isBefore)
                        .orElse(row.instant("heartbeat_at")));
    }

    static ScopeRun scope(Row row) throws SQLException {
        return new ScopeRun(
                new SyncRun.Id(row.uuid("run_id")),
                new Scope.Id(row.text("scope_id")),
                row.text("name"),
                ScopeRun.State.valueOf(row.text("state")),
                progress(row),
                row.integer("page_done"),
                row.optionalInstant("until_at"),
                row.integer("parks"),
                row.flag("resynced"),
                row.number("held_deletions"),
                problem(row),
                row.number("lease"),
                row.instant("heartbeat_at"));
    }

    static ScopeState state(Row row) throws SQLException {
        return new ScopeState(
                new Connection.Id(row.uuid("connection_id")),
                new Scope(new Scope.Id(row.text("scope_id")), row.text("name"), row.text("selection")),
                new Checkpoint(row.text("checkpoint")),
                row.number("listing"),
                row.number("fresh_from"),
                row.flag("listed"),
                row.number("settings_version"),
                row.flag("unordered"),
                row.flag("reselected"));
    }

    private static Progress progress(Row row) throws SQLException {
        return new Progress(
                row.number("collected"),
                row.number("parsed"),
                row.number("indexed"),
                row.number("added"),
                row.number("updated"),
                row.number("moved"),
                row.number("unchanged"),
                row.number("deleted"),
                row.number("failed"),
                row.number("skipped"),
                row.number("bytes"),
                row.optionalNumber("total"));
    }

    private static Optional<SyncRun.Problem> problem(Row row) throws SQLException {
        Optional<String> message = row.optionalText("problem_message");
        return row.optionalText("problem_code").map(code -> new SyncRun.Problem(code, message.orElse("")));
    }
}
