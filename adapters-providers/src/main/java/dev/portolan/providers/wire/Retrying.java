package dev.portolan.providers.wire;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.portolan.domain.ProviderFailure;
import java.time.Duration;
import java.util.function.Supplier;

/** Tries again, a few times, with growing pauses and jitter, what a moment later may work: passing failures, and quotas that are back in seconds. */
final class Retrying {

    private static final int ATTEMPTS = 4;
    private static final double JITTER = 0.3;

    /** Longer waits are not ours: the core parks the scope and gives its worker back. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private final FailsafeExecutor<Object> attempts;

    Retrying(Pauses pauses) {
        this.attempts = Failsafe.with(RetryPolicy.builder()
                .handleIf(Retrying::mayPass)
                .withMaxAttempts(ATTEMPTS)
                .withBackoff(pauses.first(), LONGEST, 3)
                .withJitter(JITTER)
                .withDelayFnOn(
                        attempt -> attempt.getLastException() instanceof ProviderFailure.RateLimited limited
                                ? pauses.asked().apply(limited.retryAfter())
                                : pauses.first(),
                        ProviderFailure.RateLimited.class)
                .build());
    }

    <T> T call(Supplier<T> attempt) {
        try {
            return attempts.get(attempt::get);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new ProviderFailure.Transient("A pause before the next attempt was interrupted");
            }
            throw e;
        }
    }

    private static boolean mayPass(Throwable failure) {
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        return failure instanceof ProviderFailure.Transient
                || (failure instanceof ProviderFailure.RateLimited limited
                        && limited.retryAfter().compareTo(LONGEST) <= 0);
    }
}
