package dev.portolan.persistence.run;

import dev.portolan.application.port.RunNameStore;
import dev.portolan.domain.Organization;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Jdbc;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Names of runs in the database. */
@Singleton
final class JdbcRunNameStore implements RunNameStore {

    private final Jdbc jdbc;

    JdbcRunNameStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<SyncRun.Id> find(Organization.Id organization, User.Id user, String name) {
        return jdbc.first(
                "select run_id from run_name where organization_id = ? and user_id = ? and name = ?",
                row -> new SyncRun.Id(row.uuid("run_id")),
                organization.value(),
                user.value(),
                name);
    }

    @Override
    public void put(Organization.Id organization, User.Id user, String name, SyncRun.Id run) {
        boolean isNew = jdbc.update("""
                        insert into run_name (organization_id, user_id, name, run_id)
                        select r.organization_id, u.id, cast(? as varchar), r.id
                        from sync_run r join app_user u on u.organization_id = r.organization_id
                        where r.id = ? and u.id = ? and r.organization_id = ?
                        on conflict do nothing""", name, run.value(), user.value(), organization.value()) == 1;
        if (!isNew) {
            jdbc.update("""
                    update run_name set run_id = ?
                    where organization_id = ? and user_id = ? and name = ?
                        and exists (select 1 from sync_run r where r.id = ? and r.organization_id = ?)""", run.value(), organization.value(), user.value(), name, run.value(), organization.value());
        }
    }

    @Override
    public int forget(Instant endedBefore) {
        return jdbc.update(
                "delete from run_name where run_id in (select id from sync_run where finished_at < ?)", endedBefore);
    }
}
