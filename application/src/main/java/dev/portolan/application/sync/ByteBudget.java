package dev.portolan.application.sync;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How much text this process may hold at once, in bytes, rounded up to kibibytes. */
final class ByteBudget {

    private final int most;
    private final Semaphore kibibytes;

    ByteBudget(long bytes) {
        this.most = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes >> 10));
        this.kibibytes = new Semaphore(most, true);
    }

    boolean tryTake(long bytes) {
        return kibibytes.tryAcquire(units(bytes));
    }

    /** Waits a while. @return false where others hold too much still */
    boolean take(long bytes, long millis) {
        try {
            return kibibytes.tryAcquire(units(bytes), millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new SliceStopped(SliceStopped.Reason.SHUTTING_DOWN);
        }
    }

    void give(long bytes) {
        kibibytes.release(units(bytes));
    }

    private int units(long bytes) {
        return (int) Math.min(most, (bytes + 1023) >> 10);
    }
}
