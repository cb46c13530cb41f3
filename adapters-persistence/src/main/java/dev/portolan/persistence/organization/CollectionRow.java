package dev.portolan.persistence.organization;

import dev.portolan.domain.Collection;
import dev.portolan.domain.Organization;
import dev.portolan.persistence.database.Micros;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A collection as it is stored; its change feed's numbers are written elsewhere. */
@MappedEntity("collection")
record CollectionRow(@Id UUID id, UUID organizationId, String slug, String name, Instant createdAt, Instant updatedAt) {

    static CollectionRow of(Collection collection) {
        return new CollectionRow(
                collection.id().value(),
                collection.organization().value(),
                collection.slug(),
                collection.name(),
                Micros.of(collection.createdAt()),
                Micros.of(collection.updatedAt()));
    }

    Collection collection() {
        return new Collection(
                new Collection.Id(id), new Organization.Id(organizationId), slug, name, createdAt, updatedAt);
    }
}
