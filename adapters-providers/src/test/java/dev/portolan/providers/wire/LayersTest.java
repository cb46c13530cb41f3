package dev.portolan.providers.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.ProviderFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersTest {

    private static final Call CALL = Call.get("The thing", URI.create("https://api.example.com/thing?token=canary"));
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Call> sent = new ArrayList<>();
    private final List<Duration> waited = new ArrayList<>();
    private int signatures;
    private Instant now = NOW;

    @ParameterizedTest
    @CsvSource({
        "401, Unauthorized, 1", "403, Denied, 1", "404, Missing, 1", "410, Missing, 1", "408, Transient, 4",
                "429, RateLimited, 1",
        "500, Transient, 4", "502, Transient, 4", "503, Transient, 4", "400, Invalid, 1", "302, Invalid, 1",
                "418, Invalid, 1",
    })
    void a_status_says_what_failed_and_whether_it_is_tried_again(int status, String failure, int attempts) {
        answer(status, Map.of(), 10);
        ProviderFailure thrown = assertThrows(
                ProviderFailure.class, () -> http(LayersTest::saysNothing).download(() -> CALL));
        assertEquals(failure, thrown.getClass().getSimpleName());
        assertEquals(attempts, sent.size());
        assertTrue(thrown.message().contains("The thing") && thrown.message().contains("api.example.com"));
        assertTrue(!thrown.message().contains("canary"), thrown.message());
    }

    @Test
    void the_connector_knows_better_than_the_status() {
        answer(404, Map.of(), 1);
        ProviderFailure own = new ProviderFailure.Denied("hidden");
        assertSame(
                own,
                assertThrows(
                        ProviderFailure.class,
                        () -> http((call, reply) -> Optional.of(own)).download(() -> CALL)));
    }

    @Test
    void an_answer_that_the_call_accepts_is_no_failure() {
        answer(304, Map.of(), 1);
        Call accepting = CALL.accepting(reply -> reply.status() == 304);
        assertEquals(
                304, http(LayersTest::saysNothing).download(() -> accepting).status());
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "120, PT2M",
        "'Sat, 21 Nov 2026 10:01:00 GMT', PT1M",
        "'Sat, 21 Nov 2026 09:00:00 GMT', PT0S",
        "soon, PT30S",
    })
    void a_pause_is_told_in_seconds_or_as_a_date(String header, Duration expected) {
        answer(429, Map.of("Retry-After", header), 10);
        ProviderFailure.RateLimited limited = assertInstanceOf(
                ProviderFailure.RateLimited.class,
                assertThrows(
                        ProviderFailure.class,
                        () -> http(LayersTest::saysNothing).download(() -> CALL)));
        assertEquals(expected, limited.retryAfter());
    }

    @Test
    void a_server_that_says_when_it_is_back_is_a_quota() {
        answer(503, Map.of("Retry-After", "60"), 1);
        assertThrows(
                ProviderFailure.RateLimited.class,
                () -> http(LayersTest::saysNothing).download(() -> CALL));
    }

    @Test
    void a_short_quota_is_waited_for_as_long_as_was_asked() {
        answer(429, Map.of("Retry-After", "3"), 2);
        answer(200, Map.of(), 1);
        assertEquals(200, http(LayersTest::saysNothing).download(() -> CALL).status());
        assertEquals(List.of(Duration.ofSeconds(3), Duration.ofSeconds(3)), waited);
    }

    @Test
    void every_attempt_is_signed_anew() {
        answer(500, Map.of(), 2);
        answer(200, Map.of(), 1);
        http(LayersTest::saysNothing).download(() -> CALL);
        assertEquals(
                List.of("1", "2", "3"),
                sent.stream().map(call -> call.headers().get("signature")).toList());
    }

    @Test
    void a_small_answer_that_breaks_off_is_asked_for_again() {
        answer(200, Map.of(), 3);
        int[] reads = {0};
        String text = http(LayersTest::saysNothing).get(() -> CALL, body -> {
            if (++reads[0] < 3) {
                throw new IOException("broke");
            }
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        });
        assertEquals("body", text);
    }

    @Test
    void an_interrupted_thread_tries_nothing_again() {
        answer(500, Map.of(), 10);
        Thread.currentThread().interrupt();
        assertThrows(
                ProviderFailure.Transient.class,
                () -> http(LayersTest::saysNothing).download(() -> CALL));
        assertTrue(Thread.interrupted());
        assertEquals(1, sent.size());
    }

    private static Optional<ProviderFailure> saysNothing(Call call, Reply reply) {
        return Optional.empty();
    }

    private ProviderHttp http(BiFunction<Call, Reply, Optional<ProviderFailure>> failures) {
        Exchange transport = call -> {
            sent.add(call);
            return replies.remove();
        };
        Pauses pauses = new Pauses(Duration.ofNanos(1), asked -> {
            waited.add(asked);
            now = now.plus(asked);
            return Duration.ZERO;
        });
        return new Wire(transport, () -> now, pauses)
                .to("example", "", call -> call.with("signature", String.valueOf(++signatures)), failures);
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
