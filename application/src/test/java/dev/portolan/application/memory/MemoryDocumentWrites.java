package dev.portolan.application.memory;

import dev.portolan.application.memory.MemoryRows.CollectionRow;
import dev.portolan.application.memory.MemoryRows.DocumentKey;
import dev.portolan.application.memory.MemoryRows.DocumentRow;
import dev.portolan.application.port.DocumentStore.Draft;
import dev.portolan.application.port.DocumentStore.Move;
import dev.portolan.application.port.DocumentStore.Text;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Document;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How the in-memory document store changes rows, each with its feed number. */
final class MemoryDocumentWrites {

    private final MemoryDatabase database;

    MemoryDocumentWrites(MemoryDatabase database) {
        this.database = database;
    }

    void save(Organization.Id organization, Collection.Id collection, Draft draft) {
        Provider.Id provider = database.connection(organization, draft.connection())
                .filter(row -> row.connection().collection().equals(collection))
                .orElseThrow(() -> new IllegalStateException("A document needs its connection and collection"))
                .connection()
                .provider();
        DocumentKey key = new DocumentKey(
                draft.connection().value(), ResourceKey.of(draft.resource().id()));
        Optional<DocumentRow> before = database.documents.get(key);
        Document.Id id = before.map(DocumentRow::id).orElse(draft.id());
        Optional<Long> sequence = draft.resource().isFolder()
                        && before.flatMap(DocumentRow::sequence).isEmpty()
                ? Optional.empty()
                : Optional.of(nextSequence(organization, collection));
        DocumentRow row = new DocumentRow(
                id,
                organization,
                collection,
                draft.connection(),
                provider,
                draft.scope(),
                stored(draft.resource()),
                draft.path(),
                draft.listing(),
                writeText(id, draft.text()),
                draft.indexedAt(),
                Optional.empty(),
                sequence);
        database.documents.put(key, row);
        database.documentIds.put(id.value(), key);
    }

    private static Resource stored(Resource resource) {
        return resource.with(Map.of());
    }

    private Optional<Long> writeText(Document.Id id, Text text) {
        switch (text) {
            case Text.Replace(String body) -> database.texts.put(id.value(), body);
            case Text.Drop() -> database.texts.remove(id.value());
            case Text.Keep() -> {}
        }
        return database.texts.get(id.value()).map(body -> (long) body.length());
    }

    void move(Organization.Id organization, Collection.Id collection, Move move, Instant at) {
        live(organization, collection, move.id())
                .ifPresent(row -> database.documents.put(
                        row.tableKey(),
                        row.moved(
                                move.path(),
                                at,
                                row.sequence().map(before -> nextSequence(organization, collection)))));
    }

    /** @return whether a document, not a folder, was live until now */
    boolean remove(Organization.Id organization, Collection.Id collection, Document.Id id, Instant at) {
        Optional<DocumentRow> found = live(organization, collection, id);
        found.ifPresent(row -> {
            database.texts.remove(id.value());
            database.marks.remove(id.value());
            database.issues.remove(new MemoryRows.IssueKey(
                    row.connection().value(), row.resource().id().value()));
            if (row.sequence().isEmpty()) {
                erase(row);
            } else {
                database.documents.put(row.tableKey(), row.deleted(at, nextSequence(organization, collection)));
            }
        });
        return found.filter(DocumentRow::liveDocument).isPresent();
    }

    private Optional<DocumentRow> live(Organization.Id organization, Collection.Id collection, Document.Id id) {
        return database.documentIds
                .get(id.value())
                .flatMap(database.documents::get)
                .filter(row -> row.organization().equals(organization)
                        && row.collection().equals(collection)
                        && row.live());
    }

    void forget(DocumentRow tombstone) {
        erase(tombstone);
        database.collections.get(tombstone.collection().value()).ifPresent(row -> {
            long floor = Math.max(row.floor(), tombstone.sequence().orElseThrow());
            database.collections.put(
                    tombstone.collection().value(), new CollectionRow(row.collection(), row.sequence(), floor));
        });
    }

    private void erase(DocumentRow row) {
        database.documents.remove(row.tableKey());
        database.documentIds.remove(row.id().value());
    }

    private long nextSequence(Organization.Id organization, Collection.Id collection) {
        CollectionRow row = database.collections
                .get(collection.value())
                .filter(found -> found.collection().organization().equals(organization))
                .orElseThrow(() -> new IllegalStateException("There is no such collection"));
        CollectionRow next = new CollectionRow(row.collection(), row.sequence() + 1, row.floor());
        database.collections.put(collection.value(), next);
        return next.sequence();
    }
}
