package dev.portolan.providers.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** HTML as text that reads like Markdown: headings, lists, links, tables and code keep their shape, all else its words. */
final class HtmlText implements NodeVisitor {

    private static final Set<String> SILENT =
            Set.of("script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "button");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "nav",
            "aside",
            "ul",
            "ol",
            "dl",
            "table",
            "blockquote",
            "figure",
            "form",
            "address",
            "details",
            "fieldset");

    /** Lists within lists are indented so far and no further. */
    private static final int DEEPEST = 8;

    private final StringBuilder out = new StringBuilder();
    private final Deque<int[]> lists = new ArrayDeque<>();
    private int silent;
    private int preformatted;
    private int cells;
    /** Where the last list item's words begin: on its own line. */
    private int begun = -1;

    static String of(Document html) {
        HtmlText text = new HtmlText();
        String title = html.title().strip();
        if (!title.isEmpty() && html.selectFirst("h1") == null) {
            text.out.append("# ").append(title);
            text.block();
        }
        NodeTraversor.traverse(text, html.body());
        return text.out.toString().strip();
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof Element element) {
            String name = element.normalName();
            silent += SILENT.contains(name) ? 1 : 0;
            if (silent == 0) {
                open(element, name);
            }
        } else if (node instanceof TextNode words && silent == 0) {
            text(words.getWholeText());
        }
    }

    private void open(Element element, String name) {
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                block();
                out.append("#".repeat(name.charAt(1) - '0')).append(' ');
            }
            case "ul" -> list(-1);
            case "ol" -> list(0);
            case "li" -> item();
            case "pre" -> {
                block();
                out.append("```\n");
                preformatted++;
            }
            case "code" -> out.append(preformatted == 0 ? "`" : "");
            case "a" -> out.append(isLink(element) ? "[" : "");
            case "img" -> text(element.attr("alt"));
            case "br" -> line();
            case "hr" -> {
                block();
                out.append("---");
                block();
            }
            case "tr" -> line();
            case "td", "th" -> {
                out.append("| ");
                cells++;
            }
            case "dt", "dd" -> line();
            default -> {
                if (BLOCKS.contains(name)) {
                    block();
                }
            }
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            String name = element.normalName();
            if (silent == 0) {
                close(element, name);
            }
            silent -= SILENT.contains(name) ? 1 : 0;
        }
    }

    private void close(Element element, String name) {
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> block();
            case "ul", "ol" -> {
                lists.pop();
                if (lists.isEmpty()) {
                    block();
                }
            }
            case "pre" -> {
                preformatted--;
                line();
                out.append("```");
                block();
            }
            case "code" -> out.append(preformatted == 0 ? "`" : "");
            case "a" -> out.append(isLink(element) ? "](" + element.attr("href").strip() + ")" : "");
            case "td", "th" -> {
                cells--;
                space();
            }
            case "tr" -> row(element);
            default -> {
                if (BLOCKS.contains(name)) {
                    block();
                }
            }
        }
    }

    private void row(Element row) {
        int columns = row.childrenSize();
        if (columns > 0) {
            out.append('|');
            boolean header = row.previousElementSibling() == null
                    && row.children().stream()
                            .allMatch(cell -> cell.normalName().equals("th"));
            out.append(header ? "\n" + "| --- ".repeat(columns) + "|" : "");
        }
    }

    private void list(int numbering) {
        if (lists.isEmpty()) {
            block();
        }
        lists.push(new int[] {numbering});
    }

    private void item() {
        line();
        out.append("  ".repeat(Math.clamp(lists.size() - 1, 0, DEEPEST)));
        int[] numbering = lists.isEmpty() ? new int[] {-1} : lists.peek();
        if (numbering[0] < 0) {
            out.append("- ");
        } else {
            numbering[0]++;
            out.append(numbering[0]).append(". ");
        }
        begun = out.length();
    }

    private static boolean isLink(Element element) {
        String target = element.attr("href").strip().toLowerCase(Locale.ROOT);
        return !target.isEmpty() && !target.startsWith("#") && !target.startsWith("javascript:");
    }

    private void text(String words) {
        if (preformatted > 0) {
            out.append(words);
            return;
        }
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (Character.isWhitespace(c) || c == '\u00A0') {
                space();
            } else {
                out.append(c);
            }
        }
    }

    private void space() {
        if (!out.isEmpty() && !Character.isWhitespace(out.charAt(out.length() - 1))) {
            out.append(' ');
        }
    }

    /** A new line, but a space within a table. */
    private void line() {
        if (cells > 0) {
            space();
            return;
        }
        if (out.length() == begun) {
            return;
        }
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
        if (end > 0 && out.charAt(end - 1) != '\n') {
            out.append('\n');
        }
    }

    /** An empty line, but a new one within a list. */
    private void block() {
        line();
        boolean apart = cells == 0 && lists.isEmpty() && !out.isEmpty();
        if (apart && !endsInEmptyLine()) {
            out.append('\n');
        }
    }

    private boolean endsInEmptyLine() {
        int end = out.length();
        return end >= 2 && out.charAt(end - 1) == '\n' && out.charAt(end - 2) == '\n';
    }
}
