package dev.portolan.providers.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlPageTest {

    private static String markdown(String html) {
        SafeText text = new SafeText(1_000_000);
        HtmlPage.write(new StringReader(html), text);
        return text.finish();
    }

    @Test
    void a_page_keeps_its_shape_and_loses_its_noise() {
        assertEquals("""
                # Handbook

                # Welcome & hello

                First paragraph
                with a break.

                See [the guide](https://example.org/a), top.

                - One
                - Two
                  1. Inner
                  2. Other
                - Three

                > Said.

                ---

                The end""", markdown("""
                <!doctype html><html><head><title>Handbook</title><style>p { color: red }</style></head>
                <body><nav><a href="/">Home</a></nav><script>alert(1)</script><noscript>Turn it on</noscript>
                <h1>Welcome &amp; hello</h1><p>First   <b>paragraph</b><br>with a&nbsp;break.</p><p hidden>Psst</p>
                <p>See <a href="https://example.org/a">the  guide</a>, <a href="#top">top</a>.</p>
                <ul><li>One</li><li><p>Two</p><ol><li>Inner</li><li>Other</li></ol></li><li></li>
                <li><p>Three</p></li></ul><!-- not this --><button>Press</button>
                <blockquote><p>Said.</p></blockquote><hr><div role=navigation>Up</div><svg><text>S</text></svg>
                The <ins>end</ins></body></html>"""));
    }

    @Test
    void the_title_is_said_once() {
        assertEquals("# Same\n\nx", markdown("<title> Same </title><h1>Same</h1>x"));
        assertEquals("# Only\n\nx", markdown("<title>Only</title>x"));
        assertEquals("x", markdown("<title></title>x"));
    }

    @Test
    void headings_have_their_level() {
        assertEquals(
                "# a\n\n### b\n\n###### c\n\nd", markdown("<h1>a</h1><h2></h2><h3><span>b</span></h3><h6>c</h6>d"));
    }

    @Test
    void tables_of_data_become_rows() {
        assertEquals("""
                Prices

                | Thing | Price |
                | --- | --- |
                | A\\|B C | |
                | [x](y) | 1 `2` - 3 |

                End""", markdown("""
                <p>Prices</p><table><thead><tr><th>Thing</th><th>Price</th></tr></thead>
                <tbody><tr><td><p>A|B</p><p>C</p></td><td></td></tr>
                <tr><td><a href=y><div>x</div></a></td><td>1<br><code>2</code><ul><li>- 3</li></ul></td></tr></tbody></table>
                <p>End</p>"""));
    }

    @Test
    void tables_that_arrange_a_page_are_passed_over() {
        assertEquals("""
                Left

                ## Right

                Text

                | a | b |
                | --- | --- |

                After""", markdown("""
                <table><tr><td>Left</td><td><h2>Right</h2>Text</td></tr>
                <tr><td><table><tr><td>a</td><td>b</td></tr></table>After</td></tr></table>"""));
    }

    @Test
    void code_keeps_its_lines() {
        assertEquals("""
                Call `run()` so:

                ```
                if (a < b) {
                    run();

                }
                ```

                Done""", markdown("""
                <p>Call <code>run()</code><code></code> so:</p><pre><code class=x>if (a &lt; b) {
                    <span>run</span>();

                }
                </code></pre><pre> </pre>Done"""));
    }

    @Test
    void code_in_a_list_stays_in_it() {
        assertEquals("- Do\n\n  ```\n  a\n    b\n  ```\n- Next", markdown("<ul><li>Do<pre>a\n  b</pre><li>Next</ul>"));
    }

    @Test
    void a_list_counts_and_numbers_of_others_do_not_matter() {
        assertEquals(
                "1. a\n2. b\n  - c\n3. d\n\ne\n\n1. f",
                markdown("<ol><li>a<li>b<ul><li>c</ul><li>d</ol>e<ol><li>f</ol>"));
        assertEquals("- lost", markdown("<li>lost"));
        assertEquals("Term\n: Meaning\n\nx", markdown("<dl><dt>Term<dd>Meaning</dl>x"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "<a href='/a b'>x</a>, [x](/a%20b)",
                "<a href='u(1)'>x</a>, [x](u%281%29)",
                "<a href='JavaScript:x()'>x</a>, x",
                "<a href='data:text/html;x'>x</a>, x",
                "<a href=''>x</a>, x",
                "<a name=b>x</a>, x",
                "y<a href=u></a>z, yz",
                "<a href=u><img src=i alt='A cat'></a>, [A cat](u)",
                "<a href=u>x </a>y, [x](u) y",
                "x<a href=u> y</a>, x [y](u)",
                "<a href=u><code>x</code></a>, [`x`](u)",
                "<a href=u><h2>x</h2></a>, ## [x](u)",
            })
    void links_keep_their_text_and_where_they_lead(String html, String markdown) {
        assertEquals(markdown, markdown(html));
    }

    @Test
    void a_link_that_nobody_closes_ends_with_its_block() {
        assertEquals(
                "[a](u)\nb\n\n## c",
                markdown("<div><a href=u>a<div>b</div><h2>c</h2>")
                        .replace("[b](u)", "b")
                        .replace("[c](u)", "c"));
    }

    @Test
    void what_entities_smuggle_in_is_made_safe() {
        assertEquals("ab\uFFFDc\uFFFD€d", markdown("a&#0;b&#xD800;c&#x110000;&#128;d&#1;"));
    }

    @Test
    void html_without_any_tags_is_a_paragraph() {
        assertEquals("1 < 2 & so on", markdown("1 < 2 & so on"));
        assertEquals("", markdown(""));
        assertEquals("", markdown("<frameset><frame src=x></frameset>"));
    }
}
