package dev.portolan.application;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Lookups of the same thing by many at once. While one is under way, those who come wait for the next and share it: nobody is
 * answered by a lookup that began before they asked, so that no answer is older than its question, and nothing is remembered.
 *
 * <p>Whoever's shared lookup fails, or takes longer than their patience, looks by themselves.
 */
final class Coalesced<K, V> {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Function<K, V> lookup;
    private final Map<K, FutureTask<V>> running = new ConcurrentHashMap<>();
    private final Map<K, FutureTask<V>> next = new ConcurrentHashMap<>();

    Coalesced(Function<K, V> lookup) {
        this.lookup = lookup;
    }

    V get(K key) {
        FutureTask<V> mine = new FutureTask<>(() -> lookup.apply(key));
        FutureTask<V> shared = next.putIfAbsent(key, mine);
        if (shared == null) {
            return lead(key, mine);
        }
        return succeeds(shared) ? shared.resultNow() : lookup.apply(key);
    }

    private V lead(K key, FutureTask<V> mine) {
        FutureTask<V> before = running.get(key);
        if (before != null) {
            // How it ends is of no concern here: it was waited for, not asked.
            succeeds(before);
        }
        running.put(key, mine);
        // Whoever comes from here on is too late for this one.
        next.remove(key, mine);
        mine.run();
        running.remove(key, mine);
        if (mine.state() == Future.State.SUCCESS) {
            return mine.resultNow();
        }
        throw mine.exceptionNow() instanceof RuntimeException failure
                ? failure
                : new IllegalStateException(mine.exceptionNow());
    }

    /** Waits for it, with patience. */
    private static boolean succeeds(FutureTask<?> task) {
        try {
            task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException notThere) {
            return false;
        }
    }
}
