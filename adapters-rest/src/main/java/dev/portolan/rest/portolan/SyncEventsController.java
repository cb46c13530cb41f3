package dev.portolan.rest.portolan;

import dev.portolan.application.Syncs;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.portolan.SyncsJson.SyncDetails;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A sync as it goes on, as server-sent events. */
@Controller(PortolanApi.MOUNT)
@PortolanRoutes
@Tag(name = "Syncs")
final class SyncEventsController {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Syncs syncs;
    private final Scheduler blocking;
    private final Duration interval;

    SyncEventsController(
            Syncs syncs,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
            @Value("${portolan.events.interval:500ms}") Duration interval) {
        this.syncs = syncs;
        this.blocking = Schedulers.fromExecutorService(blocking);
        this.interval = interval;
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
        SyncRun.Id run = Syncs.id(id);
        Syncs.View first = syncs.get(caller, run);
        return Flux.interval(interval)
                .onBackpressureDrop()
                .concatMap(tick -> look(caller, run), 1)
                .onErrorComplete(Refusal.class)
                .startWith(first)
                .takeUntil(view -> !view.run().isOpen())
                .map(SyncDetails::of)
                .distinctUntilChanged()
                .map(details -> Event.<Object>of(details).name("sync"))
                .publish(events -> events.mergeWith(heartbeats().takeUntilOther(events.ignoreElements())));
    }

    /** Looks on a thread that may block, and holds none between two looks. */
    private Mono<Syncs.View> look(Principal caller, SyncRun.Id run) {
        return Mono.fromCallable(() -> syncs.get(caller, run)).subscribeOn(blocking);
    }

    private static Flux<Event<Object>> heartbeats() {
        return Flux.interval(HEARTBEAT)
                .onBackpressureDrop()
                .map(tick -> Event.<Object>of("").comment("still there"));
    }
}
