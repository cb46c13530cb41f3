package dev.portolan.persistence.organization;

import dev.portolan.application.port.CollectionStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Organization;
import dev.portolan.persistence.database.Jdbc;
import io.micronaut.data.model.Limit;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Collections in the database. */
@Singleton
final class JdbcCollectionStore implements CollectionStore {

    private final CollectionRepository collections;
    private final Jdbc jdbc;
    private final Transactions transactions;

    JdbcCollectionStore(CollectionRepository collections, Jdbc jdbc, Transactions transactions) {
        this.collections = collections;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public boolean add(Collection collection) {
        CollectionRow row = CollectionRow.of(collection);
        return collections.add(row.id(), row.organizationId(), row.slug(), row.name(), row.createdAt(), row.updatedAt())
                == 1;
    }

    @Override
    public boolean update(Collection collection) {
        CollectionRow row = CollectionRow.of(collection);
        return collections.change(row.id(), row.organizationId(), row.slug(), row.name(), row.updatedAt()) == 1;
    }

    @Override
    public Optional<Collection> find(Organization.Id organization, Collection.Id id) {
        return collections
                .findByOrganizationIdAndId(organization.value(), id.value())
                .map(CollectionRow::collection);
    }

    @Override
    public Optional<Collection> bySlug(Organization.Id organization, String slug) {
        return collections
                .findByOrganizationIdAndSlug(organization.value(), slug)
                .map(CollectionRow::collection);
    }

    @Override
    public List<Collection> list(Organization.Id organization, String afterSlug, int limit) {
        return collections
                .findByOrganizationIdAndSlugGreaterThanOrderBySlug(organization.value(), afterSlug, Limit.of(limit, 0))
                .stream()
                .map(CollectionRow::collection)
                .toList();
    }

    @Override
    public boolean remove(Organization.Id organization, Collection.Id id) {
        return transactions.call(() -> {
            if (!lock(organization.value(), id.value()) || inUse(id.value())) {
                return false;
            }
            jdbc.update(
                    "delete from document where collection_id = ? and organization_id = ?",
                    id.value(),
                    organization.value());
            jdbc.update("delete from connection where collection_id = ?", id.value());
            return jdbc.update("delete from collection where id = ?", id.value()) == 1;
        });
    }

    private boolean lock(UUID organization, UUID id) {
        return jdbc.first(
                        "select id from collection where id = ? and organization_id = ? for update",
                        row -> row.uuid("id"),
                        id,
                        organization)
                .isPresent();
    }

    private boolean inUse(UUID id) {
        return jdbc.number("select count(*) from connection where collection_id = ? and status <> 'DELETED'", id) > 0;
    }
}
