package dev.portolan.rest.portolan;

import dev.portolan.application.Collections;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.portolan.CollectionsJson.CollectionList;
import dev.portolan.rest.portolan.CollectionsJson.CollectionPatch;
import dev.portolan.rest.portolan.CollectionsJson.CollectionView;
import dev.portolan.rest.portolan.CollectionsJson.NewCollection;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The collections of the caller's organization, each named by its id or its slug. */
@Controller(PortolanApi.MOUNT + "/collections")
@PortolanRoutes
@Tag(name = "Collections")
final class CollectionsController {

    private final Collections collections;

    CollectionsController(Collections collections) {
        this.collections = collections;
    }

    /** Collections by slug. */
    @Get
    CollectionList listCollections(
            @CalledBy Principal caller,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue @Nullable String after) {
        return CollectionList.of(collections.list(caller, PortolanApi.after(after), limit));
    }

    /** Makes a collection. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<CollectionView> createCollection(
            @CalledBy Principal caller,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = NewCollection.class)))
                    JsonBody body) {
        NewCollection wanted = NewCollection.read(body);
        CollectionView made =
                CollectionView.of(collections.create(caller, wanted.name(), Optional.ofNullable(wanted.slug())));
        return PortolanApi.created("/collections/", made.id(), made);
    }

    /** One collection. */
    @Get("/{id}")
    CollectionView getCollection(@CalledBy Principal caller, String id) {
        return CollectionView.of(collections.get(caller, id));
    }

    /** Renames a collection or its slug. */
    @Patch("/{id}")
    CollectionView updateCollection(
            @CalledBy Principal caller,
            String id,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = CollectionPatch.class)))
                    JsonBody body) {
        CollectionPatch patch = CollectionPatch.read(body);
        return CollectionView.of(
                collections.update(caller, id, Optional.ofNullable(patch.name()), Optional.ofNullable(patch.slug())));
    }

    /** Deletes a collection without connections. */
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void deleteCollection(@CalledBy Principal caller, String id) {
        collections.delete(caller, id);
    }
}
