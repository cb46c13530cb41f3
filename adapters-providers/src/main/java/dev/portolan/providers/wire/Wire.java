package dev.portolan.providers.wire;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.HoldStore;
import dev.portolan.domain.ProviderFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Where connectors get their layered exchanges. */
@Singleton
public final class Wire implements AutoCloseable {

    private final Exchange transport;
    private final InstantSource clock;
    private final Pauses pauses;
    private final MeterRegistry meters;
    private final Retrying retrying;
    private final Holds holds;
    private final Map<Line, Lane> lanes = new ConcurrentHashMap<>();
    private final AtomicLong alone = new AtomicLong();

    @Inject
    public Wire(Transport transport, InstantSource clock, Optional<MeterRegistry> meters, Optional<HoldStore> holds) {
        this(transport, clock, Pauses.REAL, meters.orElseGet(SimpleMeterRegistry::new), holds);
    }

    public Wire(Exchange transport, InstantSource clock, Pauses pauses) {
        this(transport, clock, pauses, new SimpleMeterRegistry(), Optional.empty());
    }

    /** @param holds what replicas tell each other about quotas; empty: nothing */
    public Wire(
            Exchange transport, InstantSource clock, Pauses pauses, MeterRegistry meters, Optional<HoldStore> holds) {
        this.transport = transport;
        this.clock = clock;
        this.pauses = pauses;
        this.meters = meters;
        this.retrying = new Retrying(pauses);
        this.holds = new Holds(holds, clock);
    }

    /**
     * @param provider its id
     * @param holder whose quota the calls count against ({@link Connector.Keys#holder}); empty: nobody shares it
     * @param authorizing puts the credential on, once per attempt
     * @param failures what a reply that is no success means to this provider; empty: what its status says
     */
    public ProviderHttp to(
            String provider,
            String holder,
            UnaryOperator<Call> authorizing,
            BiFunction<Call, Reply, Optional<ProviderFailure>> failures) {
        return layers(line(provider, holder), Authorizing.by(authorizing), failures);
    }

    /** For a connection that was authorized in the browser: its access token on every call, renewed once when it is refused. */
    public ProviderHttp bearing(
            String provider, Connector.Keys keys, BiFunction<Call, Reply, Optional<ProviderFailure>> failures) {
        return layers(line(provider, keys.holder()), new Authorizing.Bearer(keys), failures);
    }

    private Line line(String provider, String holder) {
        return holder.isEmpty()
                ? new Line(provider, "alone-" + alone.incrementAndGet(), false)
                : new Line(provider, holder, true);
    }

    private ProviderHttp layers(
            Line line, Authorizing authorizing, BiFunction<Call, Reply, Optional<ProviderFailure>> failures) {
        Lane lane = line.isShared() ? lanes.computeIfAbsent(line, this::lane) : lane(line);
        return new ProviderHttp(
                new Observing(meters, line.provider()),
                retrying,
                lane,
                authorizing,
                new Classifying(failures, clock, lane.listening(transport)));
    }

    private Lane lane(Line line) {
        return new Lane(line, holds, clock, pauses);
    }

    /** How long it is until a time that a provider names; zero where it has passed. */
    public Duration until(Instant time) {
        Duration wait = Duration.between(clock.instant(), time);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** The time by which calls are signed. */
    public InstantSource clock() {
        return clock;
    }

    @Override
    @PreDestroy
    public void close() {
        holds.close();
    }
}
