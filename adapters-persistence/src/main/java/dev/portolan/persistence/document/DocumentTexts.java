package dev.portolan.persistence.document;

import dev.portolan.domain.Document;
import dev.portolan.domain.Organization;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.SqlDialect;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * The texts of documents, in parts that every database keeps as plain text. Each part but the last has the beginning of the
 * next appended, so that a search finds what lies across their border.
 */
@Singleton
final class DocumentTexts {

    static final int PART = 500_000;
    static final int OVERLAP = 255;

    private final Jdbc jdbc;
    private final SqlDialect dialect;

    DocumentTexts(Jdbc jdbc, SqlDialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    private record Part(UUID document, int number, int own, String body) {}

    private record Length(UUID document, long characters) {}

    Map<Document.Id, String> read(Organization.Id organization, Collection<Document.Id> ids) {
        List<Length> lengths = jdbc.list(
                "select d.id, d.text_length from unnest(?) u (id)" + dialect.lookUp("document", "d.id = u.id")
                        + " where d.organization_id = ? and d.text_length is not null",
                row -> new Length(row.uuid("id"), row.number("text_length")),
                Bulk.uuids(ids, Document.Id::value),
                organization.value());
        Map<UUID, StringBuilder> bodies = HashMap.newHashMap(lengths.size());
        for (Length length : lengths) {
            bodies.put(length.document(), new StringBuilder(Math.toIntExact(length.characters())));
        }
        parts(bodies.keySet())
                .forEach(part -> bodies.computeIfAbsent(part.document(), id -> new StringBuilder())
                        .append(part.body(), 0, part.own()));
        Map<Document.Id, String> texts = HashMap.newHashMap(bodies.size());
        bodies.forEach((id, body) -> texts.put(new Document.Id(id), body.toString()));
        return texts;
    }

    private List<Part> parts(Collection<UUID> ids) {
        return jdbc.list(
                "select d.document_id, d.part, d.own, d.body from unnest(?) u (id)"
                        + dialect.lookUp("document_text", "d.document_id = u.id") + " order by d.document_id, d.part",
                row -> new Part(row.uuid("document_id"), row.integer("part"), row.integer("own"), row.text("body")),
                Bulk.uuids(ids));
    }

    void drop(Collection<UUID> documents) {
        if (!documents.isEmpty()) {
            jdbc.update("delete from document_text where document_id = any(?)", Bulk.uuids(documents));
        }
    }

    void add(Map<UUID, String> texts) {
        List<Part> parts = new ArrayList<>(texts.size());
        texts.forEach((id, text) -> split(id, text, parts));
        if (!parts.isEmpty()) {
            SequencedMap<String, Bulk> columns = new LinkedHashMap<>();
            columns.put("document_id", Bulk.uuids(parts, Part::document));
            columns.put("part", Bulk.integers(parts, Part::number));
            columns.put("own", Bulk.integers(parts, Part::own));
            columns.put("body", Bulk.texts(parts, Part::body));
            jdbc.insert("document_text", columns);
        }
    }

    private static void split(UUID document, String text, List<Part> parts) {
        int number = 0;
        for (int start = 0, end; start < text.length(); start = end) {
            end = border(text, start + PART);
            String body = text.substring(start, border(text, end + OVERLAP));
            parts.add(new Part(document, number++, end - start, body));
        }
    }

    /** Never between the halves of a character. */
    private static int border(String text, int index) {
        if (index >= text.length()) {
            return text.length();
        }
        return Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index)) ? index - 1 : index;
    }
}
