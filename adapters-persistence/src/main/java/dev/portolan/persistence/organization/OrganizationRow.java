package dev.portolan.persistence.organization;

import dev.portolan.domain.Organization;
import dev.portolan.persistence.database.Micros;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** An organization as it is stored. */
@MappedEntity("organization")
record OrganizationRow(@Id UUID id, String slug, String name, Instant createdAt) {

    static OrganizationRow of(Organization organization) {
        return new OrganizationRow(
                organization.id().value(),
                organization.slug(),
                organization.name(),
                Micros.of(organization.createdAt()));
    }

    Organization organization() {
        return new Organization(new Organization.Id(id), slug, name, createdAt);
    }
}
