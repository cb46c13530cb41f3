package dev.portolan.providers.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.port.TextExtractor.Extraction;
import dev.portolan.domain.ItemIssue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypesTest {

    private final StreamingTextExtractor extractor = Given.extractor(new Limits(1_000_000, 100_000));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/markdown",
                "text/csv; header=present",
                "text/tab-separated-values",
                "text/x-java",
                "text/anything-at-all",
                "application/json",
                "application/ld+json",
                "application/xml",
                "application/atom+xml",
                "image/svg+xml",
                "application/yaml",
                "application/x-ndjson",
                "application/sql",
                "APPLICATION/JSON",
            })
    void what_is_declared_as_text_is_kept_as_it_is(String type) {
        String text = "<a>{\"b\": [1,\t2]}</a>\n";
        assertEquals(text, Given.file("thing", type, text.getBytes(UTF_8)).text(extractor));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.txt", "a.md", "a.json", "a.csv", "a.tsv", "a.xml", "a.java", "a.log", "Makefile", "a.unheard"
            })
    void what_has_no_useful_type_is_known_by_its_name_or_its_bytes(String name) {
        String text = "<a>{\"b\": [1,\t2]}</a>\n";
        assertEquals(text, Given.file(name, text.getBytes(UTF_8)).text(extractor));
        for (String type : new String[] {"application/octet-stream", "binary/octet-stream", "nonsense", "", "x/y"}) {
            assertEquals(text, Given.file(name, type, text.getBytes(UTF_8)).text(extractor));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.html, ''",
        "a.HTM, application/octet-stream",
        "a.html, text/plain",
        "page, text/html; charset=utf-8",
        "page.php, text/html",
        "a.xhtml, application/xhtml+xml",
        "page, ''",
        "page, application/octet-stream",
    })
    void html_is_known_by_type_name_or_beginning(String name, String type) {
        byte[] page = "<?xml version=\"1.0\"?>\n<!-- x -->\n<!DOCTYPE html><html><body><p>Hi</p></body></html>"
                .getBytes(UTF_8);
        assertEquals("Hi", Given.file(name, type, page).text(extractor));
    }

    @Test
    void html_that_is_declared_as_text_is_kept_as_it_is() {
        String source = "<!DOCTYPE html><p>How a page is written</p>";
        assertEquals(
                source,
                Given.file("lesson.txt", "text/plain", source.getBytes(UTF_8)).text(extractor));
        assertEquals(
                source,
                Given.file("lesson", "text/plain", source.getBytes(UTF_8)).text(extractor));
    }

    @ParameterizedTest
    @CsvSource({
        "%!PS-Adobe, A PostScript document",
        "GIF89a.., An image",
        "SQLite format 3\0@, An SQLite database",
    })
    void bytes_are_believed_before_types_and_names(String beginning, String what) {
        byte[] bytes = beginning.getBytes(ISO_8859_1);
        String reason = what + " is not read by this version";
        assertEquals(reason, Given.file("a.txt", "text/plain", bytes).unread(extractor));
        assertEquals(reason, Given.file("a", bytes).unread(extractor));
        assertEquals(reason, Given.file("a.docx", bytes).unread(extractor));
        assertEquals(
                reason, Given.file("a.bin", "application/octet-stream", bytes).unread(extractor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%PDF-1.7 text:sea", "{\\rtf1 text:sea", "PK\u0003\u0004text:sea"})
    void what_begins_like_a_file_of_a_program_is_read_as_one(String content) {
        byte[] bytes = content.getBytes(ISO_8859_1);
        for (String name : new String[] {"a", "a.txt", "a.docx", "a.png"}) {
            assertEquals("sea", Given.file(name, bytes).text(extractor), name);
            assertEquals(
                    "sea", Given.file(name, "application/octet-stream", bytes).text(extractor), name);
        }
        assertEquals("sea", Given.file("a.docx", "application/zip", bytes).text(extractor));
    }

    @ParameterizedTest
    @CsvSource({"a.eml, ''", "a.eml, text/plain", "a.docx, ''", "a, application/pdf", "a.xls, application/vnd.ms-excel"
    })
    void what_is_called_a_file_of_a_program_is_read_as_one(String name, String type) {
        assertEquals("sea", Given.file(name, type, "text:sea".getBytes(UTF_8)).text(extractor));
    }

    @Test
    void whoever_reads_a_file_is_told_its_name_and_type_and_says_why_not() {
        assertEquals(
                "Parsed: a.docx of type application/pdf",
                Given.file("a.docx", "application/pdf", "x".getBytes(UTF_8)).unread(extractor));
    }

    @Test
    void a_file_of_a_program_is_bounded_like_any_content() {
        byte[] bytes = ("%PDF-text:" + "x".repeat(200)).getBytes(UTF_8);
        StreamingTextExtractor tight = Given.extractor(new Limits(210, 100));
        assertEquals(
                new Extraction.Text("x".repeat(100), true, 210),
                Given.file("a.pdf", bytes).read(tight));
        StreamingTextExtractor tighter = Given.extractor(new Limits(209, 100));
        assertEquals(
                new Extraction.None(
                        ItemIssue.Code.TOO_LARGE,
                        "It has at least 210 bytes, more than the 209 that are read of a document",
                        210),
                Given.file("a.pdf", bytes).read(tighter));
    }

    @Test
    void archives_and_images_are_told_by_their_first_bytes() {
        assertEquals("A gzip archive is not unpacked: its metadata is all that is kept", binary(0x1F, 0x8B, 8, 0));
        assertEquals("An image is not read by this version", binary(0x89, 'P', 'N', 'G', 13, 10, 26, 10));
        assertEquals("An image is not read by this version", binary(0xFF, 0xD8, 0xFF, 0xE0));
    }

    @Test
    void an_archive_that_is_called_one_is_not_unpacked() {
        byte[] zip = {'P', 'K', 3, 4, 20, 0};
        String reason = "A ZIP archive is not unpacked: its metadata is all that is kept";
        assertEquals(reason, Given.file("a.zip", zip).unread(extractor));
        assertEquals(reason, Given.file("a", "application/zip", zip).unread(extractor));
        assertEquals(
                "A Java archive is not unpacked: its metadata is all that is kept",
                Given.file("a.jar", zip).unread(extractor));
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, '', An image",
        "a, image/png, An image",
        "a, video/mp4, A video",
        "a, audio/mpeg, A sound recording",
        "a, font/woff2, A font",
        "a.parquet, '', A Parquet file",
    })
    void types_that_are_not_read_are_named(String name, String type, String what) {
        byte[] bytes = "looks like text".getBytes(UTF_8);
        assertEquals(
                what + " is not read by this version",
                Given.file(name, type, bytes).unread(extractor));
    }

    @Test
    void source_code_that_shares_its_extension_with_a_video_is_read() {
        byte[] code = "const a = 1;\n".getBytes(UTF_8);
        assertEquals("const a = 1;\n", Given.file("a.ts", "video/mp2t", code).text(extractor));
    }

    @Test
    void what_is_full_of_controls_is_no_text_whatever_it_says() {
        byte[] controls = new byte[4000];
        for (int i = 0; i < controls.length; i++) {
            controls[i] = (byte) (i % 8 == 0 ? 1 : 'a');
        }
        assertEquals(
                "Binary content is not read by this version",
                Given.file("a.txt", "text/plain", controls).unread(extractor));
        assertEquals(
                "Binary content is not read by this version",
                Given.file("a.txt", "text/plain", new byte[100]).unread(extractor));
        assertEquals(
                "Binary content is not read by this version",
                Given.file("a", "ab\0cd".getBytes(UTF_8)).unread(extractor));
        assertEquals(
                "Content of type application/x-thing is not read by this version",
                Given.file("a", "application/x-thing; v=1", new byte[100]).unread(extractor));
        assertEquals(
                "Binary content is not read by this version",
                Given.file("a", "application/<script>", new byte[100]).unread(extractor));
    }

    @Test
    void a_stray_nul_in_a_long_text_is_left_out() {
        String log = "line\n".repeat(100);
        assertEquals(
                log + log,
                Given.file("a.log", (log + "\0" + log).getBytes(UTF_8)).text(extractor));
    }

    @Test
    void the_colours_of_a_terminal_do_not_make_a_log_binary() {
        byte[] log = "\u001B[32mok\u001B[0m\n".repeat(50).getBytes(UTF_8);
        assertEquals("[32mok[0m\n".repeat(50), Given.file("a.log", log).text(extractor));
    }

    @Test
    void an_empty_file_is_an_empty_text_of_whatever_type() {
        Extraction empty = new Extraction.Text("", false, 0);
        assertEquals(empty, Given.file("a.txt", new byte[0]).read(extractor));
        assertEquals(empty, Given.file("a.pdf", "application/pdf", new byte[0]).read(extractor));
        assertEquals(empty, Given.file("a.html", new byte[0]).read(extractor));
        assertEquals(
                new Extraction.Text("x", false, 1),
                Given.file("a", new byte[] {'x'}).read(extractor));
    }

    @Test
    void entities_of_xml_are_not_expanded() {
        String bomb = "<!DOCTYPE a [<!ENTITY b \"" + "c".repeat(100) + "\"><!ENTITY d \"" + "&b;".repeat(100)
                + "\">]>\n<a>&d;</a>";
        assertEquals(bomb, Given.file("a.xml", bomb.getBytes(UTF_8)).text(extractor));
        String page = Given.file("a.xhtml", bomb.getBytes(UTF_8)).text(extractor);
        assertEquals(true, page.contains("&d;") && page.length() < bomb.length(), page);
    }

    private String binary(int... bytes) {
        byte[] content = new byte[64];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return Given.file("a.txt", "text/plain", content).unread(extractor);
    }
}
