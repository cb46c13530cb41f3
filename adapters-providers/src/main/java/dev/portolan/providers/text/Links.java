package dev.portolan.providers.text;

import java.util.Locale;

/** The link that is being written, if any. It ends with its block, whatever the page says. */
final class Links {

    private static final int LONGEST_TARGET = 2000;
    private static final String OPENING = "[";

    private final Markdown out;
    private String target = "";

    Links(Markdown out) {
        this.out = out;
    }

    void begin(String href) {
        if (target.isEmpty()) {
            target = target(href);
            out.open(target.isEmpty() ? "" : OPENING);
        }
    }

    /** A block that begins before any text of the link has it within. */
    void endWithBlock() {
        if (!out.waits(OPENING)) {
            end();
        }
    }

    void end() {
        if (!target.isEmpty()) {
            out.close(OPENING, "](" + target + ")");
            target = "";
        }
    }

    /** Empty where it leads nowhere else. */
    private static String target(String href) {
        String target = href.strip();
        String start = target.substring(0, Math.min(target.length(), 11)).toLowerCase(Locale.ROOT);
        boolean nowhere = start.startsWith("#") || start.equals("javascript:") || start.startsWith("data:");
        return nowhere || target.length() > LONGEST_TARGET
                ? ""
                : target.replaceAll("\\s", "%20").replace("(", "%28").replace(")", "%29");
    }
}
