package dev.portolan.application.memory;

import dev.portolan.application.memory.MemoryRows.DocumentKey;
import dev.portolan.application.memory.MemoryRows.DocumentRow;
import dev.portolan.application.memory.MemoryRows.ScopeKey;
import dev.portolan.application.memory.MemoryRows.SeenKey;
import dev.portolan.application.memory.MemoryRows.TreeKey;
import dev.portolan.application.memory.MemoryRows.TreeRow;
import dev.portolan.application.port.DeletionStore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.Organization;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Marks, seen keys and tree work, in memory. */
public final class InMemoryDeletionStore implements DeletionStore {

    private final MemoryDatabase database;

    public InMemoryDeletionStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void mark(
            Organization.Id organization, Connection.Id connection, Scope.Id scope, Collection<Document.Id> ids) {
        database.run(() -> ids.stream()
                .filter(id -> row(id).filter(row -> isLiveIn(row, organization, connection, scope))
                        .isPresent())
                .forEach(id -> database.marks.put(id.value(), connection)));
    }

    @Override
    public void clear(Organization.Id organization, Connection.Id connection, Collection<Document.Id> ids) {
        database.run(() -> ids.stream()
                .filter(id -> database.owns(organization, connection)
                        && database.marks
                                .get(id.value())
                                .filter(connection::equals)
                                .isPresent())
                .forEach(id -> database.marks.remove(id.value())));
    }

    @Override
    public boolean any(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return database.call(
                () -> marked(organization, connection, scope).findAny().isPresent());
    }

    @Override
    public long count(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return database.call(() -> marked(organization, connection, scope)
                .filter(DocumentRow::liveDocument)
                .count());
    }

    @Override
    public List<Document.Id> next(Organization.Id organization, Connection.Id connection, Scope.Id scope, int limit) {
        return database.call(() -> marked(organization, connection, scope)
                .map(DocumentRow::id)
                .sorted(Comparator.comparing(Document.Id::value, MemoryDatabase.UNSIGNED))
                .limit(limit)
                .toList());
    }

    private Stream<DocumentRow> marked(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return database
                .documents
                .after(new DocumentKey(connection.value(), ResourceKey.ofBytes(new byte[0])))
                .values()
                .stream()
                .filter(row -> isLiveIn(row, organization, connection, scope))
                .filter(row -> database.marks.get(row.id().value()).isPresent());
    }

    @Override
    public void see(
            Organization.Id organization,
            Connection.Id connection,
            Scope.Id scope,
            long listing,
            Collection<ResourceKey> keys) {
        database.run(() -> keys.stream()
                .filter(key -> database.owns(organization, connection))
                .map(key -> new SeenKey(ScopeKey.of(connection, scope), listing, key))
                .forEach(key -> database.seen.put(key, key)));
    }

    @Override
    public Optional<ResourceKey> markUnseen(
            Organization.Id organization,
            Connection.Id connection,
            Scope.Id scope,
            long listing,
            Optional<ResourceKey> after,
            int limit) {
        return database.call(() -> {
            ResourceKey from = after.orElse(ResourceKey.ofBytes(new byte[0]));
            List<DocumentRow> rows =
                    database.documents.after(new DocumentKey(connection.value(), from)).values().stream()
                            .takeWhile(row -> row.connection().equals(connection))
                            .filter(row -> isLiveIn(row, organization, connection, scope))
                            .limit(limit)
                            .toList();
            rows.stream()
                    .filter(row -> row.listing() != listing)
                    .filter(row -> database.seen
                            .get(new SeenKey(ScopeKey.of(connection, scope), listing, row.key()))
                            .isEmpty())
                    .forEach(row -> database.marks.put(row.id().value(), connection));
            return rows.size() < limit
                    ? Optional.empty()
                    : Optional.of(rows.getLast().key());
        });
    }

    @Override
    public int forgetSeen(
            Organization.Id organization, Connection.Id connection, Scope.Id scope, long listing, int limit) {
        ScopeKey key = ScopeKey.of(connection, scope);
        return database.call(() -> database.seen.removeIf(
                seen -> database.owns(organization, connection) && seen.scope().equals(key) && seen.listing() < listing,
                limit));
    }

    @Override
    public void addTreeWork(
            Organization.Id organization, Connection.Id connection, Scope.Id scope, List<TreeWork> work) {
        ScopeKey key = ScopeKey.of(connection, scope);
        database.run(() -> {
            if (database.owns(organization, connection)) {
                work.forEach(item ->
                        database.treeWork.put(key(key, item), new TreeRow(item, key, database.nextInsertion())));
            }
        });
    }

    @Override
    public Optional<TreeWork> nextTreeWork(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        ScopeKey key = ScopeKey.of(connection, scope);
        return database.call(() -> database.treeWork.stream()
                .filter(row ->
                        database.owns(organization, connection) && row.scope().equals(key))
                .min(Comparator.comparing(TreeRow::insertion))
                .map(TreeRow::work));
    }

    @Override
    public void updateTreeWork(Organization.Id organization, Connection.Id connection, Scope.Id scope, TreeWork work) {
        TreeKey key = key(ScopeKey.of(connection, scope), work);
        database.run(() -> database.treeWork
                .get(key)
                .filter(row -> database.owns(organization, connection))
                .ifPresent(row -> database.treeWork.put(key, new TreeRow(work, row.scope(), row.insertion()))));
    }

    @Override
    public void removeTreeWork(Organization.Id organization, Connection.Id connection, Scope.Id scope, TreeWork work) {
        database.run(() -> {
            if (database.owns(organization, connection)) {
                database.treeWork.remove(key(ScopeKey.of(connection, scope), work));
            }
        });
    }

    private static TreeKey key(ScopeKey scope, TreeWork work) {
        return new TreeKey(scope, work.folder().value(), work.kind());
    }

    private Optional<DocumentRow> row(Document.Id id) {
        return database.documentIds.get(id.value()).flatMap(database.documents::get);
    }

    private static boolean isLiveIn(
            DocumentRow row, Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return row.live()
                && row.organization().equals(organization)
                && row.connection().equals(connection)
                && row.scope().equals(scope);
    }
}
