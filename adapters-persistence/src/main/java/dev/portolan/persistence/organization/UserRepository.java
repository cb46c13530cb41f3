package dev.portolan.persistence.organization;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.Limit;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users in their table. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface UserRepository extends GenericRepository<UserRow, UUID> {

    @Query("""
            insert into app_user (id, organization_id, name, email, role, created_at)
            values (:id, :organizationId, :name, :email, :role, :createdAt) on conflict do nothing""")
    int add(UUID id, UUID organizationId, String name, @Nullable String email, String role, Instant createdAt);

    @Query("""
            update app_user set name = :name, email = :email, role = :role
            where id = :id and organization_id = :organizationId and not exists (
                select 1 from app_user other
                where other.organization_id = :organizationId and other.name = :name and other.id <> :id)""")
    int change(UUID id, UUID organizationId, String name, @Nullable String email, String role);

    long deleteByOrganizationIdAndId(UUID organizationId, UUID id);

    List<UserRow> findByOrganizationIdAndIdGreaterThanOrderById(UUID organizationId, UUID id, Limit limit);

    List<UUID> findIdByOrganizationIdAndRole(UUID organizationId, String role);

    Optional<UserRow> findByOrganizationIdAndId(UUID organizationId, UUID id);

    Optional<UserRow> findByOrganizationIdAndName(UUID organizationId, String name);
}
