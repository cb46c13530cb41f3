package dev.portolan.application.memory;

import dev.portolan.application.memory.MemoryRows.DocumentKey;
import dev.portolan.application.memory.MemoryRows.DocumentRow;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.FeedEntry;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Documents, their text and the change feed, in memory. */
public final class InMemoryDocumentStore implements DocumentStore {

    private final MemoryDatabase database;
    private final MemoryDocumentWrites writes;

    public InMemoryDocumentStore(MemoryDatabase database) {
        this.database = database;
        this.writes = new MemoryDocumentWrites(database);
    }

    @Override
    public Map<ResourceKey, Known> known(
            Organization.Id organization, Connection.Id connection, Set<ResourceKey> keys) {
        return database.call(() -> {
            Map<ResourceKey, Known> found = new HashMap<>();
            for (ResourceKey key : keys) {
                database.documents
                        .get(new DocumentKey(connection.value(), key))
                        .filter(row -> row.organization().equals(organization))
                        .ifPresent(row -> found.put(key, row.known()));
            }
            return found;
        });
    }

    @Override
    public List<Known> range(
            Organization.Id organization, Connection.Id connection, Scope.Id scope, KeyRange range, int limit) {
        Optional<ResourceKey> after = range.after().map(ResourceKey::of);
        Optional<ResourceKey> through = range.through().map(ResourceKey::of);
        return database.call(() -> live(organization, connection)
                .filter(row -> row.scope().equals(scope))
                .filter(row -> after.isEmpty() || row.key().compareTo(after.get()) > 0)
                .filter(row -> through.isEmpty() || row.key().compareTo(through.get()) <= 0)
                .limit(limit)
                .map(DocumentRow::known)
                .toList());
    }

    @Override
    public List<Known> byDeletionKeys(
            Organization.Id organization, Connection.Id connection, Set<String> deletionKeys) {
        return database.call(() -> live(organization, connection)
                .filter(row -> deletionKeys.contains(row.resource().deletionKey()))
                .map(DocumentRow::known)
                .toList());
    }

    @Override
    public List<Known> children(
            Organization.Id organization,
            Connection.Id connection,
            Resource.Id parent,
            Optional<ResourceKey> after,
            int limit) {
        return database.call(() -> live(organization, connection)
                .filter(row -> row.resource().parent().filter(parent::equals).isPresent())
                .filter(row -> after.isEmpty() || row.key().compareTo(after.get()) > 0)
                .limit(limit)
                .map(DocumentRow::known)
                .toList());
    }

    @Override
    public long count(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return database.call(() -> live(organization, connection)
                .filter(row -> row.scope().equals(scope) && row.liveDocument())
                .count());
    }

    @Override
    public void save(Organization.Id organization, Collection.Id collection, List<Draft> drafts) {
        database.run(() -> drafts.forEach(draft -> writes.save(organization, collection, draft)));
    }

    @Override
    public int remove(Organization.Id organization, Collection.Id collection, List<Document.Id> ids, Instant at) {
        return database.call(() -> (int) ids.stream()
                .filter(id -> writes.remove(organization, collection, id, at))
                .count());
    }

    @Override
    public void move(Organization.Id organization, Collection.Id collection, List<Move> moves, Instant at) {
        database.run(() -> moves.forEach(move -> writes.move(organization, collection, move, at)));
    }

    @Override
    public List<Document.Id> batch(
            Organization.Id organization, Connection.Id connection, Optional<Scope.Id> scope, int limit) {
        return database.call(() -> live(organization, connection)
                .filter(row -> scope.map(row.scope()::equals).orElse(true))
                .limit(limit)
                .map(DocumentRow::id)
                .toList());
    }

    @Override
    public Optional<Document> find(Organization.Id organization, Document.Id id) {
        return database.call(() -> row(organization, id).map(DocumentRow::document));
    }

    @Override
    public Optional<String> text(Organization.Id organization, Document.Id id) {
        return database.call(() -> row(organization, id).flatMap(row -> database.texts.get(id.value())));
    }

    @Override
    public Map<Document.Id, String> texts(Organization.Id organization, java.util.Collection<Document.Id> ids) {
        return database.call(() -> {
            Map<Document.Id, String> found = new HashMap<>();
            ids.forEach(id -> text(organization, id).ifPresent(text -> found.put(id, text)));
            return found;
        });
    }

    @Override
    public List<Document> list(Organization.Id organization, Collection.Id collection, Query query, int limit) {
        return database.call(() -> in(organization, collection, query.visible())
                .filter(DocumentRow::liveDocument)
                .filter(row -> query.text().map(text -> contains(row, text)).orElse(true))
                .filter(row -> query.path().map(path -> below(path, row.path())).orElse(true))
                .filter(row -> query.after()
                        .map(after -> MemoryDatabase.UNSIGNED.compare(row.id().value(), after.value()) > 0)
                        .orElse(true))
                .sorted(Comparator.comparing((DocumentRow row) -> row.id().value(), MemoryDatabase.UNSIGNED))
                .limit(limit)
                .map(DocumentRow::document)
                .toList());
    }

    private boolean contains(DocumentRow row, String text) {
        return Stream.of(
                        row.resource().name(),
                        row.path(),
                        database.texts.get(row.id().value()).orElse(""))
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }

    private static boolean below(String folder, String path) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }

    @Override
    public List<FeedEntry> changes(
            Organization.Id organization, Collection.Id collection, Visible visible, long after, int limit) {
        return database.call(() -> in(organization, collection, visible)
                .filter(row -> row.sequence().filter(number -> number > after).isPresent())
                .sorted(Comparator.comparing(row -> row.sequence().orElseThrow()))
                .limit(limit)
                .map(row -> new FeedEntry(
                        row.sequence().orElseThrow(),
                        row.id(),
                        row.connection(),
                        row.deletedAt().orElse(row.indexedAt()),
                        Optional.of(row).filter(DocumentRow::liveDocument).map(DocumentRow::document)))
                .toList());
    }

    @Override
    public long feedFloor(Organization.Id organization, Collection.Id collection) {
        return database.call(() -> database.collections
                .get(collection.value())
                .filter(row -> row.collection().organization().equals(organization))
                .map(MemoryRows.CollectionRow::floor)
                .orElse(0L));
    }

    @Override
    public int forgetTombstones(Instant before, int limit) {
        return database.call(() -> {
            List<DocumentRow> old = database.documents.stream()
                    .filter(row ->
                            row.deletedAt().filter(at -> at.isBefore(before)).isPresent())
                    .sorted(Comparator.comparing(row -> row.deletedAt().orElseThrow()))
                    .limit(limit)
                    .toList();
            old.forEach(writes::forget);
            return old.size();
        });
    }

    private Stream<DocumentRow> rows(Organization.Id organization, Connection.Id connection) {
        return database.documents.after(new DocumentKey(connection.value(), BEFORE_ALL)).values().stream()
                .takeWhile(row -> row.connection().equals(connection))
                .filter(row -> row.organization().equals(organization));
    }

    private static final ResourceKey BEFORE_ALL = ResourceKey.ofBytes(new byte[0]);

    private Stream<DocumentRow> live(Organization.Id organization, Connection.Id connection) {
        return rows(organization, connection).filter(DocumentRow::live);
    }

    private Stream<DocumentRow> in(Organization.Id organization, Collection.Id collection, Visible visible) {
        return database.documents.stream()
                .filter(row -> row.organization().equals(organization)
                        && row.collection().equals(collection)
                        && visible.includes(row.connection()));
    }

    private Optional<DocumentRow> row(Organization.Id organization, Document.Id id) {
        return database.documentIds
                .get(id.value())
                .flatMap(database.documents::get)
                .filter(row -> row.organization().equals(organization))
                .filter(DocumentRow::liveDocument);
    }
}
