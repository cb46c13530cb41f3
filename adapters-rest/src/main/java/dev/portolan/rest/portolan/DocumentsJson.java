package dev.portolan.rest.portolan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.application.Documents;
import dev.portolan.domain.Document;
import dev.portolan.domain.FeedEntry;
import dev.portolan.domain.Page;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents and the change feed on the wire. */
final class DocumentsJson {

    private DocumentsJson() {}

    /** @param next to be sent as {@code after} for the page that follows; absent on the last */
    @OnTheWire
    @Schema(name = "DocumentList")
    record DocumentList(
            List<DocumentView> data,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {
        static DocumentList of(Page<Document> page) {
            return new DocumentList(page.items().stream().map(DocumentView::of).toList(), PortolanApi.next(page));
        }
    }

    /**
     * @param externalId the document's id at the provider
     * @param path relative to the connection's root
     * @param version changes exactly when the content changes
     * @param textLength characters of text; null where there is none
     */
    @OnTheWire
    @Schema(name = "Document")
    record DocumentView(
            UUID id,
            UUID collectionId,
            UUID connectionId,
            String provider,
            String externalId,
            String scope,
            String name,
            String path,
            @Nullable String mediaType,
            @Nullable Long size,
            String version,
            @Nullable String url,
            @Nullable Instant modifiedAt,
            @Nullable Long textLength,
            Instant indexedAt) {

        static DocumentView of(Document document) {
            return new DocumentView(
                    document.id().value(),
                    document.collection().value(),
                    document.connection().value(),
                    document.provider().value(),
                    document.resource().value(),
                    document.scope().value(),
                    document.name(),
                    document.path(),
                    document.mediaType().orElse(null),
                    document.size().orElse(null),
                    document.version(),
                    document.url().orElse(null),
                    document.modifiedAt().orElse(null),
                    document.textLength().orElse(null),
                    document.indexedAt());
        }
    }

    /**
     * A page of the change feed.
     *
     * @param next always there: reading on from it misses nothing
     * @param hasMore whether there is more to read just now
     */
    @OnTheWire
    @Schema(name = "Changes")
    record ChangesView(List<ChangeView> changes, String next, boolean hasMore) {
        static ChangesView of(Documents.Feed feed) {
            return new ChangesView(
                    feed.entries().stream().map(ChangeView::of).toList(),
                    feed.next().value(),
                    feed.hasMore());
        }
    }

    /**
     * A document at its last change.
     *
     * @param document absent where it is deleted
     */
    @OnTheWire
    @Schema(name = "Change")
    record ChangeView(
            @Schema(
                    type = "string",
                    allowableValues = {"upserted", "deleted"})
            String type,

            UUID documentId,
            Instant at,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ChangedDocument document) {

        static ChangeView of(Documents.Feed.Entry entry) {
            FeedEntry change = entry.change();
            return new ChangeView(
                    change.document().isPresent() ? "upserted" : "deleted",
                    change.id().value(),
                    change.at(),
                    change.document()
                            .map(document ->
                                    ChangedDocument.of(document, entry.text().orElse(null)))
                            .orElse(null));
        }
    }

    /** @param text only where it was asked for and the document has one */
    @OnTheWire
    @Schema(name = "ChangedDocument")
    record ChangedDocument(
            UUID id,
            UUID connectionId,
            String provider,
            String externalId,
            String scope,
            String name,
            String path,
            @Nullable String mediaType,
            @Nullable Long size,
            String version,
            @Nullable String url,
            @Nullable Instant modifiedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String text) {

        static ChangedDocument of(Document document, @Nullable String text) {
            return new ChangedDocument(
                    document.id().value(),
                    document.connection().value(),
                    document.provider().value(),
                    document.resource().value(),
                    document.scope().value(),
                    document.name(),
                    document.path(),
                    document.mediaType().orElse(null),
                    document.size().orElse(null),
                    document.version(),
                    document.url().orElse(null),
                    document.modifiedAt().orElse(null),
                    text);
        }
    }
}
