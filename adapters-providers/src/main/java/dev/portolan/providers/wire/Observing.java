package dev.portolan.providers.wire;

import dev.portolan.domain.ProviderFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Times what a connector asks for, retries and waits included, and counts what is sent for it: by provider and path
 * template, never by query, header or id.
 */
record Observing(MeterRegistry meters, String provider) {

    /** @param work is given what must be told each call that is sent */
    <T> T observed(Function<Consumer<Call>, T> work) {
        Timer.Sample sample = Timer.start(meters);
        String[] template = {"none"};
        String outcome = "defect";
        try {
            T result = work.apply(call -> {
                template[0] = call.template();
                meters.counter("portolan.provider.attempts", "provider", provider, "path", call.template())
                        .increment();
            });
            outcome = "ok";
            return result;
        } catch (ProviderFailure failure) {
            outcome = name(failure);
            throw failure;
        } finally {
            sample.stop(meters.timer(
                    "portolan.provider.calls", "provider", provider, "path", template[0], "outcome", outcome));
        }
    }

    private static String name(ProviderFailure failure) {
        return failure.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }
}
