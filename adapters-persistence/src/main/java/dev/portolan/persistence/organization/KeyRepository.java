package dev.portolan.persistence.organization;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.Limit;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Keys in their table. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface KeyRepository extends GenericRepository<KeyRow, UUID> {

    void save(KeyRow row);

    List<KeyRow> findByOrganizationIdOrderByCreatedAtAndId(UUID organizationId);

    List<KeyRow> findByOrganizationIdAndIdGreaterThanOrderById(UUID organizationId, UUID id, Limit limit);

    long deleteByOrganizationIdAndMakerId(UUID organizationId, UUID makerId);

    long deleteByOrganizationIdAndId(UUID organizationId, UUID id);
}
