package dev.portolan.application.oauth;

import dev.portolan.application.memory.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits by the clock of the test: as long as that stands still, nothing passes. */
final class ClockedWaiting implements Waiting {

    private static final Duration LONG = Duration.ofSeconds(1);

    private final SettableClock clock;
    private final AtomicInteger longWaits = new AtomicInteger();

    ClockedWaiting(SettableClock clock) {
        this.clock = clock;
    }

    /** How often somebody has begun to wait for more than a moment. */
    int longWaits() {
        return longWaits.get();
    }

    @Override
    public boolean until(CountDownLatch done, Duration most) throws InterruptedException {
        Instant end = clock.instant().plus(most);
        if (most.compareTo(LONG) > 0) {
            longWaits.incrementAndGet();
        }
        while (clock.instant().isBefore(end)) {
            if (done.await(1, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }
}
