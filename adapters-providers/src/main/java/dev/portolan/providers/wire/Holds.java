package dev.portolan.providers.wire;

import dev.portolan.application.port.HoldStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when no call may be made, by line. What one replica is told the others learn about a second later: on a thread of
 * their own, because whoever calls a provider may be interrupted, and must not be in the middle of a database statement.
 */
final class Holds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Map<String, Instant> held = new ConcurrentHashMap<>();
    private final Map<String, Instant> paced = new ConcurrentHashMap<>();
    private final Optional<HoldStore> store;
    private final InstantSource clock;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("holds").factory());
    private final AtomicBoolean learning = new AtomicBoolean();
    private volatile Instant learnt = Instant.MIN;

    /** @param store what replicas share; empty: there are none */
    Holds(Optional<HoldStore> store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** For everybody on the line, on every replica. */
    void hold(Line line, Instant until) {
        held.merge(line.key(), until, Holds::later);
        if (line.isShared()) {
            store.ifPresent(shared -> onOwnThread(() -> shared.hold(line.key(), until)));
        }
    }

    /** For the line's calls of this process. */
    void pace(Line line, Instant until) {
        paced.put(line.key(), until);
    }

    Duration left(Line line) {
        Instant now = clock.instant();
        if (line.isShared()) {
            learn(now);
        }
        Duration left = left(held, line, now);
        Duration pace = left(paced, line, now);
        return left.compareTo(pace) > 0 ? left : pace;
    }

    private static Duration left(Map<String, Instant> times, Line line, Instant now) {
        Instant until = times.get(line.key());
        if (until == null) {
            return Duration.ZERO;
        }
        if (!until.isAfter(now)) {
            times.remove(line.key(), until);
            return Duration.ZERO;
        }
        return Duration.between(now, until);
    }

    private void learn(Instant now) {
        if (store.isPresent() && learnt.isBefore(now.minus(FRESH)) && learning.compareAndSet(false, true)) {
            onOwnThread(() -> {
                try {
                    store.get().active(now).forEach((key, until) -> held.merge(key, until, Holds::later));
                    learnt = now;
                } finally {
                    learning.set(false);
                }
            });
        }
    }

    private void onOwnThread(Runnable work) {
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.warn("quotas are not shared with other replicas for now: {}", e.toString());
                }
            });
        } catch (RejectedExecutionException closed) {
            learning.set(false);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
