package dev.portolan.persistence.document;

import dev.portolan.domain.Collection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Resource;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Keys;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Rows of documents and folders, written many at a time. */
@Singleton
final class DocumentTable {

    private final Jdbc jdbc;

    DocumentTable(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Organization.Id organization, Collection.Id collection, List<StoredDraft> rows) {
        if (rows.isEmpty()) {
            return;
        }
        SequencedMap<String, Bulk> columns = columns(rows);
        columns.put("organization_id", Bulk.uuids(rows, row -> organization.value()));
        columns.put("collection_id", Bulk.uuids(rows, row -> collection.value()));
        columns.put(
                "connection_id",
                Bulk.uuids(rows, row -> row.draft().connection().value()));
        columns.put("resource_key", Bulk.bytes(rows, row -> row.key().bytes()));
        columns.put("resource_id", Bulk.texts(rows, StoredDraft::longId));
        jdbc.insert("document", columns);
    }

    void update(List<StoredDraft> rows) {
        if (rows.isEmpty()) {
            return;
        }
        SequencedMap<String, Bulk> columns = columns(rows);
        String set = columns.keySet().stream()
                .filter(name -> !name.equals("id"))
                .map(name -> name + " = u." + name)
                .collect(Collectors.joining(", "));
        jdbc.update(
                "update document set " + set + ", deleted_at = null from unnest(?" + ", ?".repeat(columns.size() - 1)
                        + ") u (" + String.join(", ", columns.keySet()) + ") where document.id = u.id",
                columns.values().toArray());
    }

    /** Most rows of a batch have the scope and the parent of the one before: their keys are made once. */
    private static SequencedMap<String, Bulk> columns(List<StoredDraft> rows) {
        Map<String, UUID> keys = new HashMap<>();
        SequencedMap<String, Bulk> columns = new LinkedHashMap<>();
        columns.put("id", Bulk.uuids(rows, StoredDraft::id));
        columns.put(
                "scope_key",
                Bulk.uuids(rows, row -> keys.computeIfAbsent(row.draft().scope().value(), Keys::of)));
        columns.put("scope_id", Bulk.texts(rows, row -> row.draft().scope().value()));
        columns.put(
                "parent_key",
                Bulk.uuids(
                        rows, row -> row.parentId() == null ? null : keys.computeIfAbsent(row.parentId(), Keys::of)));
        columns.put("parent_id", Bulk.texts(rows, StoredDraft::parentId));
        columns.put(
                "deletion_key",
                Bulk.uuids(rows, row -> row.deletionName().map(Keys::of).orElse(null)));
        columns.put("deletion_id", Bulk.texts(rows, row -> row.deletionName().orElse(null)));
        columns.put("folder", Bulk.flags(rows, row -> resource(row).isFolder()));
        columns.put("name", Bulk.texts(rows, row -> resource(row).name()));
        columns.put("path", Bulk.texts(rows, row -> row.draft().path()));
        columns.put("version", Bulk.texts(rows, row -> resource(row).version()));
        columns.put("listing", Bulk.numbers(rows, row -> row.draft().listing()));
        columns.put(
                "media_type", Bulk.texts(rows, row -> resource(row).mediaType().orElse(null)));
        columns.put("size", Bulk.numbers(rows, row -> resource(row).size().orElse(null)));
        columns.put("url", Bulk.texts(rows, row -> resource(row).url().orElse(null)));
        columns.put("modified_at", Bulk.instants(rows, row -> resource(row).modifiedAt()));
        columns.put("text_length", Bulk.numbers(rows, StoredDraft::textLength));
        columns.put(
                "indexed_at", Bulk.instants(rows, row -> Optional.of(row.draft().indexedAt())));
        columns.put("change_seq", Bulk.numbers(rows, row -> row.sequence().orElse(null)));
        return columns;
    }

    private static Resource resource(StoredDraft row) {
        return row.draft().resource();
    }
}
