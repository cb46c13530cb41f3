package dev.portolan.application.oauth;

import dev.portolan.application.memory.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits by the clock of the test: as long as that stands still, nothing passes. */
record ClockedWaiting(SettableClock clock) implements Waiting {

    @Override
    public boolean until(CountDownLatch done, Duration most) throws InterruptedException {
        Instant end = clock.instant().plus(most);
        while (clock.instant().isBefore(end)) {
            if (done.await(1, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }
}
