package dev.portolan.application.oauth;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How threads wait; a parameter, so that tests decide what passes. */
@FunctionalInterface
public interface Waiting {

    Waiting REAL = (done, most) -> done.await(most.toNanos(), TimeUnit.NANOSECONDS);

    /** @return whether it is done; false where the time passed first */
    boolean until(CountDownLatch done, Duration most) throws InterruptedException;
}
