package dev.portolan.persistence.document;

import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.FeedEntry;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import dev.portolan.persistence.database.Row;
import java.sql.SQLException;
import java.util.Optional;

/** How documents are read from rows. */
final class DocumentMapping {

    /** What {@link #known} needs of the table {@code d}. */
    static final String KNOWN =
            "d.id, d.scope_id, d.resource_key, d.resource_id, d.folder, d.name, d.path, d.parent_id, d.version, d.listing, d.deleted_at";

    /** What {@link #document} and {@link #entry} need, with the table they come from. */
    static final String DOCUMENTS = """
            select d.id, d.organization_id, d.collection_id, d.connection_id, c.provider, d.scope_id, d.resource_key,
                d.resource_id, d.folder, d.name, d.path, d.media_type, d.size, d.version, d.url, d.modified_at,
                d.text_length, d.indexed_at, d.deleted_at, d.change_seq
            from document d join connection c on c.id = d.connection_id""";

    private DocumentMapping() {}

    static Known known(Row row) throws SQLException {
        return new Known(
                new Document.Id(row.uuid("id")),
                new Scope.Id(row.text("scope_id")),
                ResourceKey.ofBytes(row.bytes("resource_key")),
                resource(row),
                row.flag("folder") ? Resource.Kind.FOLDER : Resource.Kind.DOCUMENT,
                row.text("name"),
                row.text("path"),
                row.optionalText("parent_id").map(Resource.Id::new),
                row.text("version"),
                row.number("listing"),
                row.optionalInstant("deleted_at").isPresent());
    }

    static Document document(Row row) throws SQLException {
        return new Document(
                new Document.Id(row.uuid("id")),
                new Organization.Id(row.uuid("organization_id")),
                new Collection.Id(row.uuid("collection_id")),
                new Connection.Id(row.uuid("connection_id")),
                new Provider.Id(row.text("provider")),
                new Scope.Id(row.text("scope_id")),
                resource(row),
                row.text("name"),
                row.text("path"),
                row.optionalText("media_type"),
                row.optionalNumber("size"),
                row.text("version"),
                row.optionalText("url"),
                row.optionalInstant("modified_at"),
                row.optionalNumber("text_length"),
                row.instant("indexed_at"));
    }

    static FeedEntry entry(Row row) throws SQLException {
        Document document = document(row);
        boolean gone = row.flag("folder") || row.optionalInstant("deleted_at").isPresent();
        return new FeedEntry(
                row.number("change_seq"),
                document.id(),
                document.connection(),
                row.optionalInstant("deleted_at").orElse(document.indexedAt()),
                gone ? Optional.empty() : Optional.of(document));
    }

    private static Resource.Id resource(Row row) throws SQLException {
        Optional<String> shortened = row.optionalText("resource_id");
        return new Resource.Id(
                shortened.isPresent()
                        ? shortened.get()
                        : ResourceKey.ofBytes(row.bytes("resource_key")).toString());
    }
}
