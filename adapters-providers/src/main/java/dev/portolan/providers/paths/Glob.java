package dev.portolan.providers.paths;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for whole paths. {@code *} and {@code ?} stay within a segment, {@code **} does not; a pattern without a
 * slash is for names at any depth, one that ends in a slash for everything beneath. Matching takes time proportional to
 * pattern times path, whatever the pattern.
 */
final class Glob {

    private static final int ONE = -1;
    private static final int SOME = -2;
    private static final int ALL = -3;
    /** {@code **}{@code /}: any number of whole segments. */
    private static final int SEGMENTS = -4;

    private final int[] tokens;

    private Glob(int[] tokens) {
        this.tokens = tokens;
    }

    static Glob of(String pattern) {
        String body = pattern.endsWith("/") ? pattern + "**" : pattern;
        int slash = pattern.indexOf('/');
        boolean anywhere = slash < 0 || slash == pattern.length() - 1;
        String whole = body.startsWith("/") ? body.substring(1) : anywhere ? "**/" + body : body;
        List<Integer> tokens = new ArrayList<>();
        for (int at = 0; at < whole.length(); ) {
            int codePoint = whole.codePointAt(at);
            if (whole.startsWith("**/", at) && (at == 0 || whole.charAt(at - 1) == '/')) {
                tokens.add(SEGMENTS);
                at += 3;
            } else if (whole.startsWith("**", at)) {
                tokens.add(ALL);
                at += 2;
            } else {
                tokens.add(codePoint == '*' ? SOME : codePoint == '?' ? ONE : codePoint);
                at += Character.charCount(codePoint);
            }
        }
        return new Glob(tokens.stream().mapToInt(Integer::intValue).toArray());
    }

    boolean matches(String path) {
        boolean[] now = new boolean[tokens.length + 1];
        enter(now, 0);
        for (int at = 0; at < path.length(); ) {
            int codePoint = path.codePointAt(at);
            at += Character.charCount(codePoint);
            boolean[] next = new boolean[now.length];
            for (int state = 0; state < tokens.length; state++) {
                if (now[state]) {
                    step(next, state, codePoint);
                }
            }
            now = next;
        }
        return now[tokens.length];
    }

    /** What may stand for nothing is entered together with what follows it. */
    private void enter(boolean[] states, int state) {
        states[state] = true;
        if (state < tokens.length && (tokens[state] == SOME || tokens[state] == ALL || tokens[state] == SEGMENTS)) {
            enter(states, state + 1);
        }
    }

    private void step(boolean[] next, int state, int codePoint) {
        switch (tokens[state]) {
            case ALL -> enter(next, state);
            case SEGMENTS -> {
                next[state] = true;
                if (codePoint == '/') {
                    enter(next, state + 1);
                }
            }
            case SOME -> {
                if (codePoint != '/') {
                    enter(next, state);
                }
            }
            case ONE -> {
                if (codePoint != '/') {
                    enter(next, state + 1);
                }
            }
            default -> {
                if (codePoint == tokens[state]) {
                    enter(next, state + 1);
                }
            }
        }
    }
}
