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

/** Collections in their table. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface CollectionRepository extends GenericRepository<CollectionRow, UUID> {

    @Query("""
            insert into collection (id, organization_id, slug, name, created_at, updated_at)
            values (:id, :organizationId, :slug, :name, :createdAt, :updatedAt) on conflict do nothing""")
    int add(UUID id, UUID organizationId, String slug, String name, Instant createdAt, Instant updatedAt);

    @Query("""
            update collection set slug = :slug, name = :name, updated_at = :updatedAt
            where id = :id and organization_id = :organizationId and not exists (
                select 1 from collection other
                where other.organization_id = :organizationId and other.slug = :slug and other.id <> :id)""")
    int change(UUID id, UUID organizationId, String slug, String name, Instant updatedAt);

    Optional<CollectionRow> findByOrganizationIdAndId(UUID organizationId, UUID id);

    Optional<CollectionRow> findByOrganizationIdAndSlug(UUID organizationId, String slug);

    List<CollectionRow> findByOrganizationIdAndSlugGreaterThanOrderBySlug(
            UUID organizationId, String slug, Limit limit);
}
