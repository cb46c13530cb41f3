package dev.portolan.persistence.connection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    Optional<ConnectionRow> findByOrganizationIdAndId(UUID organizationId, UUID id);

    @Query("select * from connection where organization_id = :organizationId and id = :id for update")
    Optional<ConnectionRow> lock(UUID organizationId, UUID id);

    @Query("""
            select * from connection where organization_id = :organizationId
                and (cast(:collectionId as uuid) is null or collection_id = cast(:collectionId as uuid))
                and (cast(:provider as varchar) is null or provider = cast(:provider as varchar))
                and (cast(:status as varchar) is not null and status = cast(:status as varchar)
                    or cast(:status as varchar) is null and status not in ('HIDDEN', 'DELETING', 'DELETED'))
                and (cast(:tenant as varchar) is null or tenant = cast(:tenant as varchar))
                and (cast(:after as uuid) is null or id < cast(:after as uuid))
                and (cast(:viewer as uuid) is null or id in (
                    select g.connection_id from access_grant g where g.organization_id = :organizationId
                        and (g.subject_id = cast(:viewer as uuid) or g.subject_id = g.organization_id
                            or g.group_id in (
                                select m.group_id from group_member m where m.user_id = cast(:viewer as uuid)))))
            order by id desc limit :limit""")
    List<ConnectionRow> list(
            UUID organizationId,
            @Nullable UUID collectionId,
            @Nullable String provider,
            @Nullable String status,
            @Nullable String tenant,
            @Nullable UUID after,
            @Nullable UUID viewer,
            int limit);
}
