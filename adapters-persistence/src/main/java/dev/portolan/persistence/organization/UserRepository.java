package dev.portolan.persistence.organization;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
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

    Optional<UserRow> findByOrganizationIdAndId(UUID organizationId, UUID id);

    Optional<UserRow> findByOrganizationIdAndName(UUID organizationId, String name);
}
