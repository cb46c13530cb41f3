package dev.portolan.providers.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.TextExtractor.Extraction;
import dev.portolan.domain.Content;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HtmlBombTest {

    private static final Limits LIMITS = new Limits(10_000_000, 8_388_608, 4_194_304, Duration.ofSeconds(2));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<span>",
                "<b><p>",
                "<ul><li>",
                "<dl><dd>",
                "<blockquote>",
                "<table><tr><td>",
                "<table><b>",
                "<pre>",
                "<code>",
                "<a href=u><div>",
                "<font color=1><p>",
                "<h1><div>",
                "<nav>",
                "<svg><foreignObject><div>",
                "<template>",
                "&lt;",
                "<!--",
                "<title>",
            })
    void a_hundred_thousand_elements_in_each_other_end_soon_and_small(String tag) {
        Extraction.Text text = read((tag.repeat(100_000) + "deep").getBytes(UTF_8));
        assertTrue(text.text().length() < 1_000_000, () -> "has " + text.text().length());
    }

    @Test
    void nested_elements_are_read_to_the_innermost() {
        assertEquals(
                "deep", read(("<div>".repeat(100_000) + "deep").getBytes(UTF_8)).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<p a>", "<br>", "<i>x"})
    void the_tree_of_the_largest_page_fits_into_memory(String tag) {
        assertTrue(read(tag.repeat(1_000_000).getBytes(UTF_8)).truncated() || tag.length() == 4);
    }

    @Test
    void a_page_that_takes_its_parser_too_long_ends_early() {
        AtomicInteger asked = new AtomicInteger();
        StreamingTextExtractor extractor = new StreamingTextExtractor(
                LIMITS, new FakeParser(), () -> Instant.EPOCH.plusSeconds(asked.getAndIncrement()), Optional.empty());
        byte[] page = ("<p>Begin</p>" + "<i></i>".repeat(100_000) + "End").getBytes(UTF_8);
        assertEquals(
                new Extraction.Text("Begin", true, page.length),
                Given.file("a.html", page).read(extractor));
    }

    @Test
    void a_page_that_nobody_waits_for_any_more_is_parsed_no_further() {
        AtomicInteger asked = new AtomicInteger();
        String page = "<p>x".repeat(100_000);
        assertThrows(
                ProviderFailure.Transient.class,
                () -> Given.extractor(LIMITS)
                        .extract(
                                Resource.document("a", "a", "1"),
                                new Content.Inline(Optional.of("text/html"), page),
                                () -> asked.incrementAndGet() > 3));
        assertEquals(4, asked.get());
    }

    private static Extraction.Text read(byte[] page) {
        return assertInstanceOf(
                Extraction.Text.class, Given.file("a.html", page).read(Given.extractor(LIMITS)));
    }
}
