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
import java.util.function.Supplier;
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
    private final Duration heartbeat;

    RunWatch(
            Syncs syncs,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
            @Value("${portolan.events.interval:500ms}") Duration interval,
            @Value("${portolan.events.heartbeat:15s}") Duration heartbeat) {
        this.syncs = syncs;
        this.blocking = Schedulers.fromExecutorService(blocking);
        this.interval = interval;
        this.heartbeat = heartbeat;
    }

    /** As it is now, and at every later look; the last one is of its end, or of the last time that the caller might see it. */
    public Flux<Syncs.View> of(Principal caller, SyncRun.Id run) {
        return of(() -> syncs.get(caller, run));
    }

    /** The same by another way to look. */
    public Flux<Syncs.View> of(Supplier<Syncs.View> look) {
        Syncs.View first = look.get();
        return Flux.interval(interval)
                .onBackpressureDrop()
                .concatMap(tick -> later(look), 1)
                .onErrorComplete(Refusal.class)
                .startWith(first)
                .takeUntil(view -> !view.run().isOpen());
    }

    /** As it is when it has ended, or after so long. */
    public Mono<Syncs.View> ended(Principal caller, SyncRun.Id run, Duration atMost) {
        return of(caller, run).takeUntilOther(Mono.delay(atMost)).last();
    }

    /** What may block, where that does no harm. */
    public <T> Mono<T> later(Supplier<T> work) {
        return Mono.fromSupplier(work).subscribeOn(blocking);
    }

    /** With something in between now and then, so that nobody on the way takes the connection for dead. */
    public <T> Flux<T> keptAlive(Flux<T> events, T sign) {
        Flux<T> signs = Flux.interval(heartbeat).onBackpressureDrop().map(tick -> sign);
        return events.publish(shared -> shared.mergeWith(signs.takeUntilOther(shared.ignoreElements())));
    }
}
