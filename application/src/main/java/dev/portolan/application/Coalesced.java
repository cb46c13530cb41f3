package dev.portolan.application;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        try {
            return shared.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | CancellationException | TimeoutException notOurs) {
            return lookup.apply(key);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return lookup.apply(key);
        }
    }

    private V lead(K key, FutureTask<V> mine) {
        awaitEnd(running.get(key));
        running.put(key, mine);
        // Whoever comes from here on is too late for this one.
        next.remove(key, mine);
        mine.run();
        running.remove(key, mine);
        try {
            return mine.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return lookup.apply(key);
        }
    }

    private static void awaitEnd(@Nullable FutureTask<?> before) {
        if (before != null) {
            try {
                before.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException itsOwn) {
                // Of no concern here: it was waited for, not asked.
            }
        }
    }
}
