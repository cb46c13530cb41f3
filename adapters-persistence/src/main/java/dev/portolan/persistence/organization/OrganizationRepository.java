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

/** Organizations in their table. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface OrganizationRepository extends GenericRepository<OrganizationRow, UUID> {

    @Query("""
            insert into organization (id, slug, name, created_at) values (:id, :slug, :name, :createdAt)
            on conflict do nothing""")
    int add(UUID id, String slug, String name, Instant createdAt);

    Optional<OrganizationRow> findById(UUID id);

    Optional<OrganizationRow> findBySlug(String slug);

    List<OrganizationRow> findBySlugGreaterThanOrderBySlug(String slug, Limit limit);
}
