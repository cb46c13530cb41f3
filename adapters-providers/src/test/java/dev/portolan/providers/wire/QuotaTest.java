package dev.portolan.providers.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.application.port.HoldStore;
import dev.portolan.domain.ProviderFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What providers say about quotas is kept to, by everybody whose quota it is. */
class QuotaTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final List<Duration> waited = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();
    private final MemoryHolds holds = new MemoryHolds();
    private volatile Instant now = NOW;
    private volatile int status = 200;
    private final AtomicInteger sent = new AtomicInteger();

    @AfterEach
    void close() {
        wires.forEach(Wire::close);
    }

    @ParameterizedTest
    @CsvSource({
        "RateLimit-Remaining, RateLimit-Reset, 600",
        "X-RateLimit-Remaining, X-RateLimit-Reset, 1795255800",
        "X-Rate-Limit-Remaining, X-Rate-Limit-Reset, 600",
    })
    void a_spent_quota_holds_the_next_call(String remaining, String reset, String told) {
        headers.putAll(Map.of(remaining, "0", reset, told));
        Wire wire = wire(Optional.empty());
        call(wire, "one");
        ProviderFailure.RateLimited held = assertThrows(ProviderFailure.RateLimited.class, () -> call(wire, "one"));
        assertEquals(Duration.ofMinutes(10), held.retryAfter());
        now = NOW.plusSeconds(600);
        headers.clear();
        call(wire, "one");
        assertEquals(2, sent.get());
    }

    @Test
    void the_last_tenth_is_spread_over_the_time_that_is_left() {
        headers.putAll(Map.of("RateLimit-Limit", "100", "RateLimit-Remaining", "9", "RateLimit-Reset", "40"));
        Wire wire = wire(Optional.empty());
        call(wire, "one");
        call(wire, "one");
        assertEquals(List.of(Duration.ofSeconds(4)), waited);
        headers.put("RateLimit-Remaining", "50");
        call(wire, "one");
        assertEquals(List.of(Duration.ofSeconds(4), Duration.ofSeconds(4)), waited);
        call(wire, "one");
        assertEquals(2, waited.size());
    }

    @ParameterizedTest
    @CsvSource({"many, 60", "0, soon", "0, 999999", "-1, 60"})
    void headers_that_say_nothing_hold_nobody(String remaining, String reset) {
        headers.putAll(Map.of("RateLimit-Remaining", remaining, "RateLimit-Reset", reset));
        Wire wire = wire(Optional.empty());
        call(wire, "one");
        call(wire, "one");
        assertEquals(2, sent.get());
        assertEquals(List.of(), waited);
    }

    @Test
    void accounts_have_quotas_of_their_own() {
        Wire wire = wire(Optional.empty());
        limited(wire, "one");
        call(wire, "two");
        call(wire, "");
        limited(wire, "");
        call(wire, "");
        assertEquals(5, sent.get());
    }

    @Test
    @Timeout(60)
    void replicas_share_what_one_was_told() {
        Wire one = wire(Optional.of(holds));
        Wire other = wire(Optional.of(holds));
        limited(one, "one");
        awaitHeld(other, "one");
        call(other, "two");
    }

    @Test
    @Timeout(60)
    void a_store_that_fails_stops_no_call() {
        holds.broken = true;
        Wire wire = wire(Optional.of(holds));
        call(wire, "one");
        limited(wire, "one");
        assertThrows(ProviderFailure.RateLimited.class, () -> call(wire, "one"));
        assertEquals(2, sent.get());
    }

    /** What others were told is learnt in the background, at most a second late by the wire's own clock. */
    private void awaitHeld(Wire wire, String holder) {
        while (true) {
            now = now.plusMillis(1);
            try {
                call(wire, holder);
            } catch (ProviderFailure.RateLimited held) {
                return;
            }
            now = now.plusSeconds(1);
            Thread.onSpinWait();
            if (now.isAfter(NOW.plusSeconds(590))) {
                now = NOW.plusSeconds(2);
            }
        }
    }

    private void limited(Wire wire, String holder) {
        status = 429;
        headers.put("Retry-After", "600");
        assertThrows(ProviderFailure.RateLimited.class, () -> call(wire, holder));
        headers.clear();
        status = 200;
    }

    private void call(Wire wire, String holder) {
        wire.to("example", holder, call -> call, (call, reply) -> Optional.empty())
                .download(() -> Call.get("The thing", URI.create("https://api.example.com/a")))
                .close();
    }

    private Wire wire(Optional<HoldStore> store) {
        Exchange transport = call -> {
            sent.incrementAndGet();
            Map<String, String> told = Map.copyOf(headers);
            return new Reply(
                    status, name -> Optional.ofNullable(told.get(name)), new ByteArrayInputStream(new byte[0]));
        };
        Pauses pauses = new Pauses(Duration.ofNanos(1), asked -> {
            waited.add(asked);
            now = now.plus(asked);
            return Duration.ZERO;
        });
        Wire wire = new Wire(transport, () -> now, pauses, new SimpleMeterRegistry(), store);
        wires.add(wire);
        return wire;
    }

    private static final class MemoryHolds implements HoldStore {
        private final Map<String, Instant> held = new ConcurrentHashMap<>();
        private volatile boolean broken;

        @Override
        public void hold(String key, Instant until) {
            check();
            held.put(key, until);
        }

        @Override
        public Map<String, Instant> active(Instant now) {
            check();
            return held.entrySet().stream()
                    .filter(entry -> entry.getValue().isAfter(now))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        private void check() {
            if (broken) {
                throw new IllegalStateException("no database");
            }
        }
    }
}
