package dev.portolan.domain;

import java.util.Optional;

/** Which text databases keep: what has no NUL in it and no half of a character. Providers' names may have both. */
public final class Storable {

    private static final char REPLACEMENT = '\uFFFD';

    private Storable() {}

    public static boolean is(String text) {
        return firstBad(text, 0) == text.length();
    }

    /** The same, and a replacement for each character that could not be kept. */
    public static String text(String text) {
        int bad = firstBad(text, 0);
        if (bad == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text);
        while (bad < text.length()) {
            safe.setCharAt(bad, REPLACEMENT);
            bad = firstBad(text, bad + 1);
        }
        return safe.toString();
    }

    static Optional<String> text(Optional<String> text) {
        return text.map(Storable::text);
    }

    private static int firstBad(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != 0 && !Character.isSurrogate(c)) {
                at++;
            } else if (at + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(at + 1))) {
                at += 2;
            } else {
                return at;
            }
        }
        return at;
    }
}
