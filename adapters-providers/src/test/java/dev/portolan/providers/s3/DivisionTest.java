package dev.portolan.providers.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Scope;
import dev.portolan.providers.paths.Percent;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Pauses;
import dev.portolan.providers.wire.Reply;
import dev.portolan.providers.wire.Wire;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DivisionTest {

    /** Ways in which people name their objects. */
    enum Layout {
        NUMBERED,
        DIRECTORIES,
        HASHES,
        DATES,
        DEEP_INSIDE;

        /** The {@code i}th name of {@code n}. */
        String name(int i, int n) {
            return switch (this) {
                case NUMBERED -> "doc-" + padded(i, 7) + ".txt";
                case DIRECTORIES -> "d" + padded(i % 20, 2) + "/s" + padded(i / 20 % 50, 2) + "/doc-" + i + ".txt";
                case HASHES -> HexFormat.of().toHexDigits(i * 0x9E3779B9) + "-" + i;
                case DATES -> {
                    int day = (int) (336L * i / n);
                    yield "logs/year=2026/month=" + padded(1 + day / 28, 2) + "/day=" + padded(1 + day % 28, 2)
                            + "/part-" + padded(i, 7) + ".json";
                }
                case DEEP_INSIDE ->
                    "a/very/long/way/down/here/" + HexFormat.of().toHexDigits(i * 0x9E37L, 6) + "/" + i;
            };
        }

        private static String padded(int number, int width) {
            String digits = String.valueOf(number);
            return "0".repeat(width - digits.length()) + digits;
        }
    }

    private String[] keys = {};
    private int calls;

    @Test
    void what_fits_a_page_is_one_range_for_one_call() {
        fill(Layout.NUMBERED, 999);
        assertEquals(1, ranges().size());
        assertEquals(1, calls);
    }

    @ParameterizedTest
    @EnumSource
    void an_ordinary_bucket_is_one_range_for_a_handful_of_calls(Layout layout) {
        for (int n : List.of(1_500, 20_000, 100_000)) {
            fill(layout, n);
            assertEquals(1, ranges().size(), layout + " " + n);
            assertTrue(calls <= 25, calls + " calls for " + n + " keys as " + layout);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_large_bucket_is_divided_evenly_enough_for_few_calls(Layout layout) {
        int n = 1_500_000;
        fill(layout, n);
        List<Range> ranges = ranges();
        assertTrue(ranges.size() >= 8 && ranges.size() <= 16, ranges.size() + " ranges of " + layout);
        assertTrue(calls <= 200, calls + " calls for " + layout);
        assertTrue(Range.areWhole(ranges));
        int largest = ranges.stream().mapToInt(this::size).max().orElseThrow();
        assertTrue(largest < n / 2, () -> largest + " keys in one range of " + layout + ": " + ranges);
        assertEquals(n, ranges.stream().mapToInt(this::size).sum());
    }

    @Test
    void a_range_has_an_id_that_leads_back() {
        for (String key : List.of("", "a..b", "range:", "é/😀", "a%2Eb", "x\u0001 +")) {
            Range range = new Range(key, key + "~");
            assertEquals(range, Range.of(range.id()));
        }
    }

    private int size(Range range) {
        return (range.through().isEmpty() ? keys.length : after(range.through())) - after(range.after());
    }

    /** How many keys there are up to this one. ASCII sorts alike in every order. */
    private int after(String key) {
        int found = Arrays.binarySearch(keys, key);
        return found < 0 ? -found - 1 : found + 1;
    }

    private void fill(Layout layout, int n) {
        keys = IntStream.range(0, n).mapToObj(i -> layout.name(i, n)).sorted().toArray(String[]::new);
        calls = 0;
    }

    private List<Range> ranges() {
        Pauses pauses = new Pauses(Duration.ofNanos(1), asked -> Duration.ZERO);
        S3Connector connector = new S3Connector(new Wire(this::list, InstantSource.system(), pauses));
        ConnectorSession session =
                connector.open(S3ProxyFixture.binding(Map.of("bucket", "acme"), Credential.Secrets.NONE));
        return session.scopes(List.of()).stream().map(Scope::id).map(Range::of).toList();
    }

    private Reply list(Call call) {
        calls++;
        Map<String, String> asked = List.of(call.uri().getRawQuery().split("&", -1)).stream()
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Percent.unescaped(pair[1])));
        int size = Integer.parseInt(asked.get("max-keys"));
        int from = after(asked.getOrDefault("start-after", ""));
        int to = Math.min(keys.length, from + size);
        String contents = Arrays.stream(keys, from, to)
                .map(key -> "<Contents><Key>" + key + "</Key><Size>1</Size></Contents>")
                .collect(Collectors.joining());
        String xml = "<ListBucketResult>" + contents + "<IsTruncated>" + (to < keys.length)
                + "</IsTruncated></ListBucketResult>";
        return new Reply(200, name -> Optional.empty(), new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
