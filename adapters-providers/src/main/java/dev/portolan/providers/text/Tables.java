package dev.portolan.providers.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;

/**
 * The tables of a page. Those that hold data become rows; those that arrange the page (with other tables, headings or
 * code in them) are passed over, and what is in their cells are blocks.
 */
final class Tables {

    private static final int MOST_COLUMNS = 1000;

    private final Set<Element> arranging;
    private final Deque<Element> open = new ArrayDeque<>();
    private final Markdown out;
    private int columns;
    private int rows;

    Tables(Element body, Markdown out) {
        this.arranging = arranging(body);
        this.out = out;
    }

    void begin(Element element) {
        if (element.nameIs("table")) {
            open.push(element);
            rows = 0;
            out.block(true);
        } else if (!isData()) {
            out.block(false);
        } else if (element.nameIs("tr")) {
            out.block(false);
            columns = 0;
        } else {
            out.raw("|");
            out.cell(1);
            columns++;
        }
    }

    void end(Element element) {
        if (element.nameIs("table")) {
            open.poll();
            out.block(true);
        } else if (!isData()) {
            out.block(false);
        } else if (!element.nameIs("tr")) {
            out.cell(-1);
        } else if (columns > 0) {
            out.raw("|");
            out.block(false);
            if (rows == 0) {
                out.raw("|" + " --- |".repeat(Math.min(columns, MOST_COLUMNS)));
                out.block(false);
            }
            rows++;
        }
    }

    private boolean isData() {
        return !open.isEmpty() && !arranging.contains(open.peek());
    }

    /** Looked for once, before any is written. */
    private static Set<Element> arranging(Element body) {
        Set<Element> found = new HashSet<>();
        Deque<Element> open = new ArrayDeque<>();
        body.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof Element element) {
                    boolean table = element.nameIs("table");
                    if (!open.isEmpty() && (table || element.nameIs("pre") || Tags.heading(element) > 0)) {
                        found.add(open.peek());
                    }
                    if (table) {
                        open.push(element);
                    }
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node.equals(open.peek())) {
                    open.pop();
                }
            }
        });
        return found;
    }
}
