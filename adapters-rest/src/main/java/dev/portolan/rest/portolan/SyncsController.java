package dev.portolan.rest.portolan;

import dev.portolan.application.Connections;
import dev.portolan.application.Syncs;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.portolan.SyncsJson.NewSync;
import dev.portolan.rest.portolan.SyncsJson.SyncDetails;
import dev.portolan.rest.portolan.SyncsJson.SyncList;
import dev.portolan.rest.portolan.SyncsJson.SyncView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Syncs of connections: started, watched, cancelled. */
@Controller(PortolanApi.MOUNT)
@PortolanRoutes
@Tag(name = "Syncs")
final class SyncsController {

    private final Syncs syncs;

    SyncsController(Syncs syncs) {
        this.syncs = syncs;
    }

    /** Syncs of a connection, newest first. */
    @Get("/connections/{id}/syncs")
    SyncList listSyncs(
            @CalledBy Principal caller,
            String id,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue @Nullable String after) {
        return SyncList.of(syncs.list(caller, Connections.id(id), PortolanApi.after(after), limit));
    }

    /** Starts a sync; 409 while one is open. */
    @Post("/connections/{id}/syncs")
    @Status(HttpStatus.CREATED)
    HttpResponse<SyncView> startSync(
            @CalledBy Principal caller,
            String id,
            @Body @RequestBody(content = @Content(schema = @Schema(implementation = NewSync.class))) @Nullable
                    JsonBody body) {
        SyncView started = SyncView.of(syncs.start(caller, Connections.id(id), NewSync.read(body)));
        return PortolanApi.created("/syncs/", started.id(), started);
    }

    /** Forgets the connection's documents and how far it has got, by a sync of its own; 409 while one is open. */
    @Post("/connections/{id}/clear")
    @Status(HttpStatus.CREATED)
    HttpResponse<SyncDetails> clearConnection(@CalledBy Principal caller, String id) {
        SyncDetails started = SyncDetails.of(syncs.clear(caller, Connections.id(id)));
        return PortolanApi.created("/syncs/", started.id(), started);
    }

    /** One sync with its scopes. */
    @Get("/syncs/{id}")
    SyncDetails getSync(@CalledBy Principal caller, String id) {
        return SyncDetails.of(syncs.get(caller, Syncs.id(id)));
    }

    /** Ends a sync; what it has done stays. */
    @Post("/syncs/{id}/cancel")
    SyncDetails cancelSync(@CalledBy Principal caller, String id) {
        return SyncDetails.of(syncs.cancel(caller, Syncs.id(id)));
    }

    /** Lets the deletions happen that this connection's syncs hold back, by a sync of its own. */
    @Post("/syncs/{id}/confirm-deletions")
    @Status(HttpStatus.CREATED)
    HttpResponse<SyncDetails> confirmDeletions(@CalledBy Principal caller, String id) {
        SyncDetails started = SyncDetails.of(syncs.confirmDeletions(caller, Syncs.id(id)));
        return PortolanApi.created("/syncs/", started.id(), started);
    }
}
