package dev.portolan.application.sync;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows, while something is being worked at, that its worker lives; and stops it, wherever it is, when the run is cancelled, the
 * lease is lost or the server shuts down.
 */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Bounds bounds;
    private final AtomicBoolean shuttingDown = new AtomicBoolean();

    Watch(Bounds bounds) {
        this.bounds = bounds;
    }

    /** From now on every slice ends at its next step. */
    void shutDown() {
        shuttingDown.set(true);
    }

    /** @param beat shows a sign of life, and tells whether and why the work is to stop */
    <T> T over(ProviderCalls calls, Supplier<Optional<SliceStopped.Reason>> beat, Supplier<T> work) {
        CountDownLatch done = new CountDownLatch(1);
        Thread watcher = Thread.ofVirtual().name("watch").start(() -> watch(calls, beat, done));
        try {
            return work.get();
        } finally {
            done.countDown();
            join(watcher);
        }
    }

    /** The watcher may be in the middle of a statement: nothing of it may be left behind when the slice is given up. */
    private static void join(Thread watcher) {
        try {
            watcher.join();
        } catch (InterruptedException shuttingDown) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(ProviderCalls calls, Supplier<Optional<SliceStopped.Reason>> beat, CountDownLatch done) {
        try {
            long pause = Math.min(bounds.beat().toMillis(), 250);
            long sinceBeat = 0;
            while (!done.await(pause, TimeUnit.MILLISECONDS)) {
                sinceBeat += pause;
                if (shuttingDown.get()) {
                    calls.stop(SliceStopped.Reason.SHUTTING_DOWN);
                } else if (sinceBeat >= bounds.beat().toMillis()) {
                    sinceBeat = 0;
                    look(beat).ifPresent(calls::stop);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<SliceStopped.Reason> look(Supplier<Optional<SliceStopped.Reason>> beat) {
        try {
            return beat.get();
        } catch (RuntimeException databaseAway) {
            LOG.warn("cannot show a sign of life: {}", databaseAway.toString());
            return Optional.empty();
        }
    }
}
