package dev.portolan.providers.notion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Markdown as it grows, block by block. Items of a list follow each other; everything else stands apart. */
final class MarkdownText {

    private final StringBuilder text = new StringBuilder();
    private boolean afterItem;

    /**
     * @param prefix of each line, for what it is nested in
     * @param marker of each line, of its own
     * @param words nothing is written where there are none
     */
    void block(String prefix, String marker, String words) {
        if (!words.isBlank()) {
            apart(prefix, false);
            lines(prefix + marker, prefix + marker, words);
        }
        afterItem = false;
    }

    void item(String prefix, String marker, String words) {
        apart(prefix, afterItem);
        lines(prefix + marker, prefix + " ".repeat(marker.length()), words);
        afterItem = true;
    }

    /** What was nested in an item is over. */
    void endItem() {
        afterItem = true;
    }

    void code(String prefix, String language, String code) {
        String fence = code.contains("```") ? "````" : "```";
        block(prefix, "", fence + language + "\n" + code + "\n" + fence);
    }

    /** The first row is taken for the heading: Markdown has no table without one. */
    void table(String prefix, List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(row(row.stream()
                    .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                    .toList()));
            if (lines.size() == 1) {
                lines.add(row(row.stream().map(cell -> "---").toList()));
            }
        }
        block(prefix, "", String.join("\n", lines));
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private void apart(String prefix, boolean close) {
        if (!text.isEmpty()) {
            text.append('\n');
            if (!close) {
                text.append(prefix.stripTrailing()).append('\n');
            }
        }
    }

    private void lines(String first, String others, String words) {
        text.append(first).append(words.replace("\n", "\n" + others));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
