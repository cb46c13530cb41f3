package dev.portolan.rest.portolan;

import dev.portolan.application.Syncs;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.RunWatch;
import dev.portolan.rest.portolan.SyncsJson.SyncDetails;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.reactivestreams.Publisher;

/** A sync as it goes on, as server-sent events. */
@Controller(PortolanApi.MOUNT)
@PortolanRoutes
@Tag(name = "Syncs")
final class SyncEventsController {

    private final RunWatch watch;

    SyncEventsController(RunWatch watch) {
        this.watch = watch;
    }

    /** An event {@code sync} for every change that is seen, the last one for the final state; comments in between. */
    @Get(value = "/syncs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM)
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM,
                            schema = @Schema(implementation = SyncDetails.class)))
    Publisher<Event<Object>> watchSync(@CalledBy Principal caller, String id) {
        return watch.keptAlive(
                watch.of(caller, Syncs.id(id))
                        .map(SyncDetails::of)
                        .distinctUntilChanged()
                        .map(details -> Event.<Object>of(details).name("sync")),
                Event.<Object>of("").comment("still there"));
    }
}
