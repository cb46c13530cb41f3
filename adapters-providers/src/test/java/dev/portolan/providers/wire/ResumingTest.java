package dev.portolan.providers.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.ProviderFailure;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Downloads that break off, and addresses that expire, on a server whose answers are cut at will. */
class ResumingTest {

    private static final int SIZE = 10_000;
    private static final Pauses NONE = new Pauses(Duration.ofNanos(1), asked -> Duration.ZERO);

    private final byte[] content = new byte[SIZE];
    private final List<Call> sent = new ArrayList<>();
    private final List<Integer> cuts = new ArrayList<>();
    private boolean ranges = true;
    private Optional<String> etag = Optional.of("\"v1\"");
    private int expired;

    ResumingTest() {
        for (int i = 0; i < SIZE; i++) {
            content[i] = (byte) (i * 7);
        }
    }

    @Test
    void what_is_cut_goes_on_at_the_byte_where_it_was_cut() throws IOException {
        cuts.addAll(List.of(10, 300));
        assertArrayEquals(content, read(Optional.of((long) SIZE)));
        assertEquals(List.of("", "bytes=10-", "bytes=310-"), ranges());
        assertEquals("\"v1\"", sent.get(1).headers().get("If-Range"));
    }

    @Test
    void a_cut_at_the_very_beginning_is_no_end() throws IOException {
        cuts.addAll(List.of(0, 0));
        assertArrayEquals(content, read(Optional.of((long) SIZE)));
    }

    @Test
    void it_ends_where_it_is_cut_again_and_again() {
        cuts.addAll(List.of(1, 1, 1, 1, 1, 1, 1, 1));
        assertThrows(IOException.class, () -> read(Optional.of((long) SIZE)));
        assertEquals(6, sent.size());
    }

    @Test
    void a_server_without_ranges_sends_all_and_the_beginning_is_passed_over() throws IOException {
        ranges = false;
        cuts.add(10);
        assertArrayEquals(content, read(Optional.of((long) SIZE)));
    }

    @Test
    void content_that_changed_meanwhile_is_never_joined() {
        ranges = false;
        etag = Optional.empty();
        cuts.add(10);
        assertThrows(IOException.class, () -> read(Optional.of((long) SIZE)));
    }

    @Test
    void an_address_that_has_expired_is_asked_for_anew_once() throws IOException {
        expired = 1;
        assertArrayEquals(content, read(Optional.empty()));
        assertTrue(sent.getLast().uri().toString().endsWith("anew"));
    }

    @Test
    void an_address_that_expires_at_once_fails() {
        expired = 2;
        assertThrows(ProviderFailure.Denied.class, () -> read(Optional.empty()));
        assertEquals(2, sent.size());
    }

    @Test
    void a_refusal_is_no_expiry_where_the_address_stays_the_same() {
        expired = 1;
        ProviderHttp http = http();
        assertThrows(
                ProviderFailure.Denied.class,
                () -> http.content(
                        anew -> Call.get("It", URI.create("https://cdn.example.com/same")), Optional.empty()));
        assertEquals(1, sent.size());
    }

    private List<String> ranges() {
        return sent.stream()
                .map(call -> call.headers().getOrDefault("Range", ""))
                .toList();
    }

    private byte[] read(Optional<Long> size) throws IOException {
        ProviderHttp http = http();
        try (Reply reply = http.content(
                anew -> Call.get("It", URI.create("https://cdn.example.com/" + (anew ? "anew" : "first"))), size)) {
            return reply.body().readAllBytes();
        }
    }

    private ProviderHttp http() {
        return new Wire(this::answer, InstantSource.system(), NONE)
                .to("example", "", call -> call, (call, reply) -> Optional.empty());
    }

    private Reply answer(Call call) {
        sent.add(call);
        if (expired-- > 0) {
            return new Reply(403, name -> Optional.empty(), new ByteArrayInputStream(new byte[0]));
        }
        int from = ranges
                ? Integer.parseInt(
                        call.headers().getOrDefault("Range", "bytes=0-").replaceAll("\\D", ""))
                : 0;
        boolean partial = ranges && call.headers().containsKey("Range");
        Map<String, String> headers = new HashMap<>(Map.of("Content-Length", String.valueOf(SIZE - from)));
        etag.ifPresent(tag -> headers.put("ETag", tag));
        if (partial) {
            headers.put("Content-Range", "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE);
        }
        InputStream body = new ByteArrayInputStream(Arrays.copyOfRange(content, from, SIZE));
        return new Reply(
                partial ? 206 : 200,
                name -> Optional.ofNullable(headers.get(name)),
                cuts.isEmpty() ? body : new Cut(body, cuts.removeFirst()));
    }

    /** Breaks after so many bytes. */
    private static final class Cut extends FilterInputStream {
        private int left;

        Cut(InputStream in, int after) {
            super(in);
            this.left = after;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("cut");
            }
            int count = in.read(buffer, offset, Math.min(length, left));
            left -= count;
            return count;
        }
    }
}
