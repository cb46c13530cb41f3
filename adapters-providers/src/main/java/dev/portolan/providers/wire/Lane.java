package dev.portolan.providers.wire;

import dev.portolan.domain.ProviderFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The attempts of one line: so many at once, and none before its quota is back. */
final class Lane {

    private static final int AT_ONCE = 16;

    private final Line line;
    private final Holds holds;
    private final InstantSource clock;
    private final Pauses pauses;
    private final Semaphore permits = new Semaphore(AT_ONCE);

    Lane(Line line, Holds holds, InstantSource clock, Pauses pauses) {
        this.line = line;
        this.holds = holds;
        this.clock = clock;
        this.pauses = pauses;
    }

    /** What an attempt is told about its quota, everybody on this line keeps to. */
    <T> T permit(Supplier<T> attempt) {
        acquire();
        try {
            waitForQuota();
            return attempt.get();
        } catch (ProviderFailure.RateLimited limited) {
            holds.hold(line, clock.instant().plus(limited.retryAfter()));
            throw limited;
        } finally {
            permits.release();
        }
    }

    /** Learns from what replies say about the quota, failures or not. */
    Exchange listening(Exchange next) {
        return call -> {
            Reply reply = next.send(call);
            QuotaHeaders.of(reply, clock.instant()).ifPresent(quota -> {
                if (quota.isSpent()) {
                    holds.hold(line, quota.pausedUntil());
                } else {
                    holds.pace(line, quota.pausedUntil());
                }
            });
            return reply;
        };
    }

    private void waitForQuota() {
        Duration left = holds.left(line);
        if (left.compareTo(Retrying.LONGEST) > 0) {
            throw new ProviderFailure.RateLimited("The quota of this account is used up for now", left);
        }
        if (left.isPositive()) {
            sleep(pauses.asked().apply(left));
        }
    }

    private void acquire() {
        if (permits.tryAcquire()) {
            return;
        }
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static ProviderFailure interrupted() {
        Thread.currentThread().interrupt();
        return new ProviderFailure.Transient("The wait for the provider's quota was interrupted");
    }
}
