package dev.portolan.providers.text;

import java.util.Locale;
import org.apache.tika.exception.WriteLimitReachedException;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Markdown of XHTML as it is told: nothing is held but what is written, so that the largest workbook costs no more than its
 * text. A table within a table's cell is text of that cell.
 */
public final class XhtmlMarkdown extends DefaultHandler {

    private static final int MOST_COLUMNS = 1000;

    /** There is text enough: nothing needs to be read any further. */
    private static final class Enough extends WriteLimitReachedException {
        Enough() {
            super(0);
        }
    }

    private final SafeText text;
    private final Markdown out;
    private final Links links;
    private int head;
    private int tables;
    private int columns;
    private int rows;
    private int pre;

    public XhtmlMarkdown(SafeText text) {
        this.text = text;
        this.out = new Markdown(text);
        this.links = new Links(out);
    }

    /** A line of its own that no document holds. */
    public void line(String line) {
        out.block(false);
        out.text(line);
        out.block(false);
    }

    /** A heading of its own that no document holds. */
    public void heading(String heading) {
        out.item("# ", true);
        out.text(heading);
        out.endItem();
        out.block(true);
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
        enough();
        String tag = localName.toLowerCase(Locale.ROOT);
        switch (tag) {
            case "head", "script", "style" -> head++;
            case "a" -> links.begin(attributes.getValue("href") == null ? "" : attributes.getValue("href"));
            case "br" -> out.block(false);
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                links.endWithBlock();
                out.item("#".repeat(tag.charAt(1) - '0') + " ", true);
            }
            case "ul", "ol" -> out.list(1);
            case "li" -> out.item("- ", false);
            case "blockquote" -> out.quote(1);
            case "table" -> beginTable();
            case "tr" -> beginRow();
            case "td", "th" -> beginCell();
            case "pre" -> pre++;
            default -> block(tag);
        }
    }

    @Override
    public void endElement(String uri, String localName, String name) throws SAXException {
        String tag = localName.toLowerCase(Locale.ROOT);
        switch (tag) {
            case "head", "script", "style" -> head--;
            case "a" -> links.end();
            case "br" -> {}
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                links.endWithBlock();
                out.endItem();
                out.block(true);
            }
            case "ul", "ol" -> out.list(-1);
            case "li" -> {
                out.endItem();
                out.block(false);
            }
            case "blockquote" -> out.quote(-1);
            case "table" -> endTable();
            case "tr" -> endRow();
            case "td", "th" -> endCell();
            case "pre" -> pre--;
            default -> block(tag);
        }
        enough();
    }

    @Override
    public void characters(char[] chars, int start, int length) throws SAXException {
        if (head == 0) {
            String piece = new String(chars, start, length);
            if (pre > 0 && tables == 0) {
                out.verbatim(piece);
            } else {
                out.text(piece);
            }
        }
        enough();
    }

    @Override
    public void ignorableWhitespace(char[] chars, int start, int length) {
        out.space();
    }

    private void enough() throws SAXException {
        if (text.overflowed()) {
            throw new Enough();
        }
    }

    private void block(String tag) {
        switch (tag) {
            case "p" -> {
                links.endWithBlock();
                out.block(true);
            }
            case "div", "section", "dl", "dt", "dd", "body", "hr" -> {
                links.endWithBlock();
                out.block(false);
            }
            default -> {}
        }
    }

    private void beginTable() {
        tables++;
        if (tables == 1) {
            rows = 0;
            out.block(true);
        } else {
            out.space();
        }
    }

    private void endTable() {
        tables--;
        out.block(true);
    }

    private void beginRow() {
        if (tables == 1) {
            columns = 0;
        }
        out.block(false);
    }

    private void endRow() {
        if (tables == 1 && columns > 0) {
            out.raw("|");
            out.block(false);
            if (rows == 0) {
                out.raw("|" + " --- |".repeat(Math.min(columns, MOST_COLUMNS)));
                out.block(false);
            }
            rows++;
        }
        out.block(false);
    }

    private void beginCell() {
        if (tables == 1) {
            out.raw("|");
            out.cell(1);
            columns++;
        } else {
            out.space();
        }
    }

    private void endCell() {
        links.end();
        if (tables == 1) {
            out.cell(-1);
        } else {
            out.space();
        }
    }
}
