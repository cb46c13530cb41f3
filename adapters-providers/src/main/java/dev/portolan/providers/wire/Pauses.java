package dev.portolan.providers.wire;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How long is waited between attempts.
 *
 * @param first after the first failure; each later pause is three times as long
 * @param asked what is made of a pause that the provider asks for
 */
public record Pauses(Duration first, UnaryOperator<Duration> asked) {

    public static final Pauses REAL = new Pauses(Duration.ofMillis(200), UnaryOperator.identity());
}
