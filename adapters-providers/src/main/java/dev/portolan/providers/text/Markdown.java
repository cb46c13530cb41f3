package dev.portolan.providers.text;

/** Writes blocks and lines of Markdown. Space, empty lines and marks are written when text follows them, and never else. */
final class Markdown {

    private static final int DEEPEST = 8;
    private static final int MOST_LINES = 100;

    private final SafeText out;
    private final StringBuilder marks = new StringBuilder();
    private String item = "";
    private boolean started;
    private boolean space;
    private int lines;
    private int quotes;
    private int lists;
    private int cells;

    Markdown(SafeText out) {
        this.out = out;
    }

    /** Text in which any run of white space is one space. */
    void text(String text) {
        for (int i = 0; i < text.length() && !full(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || c == '\u00A0') {
                space = true;
            } else {
                begin();
                if (cells > 0 && c == '|') {
                    out.append('\\');
                }
                out.append(c);
            }
        }
    }

    /** Text as it is, line by line. */
    void verbatim(String text) {
        for (int i = 0; i < text.length() && !full(); i++) {
            if (text.charAt(i) == '\n') {
                line();
            } else {
                begin();
                out.append(text.charAt(i));
            }
        }
    }

    /** A mark of ours, as it is. */
    void raw(String mark) {
        begin();
        out.append(mark);
    }

    /** What follows has a line of its own, apart from what was before or not. */
    void block(boolean apart) {
        if (cells > 0) {
            space = true;
        } else if (item.isEmpty()) {
            lines = Math.max(lines, apart ? 2 : 1);
        }
    }

    /** One line further. */
    void line() {
        lines++;
    }

    void space() {
        space = true;
    }

    /** Begins a block with a mark that its first text follows. */
    void item(String mark, boolean apart) {
        if (cells == 0) {
            item = "";
            block(apart);
            item = mark;
        } else {
            space = true;
        }
    }

    void endItem() {
        item = "";
    }

    /** One more item of a list follows the one before it, however that one ended. */
    void next() {
        lines = Math.min(lines, 1);
    }

    void quote(int change) {
        block(true);
        quotes += change;
    }

    void list(int change) {
        item = "";
        boolean outermost = Math.min(lists, lists + change) == 0;
        block(outermost);
        if (!outermost) {
            next();
        }
        lists += change;
    }

    /** Within a cell there are no lines. */
    void cell(int change) {
        cells += change;
        space = true;
    }

    /** A mark before the text that follows. */
    void open(String mark) {
        marks.append(mark);
    }

    /** Whether no text has followed a mark so far. */
    boolean waits(String mark) {
        return marks.indexOf(mark) >= 0;
    }

    /** Where no text followed the mark it is as if it had never been. */
    void close(String mark, String closing) {
        int at = marks.lastIndexOf(mark);
        if (at >= 0) {
            marks.delete(at, at + mark.length());
        } else {
            out.append(closing);
        }
    }

    boolean full() {
        return out.overflowed();
    }

    private void begin() {
        if (lines > 0 || !started) {
            if (started) {
                out.append("\n".repeat(Math.min(lines, MOST_LINES)));
            }
            out.append("> ".repeat(Math.min(quotes, DEEPEST)));
            out.append("  ".repeat(Math.clamp(item.isEmpty() ? lists : lists - 1L, 0, DEEPEST)));
            out.append(item);
            lines = 0;
            item = "";
        } else if (space) {
            out.append(' ');
        }
        started = true;
        space = false;
        out.append(marks);
        marks.setLength(0);
    }
}
