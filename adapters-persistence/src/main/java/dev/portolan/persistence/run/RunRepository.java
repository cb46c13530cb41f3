package dev.portolan.persistence.run;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;

/** Runs in their table, as far as they are written. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface RunRepository extends GenericRepository<RunRow, UUID> {

    void save(RunRow row);

    @Query("""
            update sync_run set state = :state, held_deletions = :heldDeletions, problem_code = :problemCode,
                problem_message = :problemMessage, started_at = :startedAt, finished_at = :finishedAt,
                heartbeat_at = :heartbeatAt
            where id = :id and organization_id = :organizationId""")
    void change(RunRow row);
}
