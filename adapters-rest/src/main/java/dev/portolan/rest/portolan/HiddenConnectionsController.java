package dev.portolan.rest.portolan;

import dev.portolan.application.Connections;
import dev.portolan.application.HiddenConnections;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.portolan.ConnectionsJson.ConnectionList;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Connections that are gone for their users, while their documents are still read. */
@Controller(PortolanApi.MOUNT)
@PortolanRoutes
@Tag(name = "Connections")
final class HiddenConnectionsController {

    private final HiddenConnections hidden;

    HiddenConnectionsController(HiddenConnections hidden) {
        this.hidden = hidden;
    }

    /** Removes a connection, its credential and its schedule, and keeps its documents; an open sync is cancelled first. */
    @Post("/connections/{id}/hide")
    @Status(HttpStatus.NO_CONTENT)
    void hideConnection(@CalledBy Principal caller, String id) {
        hidden.hide(caller, Connections.id(id));
    }

    /** Hidden connections of the organization, newest first; for its administrators. */
    @Get("/hidden-connections")
    ConnectionList listHiddenConnections(
            @CalledBy Principal caller,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue @Nullable String after) {
        return ConnectionList.of(hidden.list(caller, PortolanApi.after(after), limit));
    }

    /** Deletes the documents of a hidden connection after all. */
    @Delete("/hidden-connections/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void purgeHiddenConnection(@CalledBy Principal caller, String id) {
        hidden.purge(caller, Connections.id(id));
    }
}
