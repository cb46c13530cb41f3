package dev.portolan.rest.portolan;

import dev.portolan.application.Connections;
import dev.portolan.application.Documents;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.portolan.DocumentsJson.ChangesView;
import dev.portolan.rest.portolan.DocumentsJson.DocumentList;
import dev.portolan.rest.portolan.DocumentsJson.DocumentView;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Documents, their text, and the change feed of a collection. */
@Controller(PortolanApi.MOUNT)
@PortolanRoutes
@Tag(name = "Documents")
final class DocumentsController {

    private final Documents documents;

    DocumentsController(Documents documents) {
        this.documents = documents;
    }

    /**
     * Documents of a collection.
     *
     * @param id the collection's id or slug
     * @param connection only of this one
     * @param q only whose name, path or text holds this, in any case
     * @param path only at or below this path
     */
    @Get("/collections/{id}/documents")
    DocumentList listDocuments(
            @CalledBy Principal caller,
            String id,
            @QueryValue @Nullable String connection,
            @QueryValue @Nullable String q,
            @QueryValue @Nullable String path,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue @Nullable String after) {
        Documents.Search search = new Documents.Search(
                Optional.ofNullable(connection).map(Connections::id),
                Optional.ofNullable(q),
                Optional.ofNullable(path));
        return DocumentList.of(documents.list(caller, id, search, PortolanApi.after(after), limit));
    }

    /** One document. */
    @Get("/documents/{id}")
    DocumentView getDocument(@CalledBy Principal caller, String id) {
        return DocumentView.of(documents.get(caller, Documents.id(id)));
    }

    /** A document's text; 404 where it has none. */
    @Get(value = "/documents/{id}/text", produces = "text/plain; charset=utf-8")
    String getText(@CalledBy Principal caller, String id) {
        return documents.text(caller, Documents.id(id)).orElseThrow(() -> new Refusal.NotFound("text of document", id));
    }

    /**
     * What changed in a collection since a position in its feed, each document once, at its last change.
     *
     * @param id the collection's id or slug
     * @param after where an earlier answer said to read on; from the beginning where absent
     * @param text adds the texts, and ends a page at 8 MiB of them
     */
    @Get("/collections/{id}/changes")
    ChangesView listChanges(
            @CalledBy Principal caller,
            String id,
            @QueryValue @Nullable String after,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue(defaultValue = "false") @Schema(type = "boolean") String text) {
        return ChangesView.of(
                documents.changes(caller, id, PortolanApi.after(after), limit, PortolanApi.flag("text", text)));
    }
}
