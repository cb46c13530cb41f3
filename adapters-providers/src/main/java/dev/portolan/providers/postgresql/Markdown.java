package dev.portolan.providers.postgresql;

import java.util.regex.Pattern;

/** The text of a row as it grows: a heading, a list of fields, sections. */
final class Markdown {

    /** Values up to this length, and of one line, stand in the list. */
    static final int SHORT = 200;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final StringBuilder text = new StringBuilder(256);
    private boolean begun;

    Markdown(String title) {
        text.append("# ").append(title).append("\n\n");
    }

    static boolean isShort(String value) {
        return value.length() <= SHORT && value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
    }

    void field(String name, String value) {
        text.append("- ").append(line(name)).append(": ").append(value).append('\n');
        begun = true;
    }

    void section(String name, String value) {
        heading(name);
        value(value);
        end();
    }

    void heading(String name) {
        text.append(begun ? "\n## " : "## ").append(line(name)).append("\n\n");
        begun = true;
    }

    void value(String part) {
        text.append(part);
    }

    void end() {
        text.append('\n');
    }

    boolean isTaken() {
        return text.isEmpty();
    }

    /** What has been written since the last time. */
    String taken() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** On one line, spaces closed up. */
    static String line(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            plain = text.charAt(i) > ' ' || (text.charAt(i) == ' ' && i > 0 && text.charAt(i - 1) != ' ');
        }
        return plain && !text.endsWith(" ") ? text : SPACE.matcher(text.strip()).replaceAll(" ");
    }
}
