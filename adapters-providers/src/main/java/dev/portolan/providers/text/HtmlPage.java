package dev.portolan.providers.text;

import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/** A page of HTML as Markdown: its title, headings, paragraphs, lists, links, tables and code. No depth overflows it. */
final class HtmlPage implements NodeFilter {

    private static final Element NONE = new Element("none");

    private final Markdown out;
    private final Tables tables;
    private final Links links;
    private final Deque<int[]> lists = new ArrayDeque<>();
    private Element pre = NONE;
    private boolean blank;

    private HtmlPage(Markdown out, Tables tables) {
        this.out = out;
        this.tables = tables;
        this.links = new Links(out);
    }

    static void write(Reader html, SafeText text) {
        Document page = Parser.htmlParser().parseInput(html, "");
        Markdown out = new Markdown(text);
        title(page, out);
        NodeTraversor.filter(new HtmlPage(out, new Tables(page.body(), out)), page.body());
    }

    /** Once: many pages repeat it as their first heading. */
    private static void title(Document page, Markdown out) {
        String title = page.title().strip();
        Element heading = page.selectFirst("h1");
        if (heading == null || !heading.text().strip().equals(title)) {
            out.item("# ", true);
            out.text(title);
            out.endItem();
            out.block(true);
        }
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (out.full()) {
            return FilterResult.STOP;
        }
        if (node instanceof TextNode text) {
            write(text.getWholeText());
        } else if (node instanceof Element element) {
            if (Tags.isNoise(element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            begin(element);
        }
        return FilterResult.CONTINUE;
    }

    private void write(String text) {
        if (!inPre()) {
            out.text(text);
        } else if (!blank) {
            out.verbatim(text);
        }
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            end(element);
        }
        return FilterResult.CONTINUE;
    }

    private void begin(Element element) {
        if (Tags.isBlock(element)) {
            links.endWithBlock();
        }
        switch (element.normalName()) {
            case "br" -> lineBreak();
            case "hr" -> rule();
            case "img" -> out.text(element.attr("alt"));
            case "a" -> beginLink(element);
            case "code", "kbd", "samp", "tt" -> beginCode();
            case "pre" -> beginPre(element);
            case "blockquote" -> out.quote(1);
            case "ul", "ol" -> beginList(element);
            case "li" -> beginItem();
            case "dt" -> out.block(false);
            case "dd" -> out.item(": ", false);
            case "h1", "h2", "h3", "h4", "h5", "h6" -> out.item("#".repeat(Tags.heading(element)) + " ", true);
            case "table", "tr", "td", "th" -> tables.begin(element);
            default -> block(element);
        }
    }

    private void end(Element element) {
        if (Tags.isBlock(element)) {
            links.endWithBlock();
        }
        switch (element.normalName()) {
            case "br", "hr", "img" -> {}
            case "a" -> links.end();
            case "code", "kbd", "samp", "tt" -> endCode();
            case "pre" -> endPre(element);
            case "blockquote" -> out.quote(-1);
            case "ul", "ol" -> endList();
            case "li", "dd" -> endItem(false);
            case "h1", "h2", "h3", "h4", "h5", "h6" -> endItem(true);
            case "table", "tr", "td", "th" -> tables.end(element);
            default -> block(element);
        }
    }

    private void block(Element element) {
        if (Tags.isBlock(element) && !inPre()) {
            out.block(element.nameIs("p") || element.nameIs("dl"));
        }
    }

    private void lineBreak() {
        if (!inPre()) {
            out.block(false);
        } else if (!blank) {
            out.line();
        }
    }

    private void rule() {
        out.block(true);
        out.raw("---");
        out.block(true);
    }

    private void beginLink(Element element) {
        if (!inPre()) {
            links.begin(element.attr("href"));
        }
    }

    private void beginCode() {
        if (!inPre()) {
            out.open("`");
        }
    }

    private void endCode() {
        if (!inPre()) {
            out.close("`", "`");
        }
    }

    private void beginPre(Element element) {
        if (!inPre()) {
            pre = element;
            blank = !element.hasText();
            links.end();
            out.block(true);
            if (!blank) {
                out.raw("```");
                out.line();
            }
        }
    }

    private void endPre(Element element) {
        if (pre.equals(element)) {
            pre = NONE;
            if (!blank) {
                out.next();
                out.block(false);
                out.raw("```");
                out.block(true);
            }
        }
    }

    private boolean inPre() {
        return !pre.equals(NONE);
    }

    private void beginList(Element element) {
        out.list(1);
        lists.push(new int[] {element.nameIs("ol") ? 1 : 0, 0});
    }

    private void endList() {
        lists.poll();
        out.list(-1);
    }

    private void beginItem() {
        int[] list = lists.isEmpty() ? new int[2] : lists.peek();
        boolean first = list[1] == 0;
        list[1]++;
        out.item(list[0] == 0 ? "- " : list[1] + ". ", false);
        if (!first) {
            out.next();
        }
    }

    private void endItem(boolean apart) {
        out.endItem();
        out.block(apart);
    }
}
