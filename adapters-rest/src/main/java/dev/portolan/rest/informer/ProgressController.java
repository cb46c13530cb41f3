package dev.portolan.rest.informer;

import dev.portolan.application.FollowedSyncs;
import dev.portolan.application.Syncs;
import dev.portolan.domain.Principal;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.OurRoute;
import dev.portolan.rest.RunWatch;
import dev.portolan.rest.informer.SyncsJson.Standing;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import reactor.core.publisher.Flux;

/** How the caller's own syncs go on. */
@Controller(InformerDialect.PROGRESS)
@InformerRoutes
@Tag(name = "Sync")
final class ProgressController {

    private final FollowedSyncs syncs;
    private final RunWatch watch;

    ProgressController(FollowedSyncs syncs, RunWatch watch) {
        this.syncs = syncs;
        this.watch = watch;
    }

    /**
     * A sync as it stands, until an hour after its end; only for who started it. With {@code Accept: text/event-stream} as it goes
     * on: an event {@code progress} for every change, the last one for the end.
     */
    @OurRoute
    @Get(
            value = "/{id}",
            produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Standing.class)),
                @Content(mediaType = MediaType.TEXT_EVENT_STREAM, schema = @Schema(implementation = Standing.class))
            })
    HttpResponse<?> getProgress(@CalledBy Principal caller, String id, HttpHeaders headers) {
        SyncRun.Id run = syncs.named(caller, id);
        return streamed(headers.accept())
                ? HttpResponse.ok(events(caller, id, run)).contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
                : HttpResponse.ok(standing(caller, id, syncs.look(caller, run)))
                        .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /** Who takes either, as generated clients do, cannot mean to listen. */
    private static boolean streamed(List<MediaType> accepted) {
        return accepted.contains(MediaType.TEXT_EVENT_STREAM_TYPE)
                && !accepted.contains(MediaType.APPLICATION_JSON_TYPE);
    }

    private Flux<Event<Object>> events(Principal caller, String id, SyncRun.Id run) {
        return watch.keptAlive(
                watch.of(() -> syncs.look(caller, run))
                        .concatMap(view -> watch.later(() -> standing(caller, id, view)))
                        .distinctUntilChanged()
                        .map(standing -> Event.<Object>of(standing).name("progress")),
                Event.<Object>of("").comment("still there"));
    }

    private Standing standing(Principal caller, String id, Syncs.View view) {
        return Standing.of(id, syncs.outcome(caller, view));
    }
}
