package dev.portolan.providers.oauth;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Reply;
import dev.portolan.providers.wire.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

/** Calls that are made once, end in time, and throw nothing. */
final class Asking {

    private final Transport transport;
    private final Json json;
    private final FailsafeExecutor<Object> deadline;

    /** @param longest how long a call may take in all, however slowly its answer trickles in */
    Asking(Transport transport, Json json, Duration longest) {
        this.transport = transport;
        this.json = json;
        this.deadline = Failsafe.with(Timeout.builder(longest).withInterrupt().build());
    }

    /** @param otherwise what it comes to when there is no answer, and why not */
    <T> T ask(Call call, Function<Said, T> answered, Function<String, T> otherwise) {
        Said said;
        try {
            said = deadline.get(() -> send(call));
        } catch (ProviderFailure e) {
            return otherwise.apply(e.message());
        } catch (TimeoutExceededException e) {
            return otherwise.apply(call.uri().getHost() + " did not answer in time");
        }
        return answered.apply(said);
    }

    private Said send(Call call) {
        String host = String.valueOf(call.uri().getHost());
        try (Reply reply = transport.send(call)) {
            return Said.of(host, reply, json);
        } catch (IOException e) {
            throw new ProviderFailure.Transient("The answer of " + host + " broke off");
        }
    }
}
