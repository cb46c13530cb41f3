package dev.portolan.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a shell as printed examples need: words, quotes, variables, exports and comments. */
final class Shell {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");

    private final String text;
    private final Map<String, String> variables;
    private final List<List<String>> commands = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int at;

    private Shell(String text, Map<String, String> variables) {
        this.text = text.replace("\\\n", " ");
        this.variables = new HashMap<>(variables);
    }

    /** The words of every command, {@code export} excepted. */
    static List<List<String>> commands(String text, Map<String, String> variables) {
        return new Shell(text, variables).read();
    }

    private List<List<String>> read() {
        for (at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '\'', '"' -> quoted(c);
                case ' ' -> endWord();
                case '\n' -> endCommand();
                case '#' -> hash();
                default -> plain(c);
            }
        }
        endCommand();
        return commands;
    }

    private void plain(char c) {
        word.append(c);
        begun = true;
    }

    private void quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        String inside = text.substring(at + 1, end);
        word.append(quote == '"' ? expanded(inside) : inside);
        begun = true;
        at = end;
    }

    private String expanded(String inside) {
        return VARIABLE.matcher(inside)
                .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
    }

    /** The beginning of a comment, unless in the middle of a word. */
    private void hash() {
        if (begun) {
            plain('#');
            return;
        }
        int end = text.indexOf('\n', at);
        at = (end < 0 ? text.length() : end) - 1;
    }

    private void endWord() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty() && words.getFirst().equals("export")) {
            words.stream()
                    .skip(1)
                    .map(assignment -> assignment.split("=", 2))
                    .forEach(parts -> variables.put(parts[0], parts[1]));
        } else if (!words.isEmpty()) {
            commands.add(List.copyOf(words));
        }
        words.clear();
    }
}
