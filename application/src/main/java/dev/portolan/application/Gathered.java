package dev.portolan.application;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lookups by many at once. While one is under way, what is asked for meanwhile is gathered, and looked up by the next together:
 * nobody is answered by a lookup that began before they asked, so that no answer is older than its question, and nothing is
 * remembered. Only what belongs to the same group is looked up together.
 *
 * <p>Whoever's lookup fails in company, or takes longer than their patience, looks by themselves.
 */
final class Gathered<G, K, V> {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final BiFunction<G, Set<K>, Map<K, V>> lookup;
    private final Map<G, Batch<K, V>> running = new ConcurrentHashMap<>();
    private final Map<G, Batch<K, V>> next = new ConcurrentHashMap<>();

    /** @param lookup answers a map without those that are not there */
    Gathered(BiFunction<G, Set<K>, Map<K, V>> lookup) {
        this.lookup = lookup;
    }

    /** What is looked up together, and what came of it. */
    private static final class Batch<K, V> {

        private final Set<K> keys = new HashSet<>();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile @Nullable Map<K, V> found;

        /** Only while nobody has taken it from {@link #next}, and as one of its changes. */
        Batch<K, V> with(K key) {
            keys.add(key);
            return this;
        }

        void end(@Nullable Map<K, V> answer) {
            found = answer;
            over.countDown();
        }

        /** Empty where it failed or takes too long. */
        Optional<Map<K, V>> answer() {
            try {
                return over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        ? Optional.ofNullable(found)
                        : Optional.empty();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    Optional<V> find(G group, K key) {
        Batch<K, V> mine = new Batch<>();
        Batch<K, V> joined =
                Objects.requireNonNull(next.compute(group, (same, open) -> (open == null ? mine : open).with(key)));
        Optional<Map<K, V>> found = joined == mine ? lead(group, mine) : joined.answer();
        return Optional.ofNullable(
                found.orElseGet(() -> lookup.apply(group, Set.of(key))).get(key));
    }

    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: it only spares lookups.
    private Optional<Map<K, V>> lead(G group, Batch<K, V> mine) {
        Batch<K, V> before = running.get(group);
        if (before != null) {
            // How it ends is of no concern here: it was waited for, not asked.
            before.answer();
        }
        running.put(group, mine);
        // Those who are about to ask may as well come along; where there are none this takes no time.
        Thread.yield();
        // Whoever comes from here on is too late for this one.
        next.remove(group, mine);
        Map<K, V> found = null;
        try {
            found = lookup.apply(group, mine.keys);
        } catch (RuntimeException failure) {
            if (mine.keys.size() == 1) {
                throw failure;
            }
        } finally {
            running.remove(group, mine);
            mine.end(found);
        }
        return Optional.ofNullable(found);
    }
}
