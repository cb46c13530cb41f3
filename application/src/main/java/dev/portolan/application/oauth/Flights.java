package dev.portolan.application.oauth;

import dev.portolan.domain.Credential;
import dev.portolan.domain.ProviderFailure;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The renewals under way in this process: whoever wants the same one waits for it. Each runs on a thread of its own that nobody
 * interrupts; only those who wait can be.
 */
final class Flights {

    /** What makes two renewals the same. {@code refused}: the tokens of this version are of no use any more. */
    record Key(Credential.Id grant, long version, boolean refused) {}

    private final ConcurrentMap<Key, FutureTask<Held>> underWay = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    boolean isUnderWay(Key key) {
        return underWay.containsKey(key);
    }

    Held join(Key key, Supplier<Held> renewal) {
        FutureTask<Held> mine = new FutureTask<>(() -> {
            try {
                return renewal.get();
            } finally {
                // Before anybody learns how it ended: whoever asks after that wants another.
                underWay.remove(key);
            }
        });
        FutureTask<Held> other = underWay.putIfAbsent(key, mine);
        if (other != null) {
            return await(other);
        }
        if (closed.get()) {
            underWay.remove(key, mine);
            throw new ProviderFailure.Transient("The server is shutting down");
        }
        Thread.ofVirtual().name("renewal").start(mine);
        return await(mine);
    }

    private static Held await(FutureTask<Held> renewal) {
        try {
            return renewal.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ProviderFailure.Transient("Interrupted while the access token was being renewed");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("A renewal threw what it does not declare", failed.getCause());
        }
    }

    /** Begins no more, and waits for those under way: one that is cut off may cost its tokens. @return false where time ran out */
    boolean close(Duration most) {
        closed.set(true);
        long end = System.nanoTime() + most.toNanos();
        return underWay.values().stream().allMatch(flight -> ends(flight, end - System.nanoTime()));
    }

    private static boolean ends(FutureTask<Held> flight, long nanos) {
        try {
            flight.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException whoeverWaitsForItKnows) {
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
