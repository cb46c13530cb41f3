package dev.portolan.persistence.document;

import dev.portolan.application.port.DocumentStore.Query;
import dev.portolan.application.port.DocumentStore.Visible;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.FeedEntry;
import dev.portolan.domain.Organization;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Where;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What readers of a collection see: its documents and its change feed. */
@Singleton
final class DocumentReading {

    private static final String CONTAINS = """
            (lower(d.name) like ? escape '!' or lower(d.path) like ? escape '!' or exists (
                select 1 from document_text t where t.document_id = d.id and lower(t.body) like ? escape '!'))""";

    private final Jdbc jdbc;

    DocumentReading(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Document> find(Organization.Id organization, Document.Id id) {
        return jdbc.first(
                DocumentMapping.DOCUMENTS
                        + " where d.id = ? and d.organization_id = ? and d.deleted_at is null and not d.folder",
                DocumentMapping::document,
                id.value(),
                organization.value());
    }

    List<Document> list(Organization.Id organization, Collection.Id collection, Query query, int limit) {
        Where where = in(organization, collection, query.visible())
                .and("d.deleted_at is null")
                .and("not d.folder")
                .and("d.id > ?", query.after().map(Document.Id::value));
        query.path()
                .ifPresent(path -> where.and("(d.path = ? or d.path like ? escape '!')", path, escaped(path) + "/%"));
        query.text()
                .map(text -> "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%")
                .ifPresent(pattern -> where.and(CONTAINS, pattern, pattern, pattern));
        return jdbc.list(
                DocumentMapping.DOCUMENTS + where.text() + " order by d.collection_id, d.id limit ?",
                DocumentMapping::document,
                where.parametersAnd(limit));
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    List<FeedEntry> changes(
            Organization.Id organization, Collection.Id collection, Visible visible, long after, int limit) {
        Where where = in(organization, collection, visible).and("d.change_seq > ?", after);
        return jdbc.list(
                DocumentMapping.DOCUMENTS + where.text() + " order by d.collection_id, d.change_seq limit ?",
                DocumentMapping::entry,
                where.parametersAnd(limit));
    }

    private static Where in(Organization.Id organization, Collection.Id collection, Visible visible) {
        Where where = new Where()
                .and("d.collection_id = ?", collection.value())
                .and("d.organization_id = ?", organization.value());
        visible.only().ifPresent(only -> where.and("d.connection_id = any(?)", Bulk.uuids(only, Connection.Id::value)));
        return where;
    }
}
