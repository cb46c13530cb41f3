package dev.portolan.persistence.document;

import dev.portolan.domain.Collection;
import dev.portolan.domain.Document;
import dev.portolan.domain.Organization;
import dev.portolan.domain.ResourceKey;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.SqlDialect;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is left of a removed document, until readers of the feed have had time to see it. */
@Singleton
final class Tombstones {

    private final FeedCounter counter;
    private final DocumentTexts texts;
    private final Jdbc jdbc;
    private final SqlDialect dialect;

    Tombstones(FeedCounter counter, DocumentTexts texts, Jdbc jdbc, SqlDialect dialect) {
        this.counter = counter;
        this.texts = texts;
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    private record Live(UUID id, UUID connection, ResourceKey key, boolean folder, boolean sequenced) {}

    /** @return how many documents, not folders, were live until now */
    int bury(Organization.Id organization, Collection.Id collection, List<Document.Id> ids, Instant at) {
        List<Document.Id> distinct = ids.stream().distinct().toList();
        long number = counter.take(organization, collection, distinct.size());
        List<Live> live = live(organization, collection, distinct);
        if (live.isEmpty()) {
            return 0;
        }
        clean(live);
        erase(live.stream().filter(row -> !row.sequenced()).map(Live::id).toList());
        List<Live> buried = live.stream().filter(Live::sequenced).toList();
        List<Long> numbers = new ArrayList<>(buried.size());
        for (int i = 0; i < buried.size(); i++) {
            numbers.add(number + i);
        }
        jdbc.update("""
                update document set scope_key = null, parent_key = null, deletion_key = null, text_length = null,
                    deleted_at = ?, change_seq = u.change_seq
                from unnest(?, ?) u (id, change_seq) where document.id = u.id""", at, Bulk.uuids(buried, Live::id), Bulk.numbers(numbers, each -> each));
        return (int) live.stream().filter(row -> !row.folder()).count();
    }

    private List<Live> live(Organization.Id organization, Collection.Id collection, List<Document.Id> ids) {
        return jdbc.list(
                "select d.id, d.connection_id, d.resource_key, d.folder, d.change_seq is not null as sequenced"
                        + " from unnest(?) u (id)" + dialect.lookUp("document", "d.id = u.id")
                        + " where d.organization_id = ? and d.collection_id = ? and d.deleted_at is null",
                row -> new Live(
                        row.uuid("id"),
                        row.uuid("connection_id"),
                        ResourceKey.ofBytes(row.bytes("resource_key")),
                        row.flag("folder"),
                        row.flag("sequenced")),
                Bulk.uuids(ids, Document.Id::value),
                organization.value(),
                collection.value());
    }

    private void clean(List<Live> rows) {
        texts.drop(rows.stream().map(Live::id).toList());
        jdbc.update("delete from deletion_mark where document_id = any(?)", Bulk.uuids(rows, Live::id));
        jdbc.update(
                "delete from item_issue where id in (select d.id from unnest(?, ?) u (c, k)"
                        + dialect.lookUp("item_issue", "d.connection_id = u.c and d.resource_key = u.k") + ")",
                Bulk.uuids(rows, Live::connection),
                Bulk.bytes(rows, row -> row.key().bytes()));
    }

    private void erase(List<UUID> ids) {
        if (!ids.isEmpty()) {
            jdbc.update("delete from document where id = any(?)", Bulk.uuids(ids));
        }
    }

    private record Old(UUID id, UUID collection) {}

    int forget(Instant before, int limit) {
        List<Old> old = jdbc.list(
                "select id, collection_id from document where deleted_at < ? order by deleted_at limit ?",
                row -> new Old(row.uuid("id"), row.uuid("collection_id")),
                before,
                limit);
        // In one order for everybody, so that two who forget never wait for each other.
        Map<UUID, List<UUID>> byCollection = old.stream()
                .collect(Collectors.groupingBy(
                        Old::collection, TreeMap::new, Collectors.mapping(Old::id, Collectors.toList())));
        int forgotten = 0;
        for (Map.Entry<UUID, List<UUID>> entry : byCollection.entrySet()) {
            forgotten += forget(entry.getKey(), entry.getValue(), before);
        }
        return forgotten;
    }

    private int forget(UUID collection, List<UUID> ids, Instant before) {
        jdbc.update("update collection set feed_seq = feed_seq where id = ?", collection);
        jdbc.update(
                "update collection set feed_floor = greatest(feed_floor, ("
                        + "select coalesce(max(d.change_seq), 0) from unnest(?) u (id)"
                        + dialect.lookUp("document", "d.id = u.id") + " where d.deleted_at < ?)) where id = ?",
                Bulk.uuids(ids),
                before,
                collection);
        return jdbc.update("delete from document where id = any(?) and deleted_at < ?", Bulk.uuids(ids), before);
    }
}
