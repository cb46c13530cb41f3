package dev.portolan.providers.text;

/**
 * Text on its way into the store, the one place where it is made safe: NUL goes, a lone surrogate becomes U+FFFD, and
 * after so many characters there is no more.
 */
final class SafeText {

    private final StringBuilder text = new StringBuilder();
    private final int limit;
    private boolean truncated;
    private long repaired;
    private char pending;

    SafeText(int limit) {
        this.limit = limit;
    }

    /** Whether more would be accepted. */
    boolean takesMore() {
        return !truncated;
    }

    void append(CharSequence more) {
        int plain = 0;
        for (int i = 0; i < more.length(); i++) {
            char c = more.charAt(i);
            if (c == 0 || Character.isSurrogate(c) || pending != 0) {
                put(more, plain, i);
                odd(c);
                plain = i + 1;
            }
        }
        put(more, plain, more.length());
    }

    private void odd(char c) {
        char high = pending;
        pending = 0;
        if (high != 0 && Character.isLowSurrogate(c)) {
            put(new String(new char[] {high, c}), 0, 2);
            return;
        }
        if (high != 0) {
            repair();
        }
        if (Character.isHighSurrogate(c)) {
            pending = c;
        } else if (Character.isLowSurrogate(c)) {
            repair();
        } else if (c == 0) {
            repaired++;
        } else {
            put(String.valueOf(c), 0, 1);
        }
    }

    private void repair() {
        repaired++;
        put("\uFFFD", 0, 1);
    }

    /** Plain characters one by one as far as they fit, a pair whole or not at all. */
    private void put(CharSequence more, int from, int to) {
        int fits = Math.min(to - from, limit - text.length());
        boolean half = fits == 1 && to - from == 2 && Character.isHighSurrogate(more.charAt(from));
        if (!truncated) {
            text.append(more, from, from + (half ? 0 : fits));
            truncated = fits < to - from;
        }
    }

    /** All of it; nothing may be appended afterwards. */
    String text() {
        if (pending != 0) {
            pending = 0;
            repair();
        }
        return text.toString();
    }

    boolean truncated() {
        return truncated;
    }

    /** How many characters were no text. */
    long repaired() {
        return repaired;
    }
}
