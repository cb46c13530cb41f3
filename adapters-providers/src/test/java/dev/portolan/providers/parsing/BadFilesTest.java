package dev.portolan.providers.parsing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.portolan.domain.ItemIssue;
import dev.portolan.providers.text.FileParser.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each costs one document, itself: the next is read as if nothing had been. */
class BadFilesTest {

    private static final String NAMESPACE = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private static final String BEGIN = "<w:document " + NAMESPACE + "><w:body>";
    private static final String END = "</w:body></w:document>";
    private static final long MIB = 1 << 20;

    @TempDir
    static Path temp;

    private static ParserPool pool;

    @BeforeAll
    static void start() {
        pool = new ParserPool(new ParseLimits(300, 64, 1), temp.resolve("spool"), ParserMain.class.getName());
    }

    @AfterAll
    static void stop() {
        pool.close();
    }

    @AfterEach
    void the_next_file_is_read() throws IOException {
        assertEquals("fine", Reading.of(pool, "fine.pdf", Samples.pdf("fine")).text());
    }

    @Test
    void a_document_that_unfolds_into_a_thousand_times_its_size() throws IOException {
        byte[] paragraph = ("<w:p><w:r><w:t>" + "x".repeat(1_000) + "</w:t></w:r></w:p>").getBytes(UTF_8);
        byte[] bomb = Samples.docxOf(out -> {
            out.write(BEGIN.getBytes(UTF_8));
            for (int i = 0; i < 20_000; i++) {
                out.write(paragraph);
            }
            out.write(END.getBytes(UTF_8));
        });
        assertTrue(bomb.length < MIB / 8);
        assertEquals(
                new Outcome.Unread(
                        ItemIssue.Code.UNREADABLE, "It would unfold into very much more than it is, like a bomb"),
                Reading.of(pool, "a.docx", bomb, 16_000_000).outcome());
    }

    @Test
    void a_document_that_does_not_fit_into_memory() throws IOException {
        byte[] bomb = Samples.docxOf(out -> {
            out.write((BEGIN + "<w:p><w:r><w:t>").getBytes(UTF_8));
            byte[] word = new byte[1 << 20];
            Arrays.fill(word, (byte) 'x');
            for (int i = 0; i < 100; i++) {
                out.write(word);
            }
            out.write(("</w:t></w:r></w:p>" + END).getBytes(UTF_8));
        });
        assertTrue(bomb.length < MIB);
        assertEquals("Reading it takes more than the 64 MB of memory that it may take", unreadable("a.docx", bomb));
    }

    @Test
    void a_document_whose_entities_multiply() throws IOException {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
        }
        String document = laughs + "]>" + BEGIN + "<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>" + END;
        Reading reading = Reading.of(pool, "a.docx", Samples.docxOf(out -> out.write(document.getBytes(UTF_8))));
        assertTrue(reading.text().length() < 1_000, reading::text);
    }

    @Test
    void a_document_that_asks_for_a_file_of_the_server() throws IOException {
        Path secret = temp.resolve("secret");
        Files.writeString(secret, "the-secret");
        String document = "<!DOCTYPE a [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">]>" + BEGIN
                + "<w:p><w:r><w:t>&s;</w:t></w:r></w:p>" + END;
        Reading reading = Reading.of(pool, "a.docx", Samples.docxOf(out -> out.write(document.getBytes(UTF_8))));
        assertTrue(!reading.text().contains("the-secret"), reading::text);
    }

    @Test
    void a_document_nested_without_end() throws IOException {
        int depth = 200_000;
        byte[] nested = Samples.docxOf(out -> {
            out.write(BEGIN.getBytes(UTF_8));
            for (int i = 0; i < depth; i++) {
                out.write("<w:tbl><w:tr><w:tc>".getBytes(UTF_8));
            }
            for (int i = 0; i < depth; i++) {
                out.write("</w:tc></w:tr></w:tbl>".getBytes(UTF_8));
            }
            out.write(END.getBytes(UTF_8));
        });
        unreadable("a.docx", nested);
    }

    @Test
    void rtf_nested_without_end() throws IOException {
        byte[] nested = ("{\\rtf1\\pard a" + "{\\b ".repeat(500_000)).getBytes(UTF_8);
        assertInstanceOf(Outcome.class, Reading.of(pool, "a.rtf", nested).outcome());
    }

    @Test
    void a_pdf_that_ends_in_the_middle() throws IOException {
        byte[] whole = Samples.pdf("One", "Two");
        Reading half = Reading.of(pool, "a.pdf", Arrays.copyOf(whole, whole.length / 3));
        assertInstanceOf(Outcome.Unread.class, half.outcome());
    }

    @Test
    void a_pdf_that_is_none() throws IOException {
        assertEquals(
                "It is damaged, or not what it says: it cannot be read as application/pdf",
                unreadable("a.pdf", "%PDF-1.7\nand that was all".getBytes(UTF_8)));
    }

    @Test
    void a_pdf_whose_page_unfolds_without_end_is_not_felt_here() throws IOException {
        byte[] bomb = PdfBomb.of(200 * MIB);
        assertTrue(bomb.length < MIB);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertInstanceOf(Outcome.Unread.class, Reading.of(pool, "a.pdf", bomb).outcome());
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 2 * MIB, () -> "allocates " + allocated);
    }

    @Test
    void mail_within_mail_within_mail() throws IOException {
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            mail.append("Subject: s").append(i).append("\r\nContent-Type: message/rfc822\r\n\r\n");
        }
        mail.append("Subject: last\r\n\r\nend");
        assertInstanceOf(
                Outcome.class,
                Reading.of(pool, "a.eml", mail.toString().getBytes(UTF_8)).outcome());
    }

    @Test
    void noise_under_every_name() throws IOException {
        byte[] noise = new byte[50_000];
        new Random(7).nextBytes(noise);
        for (String name : new String[] {"a.docx", "a.xls", "a.pdf", "a.msg", "a.rtf", "a.odt"}) {
            for (String beginning : new String[] {"", "PK\u0003\u0004", "%PDF-1.4\n", "{\\rtf1 "}) {
                byte[] bytes = noise.clone();
                byte[] first = beginning.getBytes(ISO_8859_1);
                System.arraycopy(first, 0, bytes, 0, first.length);
                assertInstanceOf(Outcome.class, Reading.of(pool, name, bytes).outcome());
            }
        }
    }

    private static String unreadable(String name, byte[] content) throws IOException {
        Outcome.Unread unread = assertInstanceOf(
                Outcome.Unread.class, Reading.of(pool, name, content).outcome());
        assertEquals(ItemIssue.Code.UNREADABLE, unread.code(), unread.reason());
        return unread.reason();
    }
}
