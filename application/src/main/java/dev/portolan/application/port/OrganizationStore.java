package dev.portolan.application.port;

import dev.portolan.domain.Organization;
import java.util.List;
import java.util.Optional;

/** Organizations of the deployment. Slugs are unique. */
public interface OrganizationStore {

    /** @return false where the slug is taken */
    boolean add(Organization organization);

    Optional<Organization> find(Organization.Id id);

    Optional<Organization> bySlug(String slug);

    /** By slug, ascending, after {@code afterSlug}. */
    List<Organization> list(String afterSlug, int limit);
}
