package dev.portolan.persistence.organization;

import dev.portolan.application.port.OrganizationStore;
import dev.portolan.domain.Organization;
import io.micronaut.data.model.Limit;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Organizations in the database. */
@Singleton
final class JdbcOrganizationStore implements OrganizationStore {

    private final OrganizationRepository organizations;

    JdbcOrganizationStore(OrganizationRepository organizations) {
        this.organizations = organizations;
    }

    @Override
    public boolean add(Organization organization) {
        OrganizationRow row = OrganizationRow.of(organization);
        return organizations.add(row.id(), row.slug(), row.name(), row.createdAt()) == 1;
    }

    @Override
    public Optional<Organization> find(Organization.Id id) {
        return organizations.findById(id.value()).map(OrganizationRow::organization);
    }

    @Override
    public Optional<Organization> bySlug(String slug) {
        return organizations.findBySlug(slug).map(OrganizationRow::organization);
    }

    @Override
    public List<Organization> list(String afterSlug, int limit) {
        return organizations.findBySlugGreaterThanOrderBySlug(afterSlug, Limit.of(limit, 0)).stream()
                .map(OrganizationRow::organization)
                .toList();
    }
}
