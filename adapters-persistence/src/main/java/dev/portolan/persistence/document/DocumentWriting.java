package dev.portolan.persistence.document;

import dev.portolan.application.port.DocumentStore.Draft;
import dev.portolan.application.port.DocumentStore.Move;
import dev.portolan.application.port.DocumentStore.Text;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Document;
import dev.portolan.domain.Organization;
import dev.portolan.domain.ResourceKey;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.SqlDialect;
import dev.portolan.persistence.document.StoredDraft.Before;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How rows are saved. Rows of a collection are only written by who holds its feed counter: what was looked up stays true
 * until the rows are written, and no two writers lock rows in different orders.
 */
@Singleton
final class DocumentWriting {

    private final FeedCounter counter;
    private final DocumentTable table;
    private final DocumentTexts texts;
    private final Jdbc jdbc;
    private final SqlDialect dialect;

    DocumentWriting(FeedCounter counter, DocumentTable table, DocumentTexts texts, Jdbc jdbc, SqlDialect dialect) {
        this.counter = counter;
        this.table = table;
        this.texts = texts;
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    private record RowKey(UUID connection, ResourceKey key) {}

    void save(Organization.Id organization, Collection.Id collection, List<Draft> drafts) {
        // The last word about a resource wins.
        Map<RowKey, Draft> last = new LinkedHashMap<>();
        drafts.forEach(draft -> last.put(
                new RowKey(
                        draft.connection().value(),
                        ResourceKey.of(draft.resource().id())),
                draft));
        long number = counter.take(organization, collection, last.size());
        requireConnections(organization, collection, drafts);
        Map<RowKey, Before> before = before(last.keySet());
        List<StoredDraft> rows = new ArrayList<>(last.size());
        for (Map.Entry<RowKey, Draft> entry : last.entrySet()) {
            rows.add(StoredDraft.of(
                    entry.getValue(), entry.getKey().key(), Optional.ofNullable(before.get(entry.getKey())), number++));
        }
        write(organization, collection, rows);
    }

    private void requireConnections(Organization.Id organization, Collection.Id collection, List<Draft> drafts) {
        Set<UUID> connections =
                drafts.stream().map(draft -> draft.connection().value()).collect(Collectors.toSet());
        long ours = jdbc.number("""
                select count(*) from connection
                where id = any(?) and organization_id = ? and collection_id = ?""", Bulk.uuids(connections), organization.value(), collection.value());
        if (ours != connections.size()) {
            throw new IllegalStateException("A document needs its connection and collection");
        }
    }

    private Map<RowKey, Before> before(Set<RowKey> keys) {
        List<Before> rows = jdbc.list(
                "select d.connection_id, d.resource_key, d.id, d.text_length, d.change_seq is not null as sequenced"
                        + " from unnest(?, ?) u (c, k)"
                        + dialect.lookUp("document", "d.connection_id = u.c and d.resource_key = u.k"),
                row -> new Before(
                        row.uuid("connection_id"),
                        ResourceKey.ofBytes(row.bytes("resource_key")),
                        row.uuid("id"),
                        row.optionalNumber("text_length"),
                        row.flag("sequenced")),
                Bulk.uuids(keys, RowKey::connection),
                Bulk.bytes(keys, key -> key.key().bytes()));
        Map<RowKey, Before> before = HashMap.newHashMap(rows.size());
        rows.forEach(row -> before.put(new RowKey(row.connection(), row.key()), row));
        return before;
    }

    private void write(Organization.Id organization, Collection.Id collection, List<StoredDraft> rows) {
        table.insert(
                organization,
                collection,
                rows.stream().filter(StoredDraft::isNew).toList());
        table.update(rows.stream().filter(row -> !row.isNew()).toList());
        texts.drop(rows.stream()
                .filter(StoredDraft::dropsText)
                .map(StoredDraft::id)
                .toList());
        Map<UUID, String> added = new LinkedHashMap<>();
        for (StoredDraft row : rows) {
            if (row.draft().text() instanceof Text.Replace(String text)) {
                added.put(row.id(), text);
            }
        }
        texts.add(added);
    }

    void move(Organization.Id organization, Collection.Id collection, List<Move> moves, Instant at) {
        Map<Document.Id, Move> last = new LinkedHashMap<>();
        moves.forEach(move -> last.put(move.id(), move));
        long number = counter.take(organization, collection, last.size());
        List<Long> numbers =
                LongStream.range(number, number + last.size()).boxed().toList();
        jdbc.update(
                """
                update document set path = n.path, indexed_at = ?,
                    change_seq = case when document.change_seq is null then null else n.number end
                from (select u.id, u.path, u.number from unnest(?, ?, ?) u (id, path, number)%s
                    where d.organization_id = ? and d.collection_id = ? and d.deleted_at is null) n
                where document.id = n.id""".formatted(dialect.lookUp("document", "d.id = u.id")),
                at,
                Bulk.uuids(last.values(), move -> move.id().value()),
                Bulk.texts(last.values(), Move::path),
                Bulk.numbers(numbers, each -> each),
                organization.value(),
                collection.value());
    }
}
