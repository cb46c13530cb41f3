package dev.portolan.application.sync;

import dev.portolan.application.port.SyncRunStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows, while a slice is being worked at, that its worker lives; and stops it, wherever it is, when the run is cancelled, the
 * lease is lost or the server shuts down.
 */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final SyncRunStore runs;
    private final Bounds bounds;
    private final AtomicBoolean shuttingDown = new AtomicBoolean();

    Watch(SyncRunStore runs, Bounds bounds) {
        this.runs = runs;
        this.bounds = bounds;
    }

    /** From now on every slice ends at its next step. */
    void shutDown() {
        shuttingDown.set(true);
    }

    <T> T over(Slice slice, Supplier<T> work) {
        CountDownLatch done = new CountDownLatch(1);
        Thread watcher = Thread.ofVirtual().name("watch").start(() -> watch(slice, done));
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

    private void watch(Slice slice, CountDownLatch done) {
        try {
            long pause = Math.min(bounds.beat().toMillis(), 250);
            long sinceBeat = 0;
            while (!done.await(pause, TimeUnit.MILLISECONDS)) {
                sinceBeat += pause;
                if (shuttingDown.get()) {
                    slice.calls().stop(SliceStopped.Reason.SHUTTING_DOWN);
                } else if (sinceBeat >= bounds.beat().toMillis()) {
                    sinceBeat = 0;
                    beat(slice);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat(Slice slice) {
        try {
            if (!runs.beat(slice.organization(), slice.scope(), slice.now())) {
                slice.calls().stop(SliceStopped.Reason.LEASE_LOST);
            } else if (runs.cancelRequested(slice.organization(), slice.run().id())) {
                slice.calls().stop(SliceStopped.Reason.CANCELLED);
            }
        } catch (RuntimeException databaseAway) {
            LOG.warn("cannot show a sign of life run={}: {}", slice.run().id().value(), databaseAway.toString());
        }
    }
}
