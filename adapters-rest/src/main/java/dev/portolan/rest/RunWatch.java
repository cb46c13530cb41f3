package dev.portolan.rest;

import dev.portolan.application.Syncs;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.SyncRun;
import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Looks at a sync again and again, whichever replica works at it; holds no thread between two looks. */
@Singleton
public final class RunWatch {

    private final Syncs syncs;
    private final Scheduler blocking;
    private final Duration interval;

    RunWatch(
            Syncs syncs,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
            @Value("${portolan.events.interval:500ms}") Duration interval) {
        this.syncs = syncs;
        this.blocking = Schedulers.fromExecutorService(blocking);
        this.interval = interval;
    }

    /** As it is now, and at every later look; the last one is of its end, or of the last time that the caller might see it. */
    public Flux<Syncs.View> of(Principal caller, SyncRun.Id run) {
        Syncs.View first = syncs.get(caller, run);
        return Flux.interval(interval)
                .onBackpressureDrop()
                .concatMap(tick -> look(caller, run), 1)
                .onErrorComplete(Refusal.class)
                .startWith(first)
                .takeUntil(view -> !view.run().isOpen());
    }

    /** As it is when it has ended, or after so long. */
    public Mono<Syncs.View> ended(Principal caller, SyncRun.Id run, Duration atMost) {
        return of(caller, run).takeUntilOther(Mono.delay(atMost)).last();
    }

    private Mono<Syncs.View> look(Principal caller, SyncRun.Id run) {
        return Mono.fromCallable(() -> syncs.get(caller, run)).subscribeOn(blocking);
    }
}
