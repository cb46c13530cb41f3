package dev.portolan.providers.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.TextExtractor.Extraction;
import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamingTextExtractorTest {

    private static final int CONTENT = 1_000_000;
    private static final int TEXT = 100_000;

    private final StreamingTextExtractor extractor = new StreamingTextExtractor(CONTENT, TEXT);

    @ParameterizedTest
    @CsvSource({
        "a.txt, UTF-8",
        "a.md, UTF-8",
        "a.json, UTF-8",
        "a.csv, UTF-8",
        "a.java, UTF-8",
        "a.unknown, UTF-8",
        "noextension, UTF-8",
        "a.txt, windows-1252",
        "a.txt, UTF-16",
    })
    void text_is_read_in_the_charset_that_its_bytes_show(String name, String charset) {
        String text = "Grüße, “naïve”: one, two\n";
        assertEquals(text, text(name, "", text.getBytes(Charset.forName(charset))));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void a_byte_order_mark_is_no_text(String charset) {
        assertEquals("plain text", text("a.txt", "", "\uFEFFplain text".getBytes(Charset.forName(charset))));
    }

    @Test
    void utf16_without_a_mark_is_seen() {
        assertEquals("plain text", text("a.txt", "", "plain text".getBytes(StandardCharsets.UTF_16LE)));
        assertEquals("plain text", text("a.txt", "", "plain text".getBytes(StandardCharsets.UTF_16BE)));
    }

    @Test
    void a_declared_charset_counts_unless_it_does_not_exist() {
        byte[] cyrillic = "привет, как дела".getBytes(Charset.forName("KOI8-R"));
        assertEquals("привет, как дела", text("a.txt", "text/plain; charset=\"koi8-r\"", cyrillic));
        assertEquals("abc", text("a.txt", "text/plain; charset=x-nonsense", "abc".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bytes_that_are_no_utf8_late_in_the_text_do_not_spoil_it() {
        byte[] late = ("x".repeat(50_000) + "é").getBytes(Charset.forName("windows-1252"));
        assertEquals("x".repeat(50_000) + "é", text("a.txt", "", late));
        byte[] broken = "é, then ".getBytes(StandardCharsets.UTF_8);
        byte[] withJunk = Arrays.copyOf(broken, broken.length + 1);
        withJunk[broken.length] = (byte) 0xFF;
        assertEquals("é, then \uFFFD", text("a.txt", "", withJunk));
    }

    @Test
    void characters_across_buffers_stay_whole() {
        String text = "😀é世".repeat(10_000);
        assertEquals(text, text("a.txt", "", text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void types_lie_and_bytes_do_not() {
        assertEquals("hello", text("a.bin", "application/octet-stream", "hello".getBytes(StandardCharsets.UTF_8)));
        assertEquals("hello", text("a.png", "image/png", "hello".getBytes(StandardCharsets.UTF_8)));
        none(
                ItemIssue.Code.NO_TEXT,
                "application/pdf",
                "a.txt",
                "text/plain",
                "%PDF-1.7 …".getBytes(StandardCharsets.UTF_8));
        none(ItemIssue.Code.NO_TEXT, "application/octet-stream", "a.txt", "text/plain", new byte[] {
            1, 2, 0, 3, 4, 5, 6, 7, 8
        });
        none(ItemIssue.Code.NO_TEXT, "image/png", "a.png", "", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        none(
                ItemIssue.Code.NO_TEXT,
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "a.docx",
                "",
                new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0});
    }

    @Test
    void nothing_is_a_text_too() {
        assertEquals("", text("a.txt", "", new byte[0]));
        assertEquals("x", text("a.txt", "", new byte[] {'x'}));
    }

    @Test
    void too_much_is_told_before_it_is_read() {
        assertTrue(extractor.accepts(CONTENT));
        assertFalse(extractor.accepts(CONTENT + 1));
        Extraction.None none = assertInstanceOf(
                Extraction.None.class,
                extractor.extract(
                        Resource.document("a", "a.txt", "1"),
                        new Content.Stream(Optional.empty(), Optional.of(CONTENT + 1L), unreadable()),
                        () -> false));
        assertEquals(ItemIssue.Code.TOO_LARGE, none.code());
        assertEquals(0, none.bytes());
    }

    @Test
    void a_length_that_lies_gains_nothing() {
        byte[] html = ("<html><body>" + "<p>x".repeat(400_000)).getBytes(StandardCharsets.UTF_8);
        Extraction.None none = assertInstanceOf(
                Extraction.None.class,
                extractor.extract(
                        Resource.document("a", "a.html", "1"),
                        new Content.Stream(Optional.empty(), Optional.of(10L), new ByteArrayInputStream(html)),
                        () -> false));
        assertEquals(ItemIssue.Code.TOO_LARGE, none.code());
        assertTrue(none.bytes() <= CONTENT + 100_000);
    }

    @Test
    void long_text_is_cut_and_says_so() {
        Extraction.Text text = assertInstanceOf(
                Extraction.Text.class, extract("a.txt", "", "a".repeat(TEXT + 1).getBytes(StandardCharsets.UTF_8)));
        assertEquals(TEXT, text.text().length());
        assertTrue(text.truncated());
        assertFalse(((Extraction.Text) extract("a.txt", "", "a".repeat(TEXT).getBytes(StandardCharsets.UTF_8)))
                .truncated());
    }

    @Test
    void text_is_cut_between_characters() {
        Extraction.Text text =
                (Extraction.Text) extract("a.txt", "", ("a" + "😀".repeat(TEXT)).getBytes(StandardCharsets.UTF_8));
        assertEquals(TEXT - 1, text.text().length());
    }

    @Test
    void what_no_database_keeps_is_repaired() {
        SafeText safe = new SafeText(100);
        safe.append("a\0b\uD800c\uDC00d");
        safe.append("\uD83D");
        safe.append("\uDE00e\uD800");
        assertEquals("ab\uFFFDc\uFFFDd😀e\uFFFD", safe.text());
        assertEquals(4, safe.repaired());
        Content inline = Content.Inline.markdown("a\0b\uD800");
        Extraction.Text text =
                (Extraction.Text) extractor.extract(Resource.document("a", "a", "1"), inline, () -> false);
        assertEquals("ab\uFFFD", text.text());
    }

    @Test
    void who_is_called_off_stops_reading() {
        AtomicInteger asked = new AtomicInteger();
        assertThrows(
                ProviderFailure.Transient.class,
                () -> extractor.extract(
                        Resource.document("a", "a.txt", "1"),
                        new Content.Stream(Optional.empty(), Optional.empty(), endless()),
                        () -> asked.incrementAndGet() > 2));
        assertEquals(3, asked.get());
    }

    @Test
    void content_that_breaks_off_is_no_text() {
        assertThrows(
                ProviderFailure.Transient.class,
                () -> extractor.extract(
                        Resource.document("a", "a.txt", "1"),
                        new Content.Stream(Optional.empty(), Optional.empty(), unreadable()),
                        () -> false));
    }

    @Test
    void what_is_absent_says_why() {
        Extraction.None none = (Extraction.None) extractor.extract(
                Resource.document("a", "a.txt", "1"),
                new Content.Absent(ItemIssue.Code.ARCHIVED, "in the cellar"),
                () -> false);
        assertEquals(new Extraction.None(ItemIssue.Code.ARCHIVED, "in the cellar", 0), none);
    }

    private String text(String name, String type, byte[] content) {
        return assertInstanceOf(Extraction.Text.class, extract(name, type, content))
                .text();
    }

    private void none(ItemIssue.Code code, String type, String name, String declared, byte[] content) {
        Extraction.None none = assertInstanceOf(Extraction.None.class, extract(name, declared, content));
        assertEquals(code, none.code());
        assertEquals(type + " has no reader yet", none.reason());
    }

    private Extraction extract(String name, String type, byte[] content) {
        return extractor.extract(
                Resource.document(name, name, "1"),
                new Content.Stream(
                        Optional.of(type).filter(text -> !text.isEmpty()),
                        Optional.empty(),
                        new ByteArrayInputStream(content)),
                () -> false);
    }

    private static InputStream unreadable() {
        return new Source() {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("gone");
            }
        };
    }

    private static InputStream endless() {
        return new Source() {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) 'x');
                return length;
            }
        };
    }

    private abstract static class Source extends InputStream {
        @Override
        public int read() {
            throw new AssertionError("read byte by byte");
        }

        @Override
        public abstract int read(byte[] buffer, int offset, int length) throws IOException;
    }
}
