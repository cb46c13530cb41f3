package dev.portolan.persistence.document;

import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.FeedEntry;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Keys;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Documents, their text and the change feed in the database. */
@Singleton
final class JdbcDocumentStore implements DocumentStore {

    private final KnownRows known;
    private final DocumentReading reading;
    private final DocumentTexts texts;
    private final DocumentWriting writing;
    private final Tombstones tombstones;
    private final Jdbc jdbc;
    private final Transactions transactions;

    JdbcDocumentStore(
            KnownRows known,
            DocumentReading reading,
            DocumentTexts texts,
            DocumentWriting writing,
            Tombstones tombstones,
            Jdbc jdbc,
            Transactions transactions) {
        this.known = known;
        this.reading = reading;
        this.texts = texts;
        this.writing = writing;
        this.tombstones = tombstones;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public Map<ResourceKey, Known> known(
            Organization.Id organization, Connection.Id connection, Set<ResourceKey> keys) {
        return known.byKeys(organization, connection, keys);
    }

    @Override
    public List<Known> range(
            Organization.Id organization, Connection.Id connection, Scope.Id scope, KeyRange range, int limit) {
        return known.range(organization, connection, scope, range, limit);
    }

    @Override
    public List<Known> byDeletionKeys(
            Organization.Id organization, Connection.Id connection, Set<String> deletionKeys) {
        return known.byDeletionKeys(organization, connection, deletionKeys);
    }

    @Override
    public List<Known> children(
            Organization.Id organization,
            Connection.Id connection,
            Resource.Id parent,
            Optional<ResourceKey> after,
            int limit) {
        return known.children(organization, connection, parent, after, limit);
    }

    @Override
    public long count(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return jdbc.number("""
                select count(*) from document
                where connection_id = ? and scope_key = ? and organization_id = ? and not folder""", connection.value(), Keys.of(scope), organization.value());
    }

    @Override
    public void save(Organization.Id organization, Collection.Id collection, List<Draft> drafts) {
        if (!drafts.isEmpty()) {
            transactions.run(() -> writing.save(organization, collection, drafts));
        }
    }

    @Override
    public int remove(Organization.Id organization, Collection.Id collection, List<Document.Id> ids, Instant at) {
        return ids.isEmpty() ? 0 : transactions.call(() -> tombstones.bury(organization, collection, ids, at));
    }

    @Override
    public List<Document.Id> batch(
            Organization.Id organization, Connection.Id connection, Optional<Scope.Id> scope, int limit) {
        return known.batch(organization, connection, scope, limit);
    }

    @Override
    public void move(Organization.Id organization, Collection.Id collection, List<Move> moves, Instant at) {
        if (!moves.isEmpty()) {
            transactions.run(() -> writing.move(organization, collection, moves, at));
        }
    }

    @Override
    public Optional<Document> find(Organization.Id organization, Document.Id id) {
        return reading.find(organization, id);
    }

    @Override
    public Optional<String> text(Organization.Id organization, Document.Id id) {
        return Optional.ofNullable(texts.read(organization, List.of(id)).get(id));
    }

    @Override
    public Map<Document.Id, String> texts(Organization.Id organization, java.util.Collection<Document.Id> ids) {
        return texts.read(organization, ids);
    }

    @Override
    public List<Document> list(Organization.Id organization, Collection.Id collection, Query query, int limit) {
        return reading.list(organization, collection, query, limit);
    }

    @Override
    public List<FeedEntry> changes(
            Organization.Id organization, Collection.Id collection, Visible visible, long after, int limit) {
        return reading.changes(organization, collection, visible, after, limit);
    }

    @Override
    public long feedFloor(Organization.Id organization, Collection.Id collection) {
        return jdbc.first(
                        "select feed_floor from collection where id = ? and organization_id = ?",
                        row -> row.number("feed_floor"),
                        collection.value(),
                        organization.value())
                .orElse(0L);
    }

    @Override
    public int forgetTombstones(Instant before, int limit) {
        return transactions.call(() -> tombstones.forget(before, limit));
    }
}
