package dev.portolan.providers.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.ProviderFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The layers stand in the order that the wire promises: each sees what those within it do, and no more. */
class OrderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private final List<Duration> waited = new ArrayList<>();
    private Instant now = NOW;
    private int tokens;

    private final Wire wire = new Wire(
            call -> {
                sent.add(call.headers().getOrDefault("Authorization", "none"));
                return replies.remove();
            },
            () -> now,
            new Pauses(Duration.ofNanos(1), asked -> {
                waited.add(asked);
                now = now.plus(asked);
                return Duration.ZERO;
            }),
            meters,
            Optional.empty());

    private final Connector.Keys keys = new Connector.Keys() {
        @Override
        public Optional<String> secret(String field) {
            return Optional.empty();
        }

        @Override
        public String accessToken() {
            return String.valueOf(tokens);
        }

        @Override
        public String renew(String refused) {
            return String.valueOf(++tokens);
        }

        @Override
        public String holder() {
            return "grant-1";
        }
    };

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void observing_stands_around_retrying() {
        answer(500, Map.of(), 2);
        answer(200, Map.of(), 1);
        download("/files/{id}");
        assertEquals(1, calls("/files/{id}", "ok"));
        assertEquals(3, attempts("/files/{id}"));
    }

    @Test
    void observing_tells_what_failed_by_its_name() {
        answer(429, Map.of("Retry-After", "600"), 1);
        assertThrows(ProviderFailure.RateLimited.class, () -> download("/files/{id}"));
        assertEquals(1, calls("/files/{id}", "rate_limited"));
    }

    @Test
    void nothing_but_the_template_becomes_a_metric() {
        answer(200, Map.of(), 1);
        download("/files/{id}");
        assertTrue(meters.getMeters().stream()
                .noneMatch(meter -> meter.getId().toString().contains("canary")));
    }

    @Test
    void retrying_stands_around_throttling() {
        answer(429, Map.of("Retry-After", "3"), 1);
        answer(200, Map.of(), 1);
        download("/a");
        assertEquals(List.of(Duration.ofSeconds(3)), waited, "waited for by one of the two");
        assertEquals(2, sent.size());
    }

    @Test
    void throttling_stands_around_authorizing() {
        answer(429, Map.of("Retry-After", "600"), 1);
        assertThrows(ProviderFailure.RateLimited.class, () -> download("/a"));
        ProviderFailure.RateLimited held = assertThrows(ProviderFailure.RateLimited.class, () -> download("/b"));
        assertEquals(Duration.ofMinutes(10), held.retryAfter());
        assertEquals(1, sent.size(), "nobody calls until the quota is back");
        assertEquals(1, calls("none", "rate_limited"));
    }

    @Test
    void authorizing_stands_around_classifying() {
        answer(401, Map.of(), 1);
        answer(200, Map.of(), 1);
        download("/a");
        assertEquals(List.of("Bearer 0", "Bearer 1"), sent);
    }

    @Test
    void a_renewed_token_is_refused_only_once() {
        answer(401, Map.of(), 2);
        assertThrows(ProviderFailure.Unauthorized.class, () -> download("/a"));
        assertEquals(2, sent.size());
    }

    private void download(String path) {
        wire.bearing("example", keys, (call, reply) -> Optional.empty())
                .download(() -> Call.get("The thing", URI.create("https://api.example.com/a?token=canary"))
                        .counted(path))
                .close();
    }

    private long calls(String path, String outcome) {
        return meters.get("portolan.provider.calls")
                .tags("provider", "example", "path", path, "outcome", outcome)
                .timer()
                .count();
    }

    private double attempts(String path) {
        return meters.get("portolan.provider.attempts")
                .tags("provider", "example", "path", path)
                .counter()
                .count();
    }

    private void answer(int status, Map<String, String> headers, int times) {
        for (int i = 0; i < times; i++) {
            replies.add(new Reply(
                    status,
                    name -> Optional.ofNullable(headers.get(name)),
                    new ByteArrayInputStream("body".getBytes(StandardCharsets.UTF_8))));
        }
    }
}
