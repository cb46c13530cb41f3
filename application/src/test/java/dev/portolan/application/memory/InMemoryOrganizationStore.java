package dev.portolan.application.memory;

import dev.portolan.application.port.OrganizationStore;
import dev.portolan.domain.Organization;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Organizations, in memory. */
public final class InMemoryOrganizationStore implements OrganizationStore {

    private final MemoryDatabase database;

    public InMemoryOrganizationStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public boolean add(Organization organization) {
        return database.call(() -> {
            if (bySlug(organization.slug()).isPresent()) {
                return false;
            }
            database.organizations.put(organization.id().value(), organization);
            return true;
        });
    }

    @Override
    public Optional<Organization> find(Organization.Id id) {
        return database.call(() -> database.organizations.get(id.value()));
    }

    @Override
    public Optional<Organization> bySlug(String slug) {
        return database.call(() -> database.organizations.stream()
                .filter(organization -> organization.slug().equals(slug))
                .findFirst());
    }

    @Override
    public List<Organization> list(String afterSlug, int limit) {
        return database.call(() -> database.organizations.stream()
                .filter(organization -> organization.slug().compareTo(afterSlug) > 0)
                .sorted(Comparator.comparing(Organization::slug))
                .limit(limit)
                .toList());
    }
}
