package dev.portolan.providers.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.server.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransportTest {

    private final Transport transport = transport(List.of("127.0.0.0/8"), Duration.ofSeconds(30));

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_call_goes_out_as_it_is_written() {
        try (RawServer server = answering(200, Map.of(), "hello")) {
            URI uri = URI.create(server.uri() + "//a/../b/%2F%20+/?q=a%2Bb&empty=");
            try (Reply reply = transport.send(Call.get("test", uri).with("X-Key", "v"))) {
                assertEquals(200, reply.status());
            }
            RawServer.Request seen = server.seen().getFirst();
            assertEquals("//a/../b/%2F%20+/?q=a%2Bb&empty=", seen.target());
            assertEquals("v", seen.headers().get("X-Key"));
            assertFalse(seen.headers().containsKey("Upgrade"));
        }
    }

    @Test
    void a_redirect_is_an_answer_and_not_followed() {
        try (RawServer there = answering(200, Map.of(), "secret");
                RawServer here = answering(302, Map.of("Location", there.uri().toString()), "")) {
            try (Reply reply = transport.send(Call.get("test", here.uri()))) {
                assertEquals(302, reply.status());
            }
            assertEquals(List.of(), there.seen());
        }
    }

    @Test
    void a_body_is_not_inflated() throws IOException {
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
            gzip.write("hello".getBytes(StandardCharsets.UTF_8));
        }
        try (RawServer server = new RawServer((request, out) ->
                        RawServer.reply(out, 200, Map.of("Content-Encoding", "gzip"), gzipped.toByteArray()));
                Reply reply = transport.send(Call.get("test", server.uri()))) {
            assertArrayEquals(gzipped.toByteArray(), reply.body(Optional.of(5L)).readAllBytes());
        }
    }

    @Test
    void a_host_that_may_not_be_reached_is_not_called() {
        try (RawServer server = answering(200, Map.of(), "secret");
                Transport strict = transport(List.of(), Duration.ofSeconds(30))) {
            for (String host : List.of("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "127.1")) {
                URI uri = URI.create("http://" + host + ":" + server.port() + "/");
                assertThrows(ProviderFailure.class, () -> strict.send(Call.get("test", uri)), host);
            }
            assertEquals(List.of(), server.seen());
            strict.send(Call.get("test", server.uri()).unguarded()).close();
            assertEquals(1, server.seen().size());
        }
    }

    @Test
    void what_is_no_web_address_is_refused() {
        for (String uri : List.of("ftp://127.0.0.1/", "file:///etc/passwd", "http:/x", "http://a_b/", "mailto:x")) {
            assertThrows(ProviderFailure.Invalid.class, () -> transport.send(Call.get("test", URI.create(uri))), uri);
        }
    }

    @Test
    void a_header_that_cannot_be_sent_is_not_told() {
        ProviderFailure.Invalid refused = assertThrows(
                ProviderFailure.Invalid.class,
                () -> transport.send(
                        Call.get("test", URI.create("http://127.0.0.1:1/")).with("Authorization", "canary\nX: y")));
        assertFalse(refused.message().contains("canary"), refused.message());
    }

    @Test
    void nobody_there_may_be_there_later() {
        RawServer gone = answering(200, Map.of(), "");
        URI uri = gone.uri();
        gone.close();
        assertThrows(ProviderFailure.Transient.class, () -> transport.send(Call.get("test", uri)));
        assertThrows(
                ProviderFailure.Transient.class,
                () -> transport.send(Call.get("test", URI.create("http://nobody.invalid/"))));
        assertThrows(
                ProviderFailure.Transient.class,
                () -> transport.send(
                        Call.get("test", URI.create("http://nobody.invalid/")).unguarded()));
    }

    @Test
    void who_does_not_speak_http_or_tls_is_a_passing_failure() {
        try (RawServer mute =
                new RawServer((request, out) -> out.write("SSH-2.0\r\n".getBytes(StandardCharsets.UTF_8)))) {
            assertThrows(ProviderFailure.Transient.class, () -> transport.send(Call.get("test", mute.uri())));
            URI tls = URI.create("https://127.0.0.1:" + mute.port());
            try (RawServer plain = answering(200, Map.of(), "")) {
                URI notTls = URI.create("https://127.0.0.1:" + plain.port());
                ProviderFailure failure =
                        assertThrows(ProviderFailure.class, () -> transport.send(Call.get("test", notTls)));
                assertTrue(failure.message().contains("127.0.0.1"), failure.message() + tls);
            }
        }
    }

    @Test
    void an_answer_that_does_not_begin_is_not_waited_for() {
        try (RawServer silent =
                new RawServer((request, out) -> Thread.currentThread().join())) {
            Call impatient = Call.get("test", silent.uri()).within(Duration.ofMillis(100));
            assertThrows(ProviderFailure.Transient.class, () -> transport.send(impatient));
        }
    }

    @Test
    void a_body_that_falls_silent_breaks_off() throws IOException {
        RawServer.Handler stalling = (request, out) -> {
            out.write("HTTP/1.1 200 -\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
            out.flush();
            Thread.currentThread().join();
        };
        try (RawServer server = new RawServer(stalling);
                Transport impatient = transport(List.of("127.0.0.0/8"), Duration.ofMillis(200));
                Reply reply = impatient.send(Call.get("test", server.uri()))) {
            IOException silent =
                    assertThrows(IOException.class, () -> reply.body().readAllBytes());
            assertTrue(silent.getMessage().contains("Nothing came"), silent.getMessage());
        }
    }

    @Test
    void a_body_without_a_length_must_have_the_expected_one() throws IOException {
        RawServer.Handler untold = (request, out) ->
                out.write("HTTP/1.1 200 -\r\nConnection: close\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
        try (RawServer server = new RawServer(untold);
                Reply cut = transport.send(Call.get("test", server.uri()));
                Reply whole = transport.send(Call.get("test", server.uri()))) {
            assertThrows(IOException.class, () -> cut.body(Optional.of(8L)).readAllBytes());
            assertEquals(4, whole.body(Optional.of(4L)).readAllBytes().length);
        }
    }

    private static Transport transport(List<String> allowed, Duration silence) {
        return new Transport(new AddressGuard(allowed), Duration.ofSeconds(5), silence);
    }

    private static RawServer answering(int status, Map<String, String> headers, String body) {
        return new RawServer(
                (request, out) -> RawServer.reply(out, status, headers, body.getBytes(StandardCharsets.UTF_8)));
    }
}
