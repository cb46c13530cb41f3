package dev.portolan.application.memory;

import dev.portolan.application.port.CollectionStore;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collections, in memory. */
public final class InMemoryCollectionStore implements CollectionStore {

    private final MemoryDatabase database;

    public InMemoryCollectionStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public boolean add(Collection collection) {
        return database.call(() -> {
            if (bySlug(collection.organization(), collection.slug()).isPresent()) {
                return false;
            }
            database.collections.put(collection.id().value(), new MemoryRows.CollectionRow(collection, 0, 0));
            return true;
        });
    }

    @Override
    public boolean update(Collection collection) {
        return database.call(() -> {
            Optional<MemoryRows.CollectionRow> stored = row(collection.organization(), collection.id());
            boolean taken = bySlug(collection.organization(), collection.slug())
                    .filter(other -> !other.id().equals(collection.id()))
                    .isPresent();
            if (taken || stored.isEmpty()) {
                return false;
            }
            MemoryRows.CollectionRow row = stored.get();
            database.collections.put(
                    collection.id().value(),
                    new MemoryRows.CollectionRow(
                            row.collection().renamed(collection.name(), collection.slug(), collection.updatedAt()),
                            row.sequence(),
                            row.floor()));
            return true;
        });
    }

    @Override
    public Optional<Collection> find(Organization.Id organization, Collection.Id id) {
        return database.call(() -> row(organization, id).map(MemoryRows.CollectionRow::collection));
    }

    @Override
    public Optional<Collection> bySlug(Organization.Id organization, String slug) {
        return database.call(() -> database.collections.stream()
                .map(MemoryRows.CollectionRow::collection)
                .filter(collection -> collection.organization().equals(organization)
                        && collection.slug().equals(slug))
                .findFirst());
    }

    @Override
    public List<Collection> list(Organization.Id organization, String afterSlug, int limit) {
        return database.call(() -> database.collections.stream()
                .map(MemoryRows.CollectionRow::collection)
                .filter(collection -> collection.organization().equals(organization)
                        && collection.slug().compareTo(afterSlug) > 0)
                .sorted(Comparator.comparing(Collection::slug))
                .limit(limit)
                .toList());
    }

    @Override
    public boolean remove(Organization.Id organization, Collection.Id id) {
        return database.call(() -> {
            boolean used = database.connections.stream()
                    .anyMatch(row -> row.connection().collection().equals(id)
                            && row.connection().status() != Connection.Status.DELETED);
            if (used || row(organization, id).isEmpty()) {
                return false;
            }
            database.documents.stream()
                    .filter(row -> row.collection().equals(id))
                    .toList()
                    .forEach(row -> {
                        database.documents.remove(row.tableKey());
                        database.documentIds.remove(row.id().value());
                    });
            database.connections.removeIf(row -> row.connection().collection().equals(id), Integer.MAX_VALUE);
            return database.collections.remove(id.value());
        });
    }

    private Optional<MemoryRows.CollectionRow> row(Organization.Id organization, Collection.Id id) {
        return database.collections
                .get(id.value())
                .filter(row -> row.collection().organization().equals(organization));
    }
}
