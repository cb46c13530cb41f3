package dev.portolan.application.port;

import dev.portolan.domain.Collection;
import dev.portolan.domain.Organization;
import java.util.List;
import java.util.Optional;

/** Collections. Slugs are unique within the organization. */
public interface CollectionStore {

    /** @return false where the slug is taken */
    boolean add(Collection collection);

    /** @return false where the slug is taken or there is no such collection */
    boolean update(Collection collection);

    Optional<Collection> find(Organization.Id organization, Collection.Id id);

    Optional<Collection> bySlug(Organization.Id organization, String slug);

    /** By slug, ascending, after {@code afterSlug} (empty text: from the first). */
    List<Collection> list(Organization.Id organization, String afterSlug, int limit);

    /** Removes a collection with its tombstones and deleted connections. @return false where there is none or it has others */
    boolean remove(Organization.Id organization, Collection.Id id);
}
