package dev.portolan.persistence.document;

import dev.portolan.domain.Collection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Resource;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Keys;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Rows of documents and folders, written many at a time. */
@Singleton
final class DocumentTable {

    private static final String COLUMNS =
            "id, scope_key, scope_id, parent_key, parent_id, deletion_key, deletion_id, folder, name, path, version, listing, "
                    + "media_type, size, url, modified_at, text_length, indexed_at, change_seq";

    private final Jdbc jdbc;

    DocumentTable(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Organization.Id organization, Collection.Id collection, List<StoredDraft> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                insert into document (%s, connection_id, resource_key, resource_id, organization_id, collection_id)
                select u.*, cast(? as uuid), cast(? as uuid)
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) u
                """.formatted(COLUMNS),
                Stream.of(
                                Stream.of(organization.value(), collection.value()),
                                columns(rows),
                                Stream.of(
                                        Bulk.uuids(
                                                rows,
                                                row -> row.draft().connection().value()),
                                        Bulk.bytes(rows, row -> row.key().bytes()),
                                        Bulk.texts(rows, StoredDraft::longId)))
                        .flatMap(part -> part)
                        .toArray());
    }

    void update(List<StoredDraft> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update("""
                update document set scope_key = u.scope_key, scope_id = u.scope_id, parent_key = u.parent_key,
                    parent_id = u.parent_id, deletion_key = u.deletion_key, deletion_id = u.deletion_id, folder = u.folder,
                    name = u.name, path = u.path, version = u.version, listing = u.listing, media_type = u.media_type,
                    size = u.size, url = u.url, modified_at = u.modified_at, text_length = u.text_length,
                    indexed_at = u.indexed_at, deleted_at = null, change_seq = u.change_seq
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) u (%s)
                where document.id = u.id""".formatted(COLUMNS), columns(rows).toArray());
    }

    /** Most rows of a batch have the scope and the parent of the one before: their keys are made once. */
    private static Stream<Object> columns(List<StoredDraft> rows) {
        Map<String, UUID> keys = new HashMap<>();
        return Stream.of(
                Bulk.uuids(rows, StoredDraft::id),
                Bulk.uuids(rows, row -> keys.computeIfAbsent(row.draft().scope().value(), Keys::of)),
                Bulk.texts(rows, row -> row.draft().scope().value()),
                Bulk.uuids(rows, row -> row.parentId() == null ? null : keys.computeIfAbsent(row.parentId(), Keys::of)),
                Bulk.texts(rows, StoredDraft::parentId),
                Bulk.uuids(rows, row -> row.deletionName().map(Keys::of).orElse(null)),
                Bulk.texts(rows, row -> row.deletionName().orElse(null)),
                Bulk.flags(rows, row -> resource(row).isFolder()),
                Bulk.texts(rows, row -> resource(row).name()),
                Bulk.texts(rows, row -> row.draft().path()),
                Bulk.texts(rows, row -> resource(row).version()),
                Bulk.numbers(rows, row -> row.draft().listing()),
                Bulk.texts(rows, row -> resource(row).mediaType().orElse(null)),
                Bulk.numbers(rows, row -> resource(row).size().orElse(null)),
                Bulk.texts(rows, row -> resource(row).url().orElse(null)),
                Bulk.instants(rows, row -> resource(row).modifiedAt()),
                Bulk.numbers(rows, StoredDraft::textLength),
                Bulk.instants(rows, row -> Optional.of(row.draft().indexedAt())),
                Bulk.numbers(rows, row -> row.sequence().orElse(null)));
    }

    private static Resource resource(StoredDraft row) {
        return row.draft().resource();
    }
}
