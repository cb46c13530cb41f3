package dev.portolan.rest.stackai;

import dev.portolan.application.Browsing;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.stackai.ResourcesJson.Listing;
import io.micronaut.core.convert.format.Format;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is at the provider, looked at live. */
@Controller(StackAiDialect.MOUNT + "/{connection_id}/resources")
@StackAiRoutes
@Tag(name = "Resources")
final class ResourcesController {

    private static final int LARGEST = 1_000;
    private static final String IDS = "resource_ids";

    private final Browsing browsing;
    private final Targets targets;

    ResourcesController(Browsing browsing, Targets targets) {
        this.browsing = browsing;
        this.targets = targets;
    }

    /** Resources by their ids, null for those that are not there; without ids, the selected roots. */
    @Get
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = "object",
                                            additionalProperties = Schema.AdditionalPropertiesValue.TRUE)))
    Map<String, @Nullable Object> getConnectionResources(
            @CalledBy Principal caller,
            @PathVariable("connection_id") String id,
            // Each by itself: ids may have commas.
            @QueryValue(IDS) @Format("MULTI") @Nullable List<String> resourceIds,
            @QueryValue(value = Switch.REFRESH, defaultValue = "false") @Schema(type = "boolean") String refresh) {
        Connection connection = targets.find(caller, id, refresh);
        List<String> ids = resourceIds == null ? List.of() : resourceIds;
        Map<String, Optional<Browsing.Seen>> found = ids.isEmpty()
                ? browsing.roots(caller, connection.id())
                : browsing.resources(caller, connection.id(), IDS, ids);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        found.forEach((resource, seen) -> answer.put(
                resource, seen.map(it -> ResourcesJson.resource(it, connection)).orElse(null)));
        return answer;
    }

    /** The children of a directory, or the selected roots; a file has none. */
    @Get("/children")
    Listing getChildrenResources(
            @CalledBy Principal caller,
            @PathVariable("connection_id") String id,
            @QueryValue("resource_id") @Nullable String parent,
            @QueryValue @Nullable String cursor,
            @QueryValue(value = "page_size", defaultValue = "50") @Schema(minimum = "1", maximum = "1000") int size,
            @QueryValue(value = Switch.REFRESH, defaultValue = "false") @Schema(type = "boolean") String refresh) {
        checkSize(size);
        Connection connection = targets.find(caller, id, refresh);
        return Listing.of(
                browsing.children(
                        caller,
                        connection.id(),
                        Optional.ofNullable(parent).filter(text -> !text.isEmpty()),
                        Stretches.position(cursor),
                        size),
                cursor,
                connection);
    }

    /** What the provider's own search finds. */
    @Get("/search")
    Listing searchResources(
            @CalledBy Principal caller,
            @PathVariable("connection_id") String id,
            @QueryValue String query,
            @QueryValue @Nullable String cursor,
            @QueryValue(value = "page_size", defaultValue = "50") @Schema(minimum = "1", maximum = "1000") int size) {
        checkSize(size);
        Connection connection = targets.find(caller, id);
        return Listing.of(
                browsing.search(caller, connection.id(), query, Stretches.position(cursor), size), cursor, connection);
    }

    private static void checkSize(int size) {
        if (size < 1 || size > LARGEST) {
            throw new Refusal.InvalidInput("page_size", "must be from 1 to " + LARGEST);
        }
    }
}
