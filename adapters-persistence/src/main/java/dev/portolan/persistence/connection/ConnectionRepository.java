package dev.portolan.persistence.connection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/** Connections in their table. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ConnectionRepository extends GenericRepository<ConnectionRow, UUID> {

    void save(ConnectionRow row);

    @Query("""
            update connection set name = :name, settings = :settings, settings_version = :settingsVersion,
                credential_id = :credentialId, status = :status, status_reason = :statusReason, account = :account,
                enabled = :enabled, cron = :cron, zone = :zone, missed = :missed, tenant = :tenant,
                updated_at = :updatedAt
            where id = :id and organization_id = :organizationId""")
    void change(ConnectionRow row);

    boolean existsByOrganizationIdAndId(UUID organizationId, UUID id);

    @Query("select * from connection where organization_id = :organizationId and id = :id for update")
    Optional<ConnectionRow> lock(UUID organizationId, UUID id);
}
