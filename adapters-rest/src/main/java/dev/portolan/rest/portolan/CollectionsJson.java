package dev.portolan.rest.portolan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Page;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collections on the wire. */
final class CollectionsJson {

    private CollectionsJson() {}

    /** @param next to be sent as {@code after} for the page that follows; absent on the last */
    @OnTheWire
    @Schema(name = "CollectionList")
    record CollectionList(
            List<CollectionView> data,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {
        static CollectionList of(Page<Collection> page) {
            return new CollectionList(
                    page.items().stream().map(CollectionView::of).toList(), PortolanApi.next(page));
        }
    }

    @OnTheWire
    @Schema(name = "Collection")
    record CollectionView(UUID id, String name, String slug, Instant createdAt, Instant updatedAt) {
        static CollectionView of(Collection collection) {
            return new CollectionView(
                    collection.id().value(),
                    collection.name(),
                    collection.slug(),
                    collection.createdAt(),
                    collection.updatedAt());
        }
    }

    /** @param slug made of the name where absent */
    @Schema(name = "NewCollection")
    record NewCollection(
            @Schema(minLength = 1, maxLength = 255) String name,

            @Schema(pattern = "[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?") @Nullable
            String slug) {
        static NewCollection read(JsonBody body) {
            return body.readStrictly(it ->
                    new NewCollection(it.requiredText("name"), it.text("slug").orElse(null)));
        }
    }

    /** What is absent stays. */
    @Schema(name = "CollectionPatch")
    record CollectionPatch(
            @Schema(minLength = 1, maxLength = 255) @Nullable
            String name,

            @Schema(pattern = "[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?") @Nullable
            String slug) {
        static CollectionPatch read(JsonBody body) {
            return body.readStrictly(it -> new CollectionPatch(
                    it.text("name").orElse(null), it.text("slug").orElse(null)));
        }
    }
}
