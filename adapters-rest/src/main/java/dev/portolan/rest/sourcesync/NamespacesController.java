package dev.portolan.rest.sourcesync;

import dev.portolan.application.CollectionApps;
import dev.portolan.application.CollectionApps.Own;
import dev.portolan.application.Collections;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OurRoute;
import dev.portolan.rest.sourcesync.NamespacesJson.Answer;
import dev.portolan.rest.sourcesync.NamespacesJson.Change;
import dev.portolan.rest.sourcesync.NamespacesJson.DeleteAnswer;
import dev.portolan.rest.sourcesync.NamespacesJson.Deleted;
import dev.portolan.rest.sourcesync.NamespacesJson.ListAnswer;
import dev.portolan.rest.sourcesync.NamespacesJson.NamespaceView;
import dev.portolan.rest.sourcesync.NamespacesJson.Wanted;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Namespaces, which the published document of the connections only names. */
@Controller(SourceSyncDialect.NAMESPACES)
@SourceSyncRoutes
@Tag(name = "Namespaces")
final class NamespacesController {

    private static final String ONE = "/{identifier}";
    private static final int AT_ONCE = 1_000;

    private final Collections collections;
    private final CollectionApps apps;

    NamespacesController(Collections collections, CollectionApps apps) {
        this.collections = collections;
        this.apps = apps;
    }

    /** Makes a namespace, with OAuth apps of its own if it is to have any. */
    @OurRoute
    @Post
    Answer createNamespace(
            @CalledBy Principal caller,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Wanted.class)))
                    JsonBody body) {
        Change wanted = Change.readNew(body);
        return answer(
                caller,
                "Namespace created successfully",
                apps.create(caller, wanted.name().orElse(""), wanted.identifier(), wanted.apps()));
    }

    /** All namespaces, by their identifiers. */
    @OurRoute
    @Get
    ListAnswer getNamespaces(@CalledBy Principal caller) {
        List<Collection> all = new ArrayList<>();
        Optional<Page.Cursor> next = Optional.of(Page.Cursor.START);
        while (next.isPresent()) {
            Page<Collection> page = collections.list(caller, next.get(), AT_ONCE);
            all.addAll(page.items());
            next = page.next();
        }
        return new ListAnswer(true, "Fetched all the namespaces successfully", views(caller, all));
    }

    /** One namespace. */
    @OurRoute
    @Get(ONE)
    Answer getNamespace(@CalledBy Principal caller, String identifier) {
        return answer(caller, "Fetched the namespace successfully", collections.get(caller, identifier));
    }

    /** Changes what is named; an app's secret that is left out, or sent as its mask, stays. */
    @OurRoute
    @Patch(ONE)
    Answer updateNamespace(
            @CalledBy Principal caller,
            String identifier,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Wanted.class)))
                    JsonBody body) {
        Change change = Change.read(body);
        return answer(
                caller,
                "Namespace updated successfully",
                apps.update(caller, identifier, change.name(), change.identifier(), change.apps()));
    }

    /** Deletes a namespace that has no connections any more. */
    @OurRoute
    @Delete(ONE)
    DeleteAnswer deleteNamespace(@CalledBy Principal caller, String identifier) {
        Collection namespace = collections.get(caller, identifier);
        collections.delete(caller, namespace.id().value().toString());
        return new DeleteAnswer(true, "Namespace deleted successfully", new Deleted(namespace.slug()));
    }

    private Answer answer(Principal caller, String message, Collection namespace) {
        return new Answer(true, message, views(caller, List.of(namespace)).getFirst());
    }

    private List<NamespaceView> views(Principal caller, List<Collection> shown) {
        Map<Collection.Id, List<Own>> own = apps.own(caller, shown);
        return shown.stream()
                .map(namespace -> NamespaceView.of(namespace, own.getOrDefault(namespace.id(), List.of())))
                .toList();
    }
}
