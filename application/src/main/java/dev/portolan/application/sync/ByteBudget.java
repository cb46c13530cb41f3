package dev.portolan.application.sync;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How much text this process may hold at once. */
final class ByteBudget {

    private final int most;
    private final Kibibytes free;

    ByteBudget(long bytes) {
        this.most = Math.clamp(bytes >> 10, 1, Integer.MAX_VALUE);
        this.free = new Kibibytes(most);
    }

    /** Waits a while, in turn. More than there is in all counts as all. @return empty where others hold too much still */
    Optional<Place> take(long bytes, long millis) {
        int wanted = kibibytes(bytes);
        try {
            return wanted == 0 || free.tryAcquire(wanted, millis, TimeUnit.MILLISECONDS)
                    ? Optional.of(new Place(wanted))
                    : Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new SliceStopped(SliceStopped.Reason.SHUTTING_DOWN);
        }
    }

    private int kibibytes(long bytes) {
        return (int) Math.min(most, (bytes + 1023) >> 10);
    }

    /** All that nobody holds; negative where some turned out larger than they said. */
    long freeBytes() {
        return (long) free.availablePermits() << 10;
    }

    /** Part of the budget, held until it is closed. */
    final class Place implements AutoCloseable {
        private int held;
        private boolean closed;

        private Place(int held) {
            this.held = held;
        }

        /** How much it turned out to be. More is not waited for: it is here already, and others wait for it instead. */
        synchronized void becomes(long bytes) {
            if (!closed) {
                int now = kibibytes(bytes);
                free.change(held - now);
                held = now;
            }
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                free.change(held);
            }
        }
    }

    private static final class Kibibytes extends Semaphore {
        Kibibytes(int permits) {
            super(permits, true);
        }

        void change(int by) {
            if (by > 0) {
                release(by);
            } else {
                reducePermits(-by);
            }
        }
    }
}
