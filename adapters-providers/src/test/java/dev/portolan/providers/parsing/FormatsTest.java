package dev.portolan.providers.parsing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.ItemIssue;
import dev.portolan.providers.text.FileParser.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsTest {

    @TempDir
    static Path temp;

    private static ParserPool pool;

    @BeforeAll
    static void start() {
        pool = new ParserPool(new ParseLimits(300, 256, 1), temp.resolve("spool"), ParserMain.class.getName());
    }

    @AfterAll
    static void stop() {
        pool.close();
    }

    @Test
    void a_word_document_keeps_headings_and_tables() throws IOException {
        assertEquals("""
                # Plan of the voyage

                Grüße aus Lissabon, 世界

                | Port | Day |
                | --- | --- |
                | Ceuta | 3\\|4 |""", text("a.docx", Samples.docx()));
    }

    @Test
    void a_workbook_is_a_table_for_each_sheet() throws IOException {
        String tables = """
                # Cargo

                | Ware | Crates |
                | --- | --- |
                | Pepper | 12 |

                # Crew

                | Name | Rank |
                | --- | --- |""";
        assertEquals(tables, text("a.xlsx", Samples.xlsx()));
        assertEquals(tables, text("a.xls", Samples.xls()));
    }

    @Test
    void slides_give_their_text() throws IOException {
        assertTrue(text("a.pptx", Samples.pptx()).contains("Where the wind comes from"));
        assertTrue(text("a.ppt", Samples.ppt()).contains("Where the wind comes from"));
    }

    @Test
    void rtf_and_opendocument_give_their_text() throws IOException {
        assertEquals("Log of the Santa Maria\n\nGrüße", text("a.rtf", Samples.rtf()));
        assertEquals("## Soundings\n\nSeven fathoms, sand", text("a.odt", Samples.odt()));
    }

    @Test
    void pages_of_a_pdf_follow_each_other() throws IOException {
        assertEquals("One\n\nTwo", text("a.pdf", Samples.pdf("One", "Two")));
    }

    @Test
    void a_pdf_without_text_says_so() throws IOException {
        assertEquals(
                new Outcome.Unread(
                        ItemIssue.Code.NO_TEXT, "It has no text; it may be a scan, whose pages are pictures"),
                Reading.of(pool, "a.pdf", Samples.pdf("")).outcome());
    }

    @Test
    void a_lock_that_needs_no_key_is_no_lock() throws IOException {
        assertEquals("For the admiral", text("a.pdf", Samples.lockedPdf("")));
        assertEquals(
                new Outcome.Unread(ItemIssue.Code.UNREADABLE, "It is locked with a password"),
                Reading.of(pool, "a.pdf", Samples.lockedPdf("key")).outcome());
    }

    @Test
    void mail_begins_with_who_wrote_to_whom_and_has_its_attachments_but_for_archives() throws IOException {
        assertEquals("""
                # Grüße from the sea

                From: João <joao@example.org>
                To: Maria <maria@example.org>, pedro@example.org
                Cc: ana@example.org
                Date: 2026-10-01T11:00:00Z

                ## Hello

                We are [here](https://example.org/here), grüße

                Attachment: cargo.xlsx

                # Cargo

                | Ware | Crates |
                | --- | --- |
                | Pepper | 12 |

                # Crew

                | Name | Rank |
                | --- | --- |

                Attachment: old.zip""", text("a.eml", Samples.mail()));
    }

    @Test
    void a_message_of_outlook_is_read_like_any_mail() throws IOException {
        String text = text("a.msg", Samples.msg());
        assertTrue(text.startsWith("# Weather\n\nFrom: "), text);
        assertTrue(text.contains("Vasco") && text.endsWith("Storm until Tuesday"), text);
    }

    @Test
    void what_a_file_is_its_bytes_say() throws IOException {
        assertEquals("One", text("a.docx", Samples.pdf("One")));
        assertEquals("Log of the Santa Maria\n\nGrüße", text("a.doc", Samples.rtf()));
        assertEquals("# Hi", text("report.xls", "<html><body><h1>Hi</h1></body></html>".getBytes(UTF_8)));
        assertTrue(text("unnamed", Samples.docx()).startsWith("# Plan of the voyage"));
    }

    @Test
    void archives_are_not_unpacked() throws IOException {
        byte[] zip = Samples.zip(Map.of("a.txt", "text".getBytes(UTF_8)));
        assertEquals(
                new Outcome.Unread(
                        ItemIssue.Code.NO_TEXT,
                        "It is an archive, which is not unpacked: its metadata is all that is kept"),
                Reading.of(pool, "a", zip).outcome());
        assertEquals(
                new Outcome.Unread(
                        ItemIssue.Code.UNREADABLE,
                        "It is damaged, or not what it says: it cannot be read as"
                                + " application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                Reading.of(pool, "a.docx", zip).outcome());
    }

    @Test
    void of_a_long_text_the_beginning_is_read() throws IOException {
        Reading cut = Reading.of(pool, "a.docx", Samples.docx(), 10);
        assertEquals("# Plan of ", cut.text());
        assertTrue(cut.outcome() instanceof Outcome.Read(boolean more, long unused) && more);
    }

    private static String text(String name, byte[] content) throws IOException {
        Reading reading = Reading.of(pool, name, content);
        assertTrue(
                reading.outcome() instanceof Outcome.Read,
                () -> reading.outcome().toString());
        return reading.text();
    }
}
