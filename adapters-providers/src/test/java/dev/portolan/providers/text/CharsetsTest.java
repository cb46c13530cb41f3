package dev.portolan.providers.text;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.port.TextExtractor.Extraction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetsTest {

    private static final String TEXT = "Grüße, “naïve” – 10 €\n";
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final StreamingTextExtractor extractor = Given.extractor(new Limits(10_000_000, 1_000_000));

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void a_byte_order_mark_says_the_charset_and_is_no_text(String charset) {
        byte[] bytes = ("\uFEFF" + TEXT).getBytes(Charset.forName(charset));
        assertEquals(
                new Extraction.Text(TEXT, false, bytes.length),
                Given.file("a.txt", bytes).read(extractor));
        assertEquals(
                TEXT, Given.file("a.txt", "text/plain; charset=koi8-r", bytes).text(extractor));
        assertEquals(TEXT.strip(), Given.file("a.html", bytes).text(extractor));
    }

    @Test
    void a_mark_alone_is_an_empty_text() {
        assertEquals(
                new Extraction.Text("", false, 3),
                Given.file("a.txt", "\uFEFF".getBytes(UTF_8)).read(extractor));
    }

    @ParameterizedTest
    @CsvSource({
        "koi8-r, text/plain; charset=\"koi8-r\", Привет",
        "Shift_JIS, text/csv;charset=Shift_JIS;header=present, こんにちは",
        "UTF-16LE, text/plain; charset=utf-16le, Grüße",
        "windows-1252, text/plain; charset=ISO-8859-1, 10 €",
        "windows-1251, text/html; charset=windows-1251, Привет",
        "GB18030, application/json; Charset='gb18030', 你好",
    })
    void the_declared_charset_counts(String charset, String type, String text) {
        assertEquals(
                text,
                Given.file("a", type, text.getBytes(Charset.forName(charset))).text(extractor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-nonsense", "us-ascii", "", "§§"})
    void a_declared_charset_that_says_nothing_does_not_count(String charset) {
        String type = "text/plain; charset=" + charset;
        assertEquals(TEXT, Given.file("a.txt", type, TEXT.getBytes(UTF_8)).text(extractor));
        assertEquals(TEXT, Given.file("a.txt", type, TEXT.getBytes(WINDOWS)).text(extractor));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><head><meta charset=\"windows-1251\">",
                "<html><head><META http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">",
                "<?xml version='1.0' encoding='windows-1251'?><html>",
            })
    void html_says_its_charset_itself(String head) {
        byte[] page = (head + "<p>Привет</p>").getBytes(Charset.forName("windows-1251"));
        assertEquals("Привет", Given.file("a.html", page).text(extractor));
    }

    @Test
    void xml_says_its_charset_itself() {
        String xml = "<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a>Łódź</a>";
        assertEquals(
                xml,
                Given.file("a.xml", xml.getBytes(Charset.forName("ISO-8859-2"))).text(extractor));
    }

    @Test
    void what_says_in_ascii_that_it_is_utf16_is_not() {
        String page = "<html><meta charset=utf-16><p>Grüße</p>";
        assertEquals("Grüße", Given.file("a.html", page.getBytes(UTF_8)).text(extractor));
    }

    @Test
    void what_nobody_declares_is_utf8_or_else_windows_1252() {
        assertEquals(TEXT, Given.file("a.txt", TEXT.getBytes(UTF_8)).text(extractor));
        assertEquals(TEXT, Given.file("a.txt", TEXT.getBytes(WINDOWS)).text(extractor));
        assertEquals("Grüße", Given.file("a.html", "<p>Grüße".getBytes(WINDOWS)).text(extractor));
    }

    @Test
    void the_first_accent_may_come_late() {
        String late = "x".repeat(50_000) + TEXT.repeat(1000);
        assertEquals(late, Given.file("a.txt", late.getBytes(WINDOWS)).text(extractor));
        assertEquals(late, Given.file("a.txt", late.getBytes(UTF_8)).text(extractor));
    }

    @Test
    void a_few_broken_bytes_spoil_only_themselves() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(TEXT.getBytes(UTF_8));
        bytes.write(0xFF);
        bytes.write(0xE2);
        bytes.write(0x82);
        bytes.write(TEXT.getBytes(UTF_8));
        bytes.write(0xF0);
        bytes.write(0x9F);
        assertEquals(
                TEXT + "\uFFFD\uFFFD" + TEXT + "\uFFFD",
                Given.file("a.txt", bytes.toByteArray()).text(extractor));
    }

    @Test
    void surrogates_that_were_encoded_one_by_one_are_replaced() {
        byte[] utf8 = {
            'a',
            (byte) 0xED,
            (byte) 0xA0,
            (byte) 0x80,
            'b',
            (byte) 0xC3,
            (byte) 0xA4,
            (byte) 0xC3,
            (byte) 0xA4,
            (byte) 0xC3,
            (byte) 0xA4
        };
        assertEquals(
                "a\uFFFDbäää",
                Given.file("a.txt", "text/plain; charset=utf-8", utf8).text(extractor));
        byte[] utf16 = "\uFEFFa?b".getBytes(UTF_16LE);
        utf16[4] = 0x00;
        utf16[5] = (byte) 0xDC;
        assertEquals("a\uFFFDb", Given.file("a.txt", utf16).text(extractor));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void characters_across_buffers_stay_whole(int shift) {
        String text = "x".repeat(shift) + "😀é世".repeat(20_000);
        for (String charset : new String[] {"UTF-8", "UTF-16LE", "GB18030"}) {
            byte[] bytes = text.getBytes(Charset.forName(charset));
            String type = "text/plain; charset=" + charset;
            assertEquals(text, Given.file("a.txt", type, bytes).text(extractor));
        }
        assertEquals(text, Given.file("a.txt", text.getBytes(UTF_8)).text(extractor));
        assertEquals(text, Given.file("a.html", text.getBytes(UTF_8)).text(extractor));
    }

    @Test
    void bytes_may_come_one_by_one() {
        String text = "😀é世\r\n".repeat(5_000);
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(text.getBytes(UTF_8))) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };
        assertEquals(text.replace("\r", ""), Given.stream("a.txt", slow).text(extractor));
    }
}
