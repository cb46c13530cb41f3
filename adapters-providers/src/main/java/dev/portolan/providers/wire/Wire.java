package dev.portolan.providers.wire;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.ProviderFailure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Where connectors get their layered exchanges. */
@Singleton
public final class Wire {

    private final Exchange transport;
    private final InstantSource clock;
    private final Retrying retrying;

    @Inject
    public Wire(Transport transport, InstantSource clock) {
        this(transport, clock, Pauses.REAL);
    }

    public Wire(Exchange transport, InstantSource clock, Pauses pauses) {
        this.transport = transport;
        this.clock = clock;
        this.retrying = new Retrying(pauses);
    }

    /**
     * @param authorizing puts the credential on, once per attempt
     * @param failures what a reply that is no success means to this provider; empty: what its status says
     */
    public ProviderHttp to(
            UnaryOperator<Call> authorizing, BiFunction<Call, Reply, Optional<ProviderFailure>> failures) {
        return new ProviderHttp(retrying, Authorizing.by(authorizing), new Classifying(failures, clock, transport));
    }

    /** For a connection that was authorized in the browser: its access token on every call, renewed once when it is refused. */
    public ProviderHttp bearing(Connector.Keys keys, BiFunction<Call, Reply, Optional<ProviderFailure>> failures) {
        return new ProviderHttp(retrying, new Authorizing.Bearer(keys), new Classifying(failures, clock, transport));
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
}
