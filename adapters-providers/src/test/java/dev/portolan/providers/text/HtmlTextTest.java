package dev.portolan.providers.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class HtmlTextTest {

    @Test
    void headings_paragraphs_and_links_keep_their_shape() {
        assertEquals("""
                # Title

                First *paragraph* with a [link](https://example.com/a).

                ## Part

                Second line
                broken.

                ---

                End.""", of("""
                        <html><head><title>Title</title><style>p {}</style></head><body><script>no()</script>
                        <p>First   *paragraph* with <b>a</b>
                        <a href="https://example.com/a">link</a>.</p>
                        <h2>Part</h2><div><p>Second line<br>broken.</p></div><hr>
                        <p><a href="#top">End</a><a href="javascript:x()">.</a></p>"""));
    }

    @Test
    void lists_nest_and_count() {
        assertEquals(
                """
                Before

                - one
                - two
                  1. first
                  2. second
                - three

                After""", of("Before<ul><li>one</li><li><p>two</p><ol><li>first<li>second</ol></li><li>three</ul>After"));
    }

    @Test
    void tables_have_rows_and_a_header() {
        assertEquals(
                """
                | A | B |
                | --- | --- |
                | 1 | 2 three |
                | | 4 |""",
                of(
                        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td><p>2</p><p>three</p></td></tr>"
                                + "<tr><td></td><td>4</td></tr></table>"));
    }

    @Test
    void code_keeps_its_spaces() {
        assertEquals(
                "Use `x  y` here:\n\n```\nif (a)\n    b();\n```\n\nDone",
                of("<p>Use <code>x&nbsp; y</code> here:<pre><code>if (a)\n    b();</code></pre>Done")
                        .replace("x y", "x  y"));
    }

    @Test
    void hostile_nesting_ends_soon_and_small() {
        String text = of("<ul><li>".repeat(100_000) + "deep");
        assertTrue(text.endsWith("deep"));
        assertTrue(text.length() < 5_000_000, () -> "has " + text.length());
    }

    private static String of(String html) {
        return HtmlText.of(Jsoup.parse(html));
    }
}
