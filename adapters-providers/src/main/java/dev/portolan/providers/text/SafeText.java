package dev.portolan.providers.text;

import java.nio.CharBuffer;

/**
 * Text that is safe to store, up to a limit: without control characters but tab and newline, without lone surrogates,
 * its lines ended by a newline alone.
 */
public final class SafeText {

    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder kept = new StringBuilder();
    private final int limit;
    private char high;
    private boolean afterReturn;
    private boolean overflowed;
    private long repairs;

    public SafeText(int limit) {
        this.limit = limit;
    }

    /** Whether it can be kept as it is. Every short text passes here: a loop of its own knows that it is a string. */
    static boolean isSafe(String text) {
        int end = 0;
        while (end < text.length() && isSafe(text.charAt(end))) {
            end++;
        }
        return end == text.length();
    }

    public void append(char[] chars, int length) {
        append(CharBuffer.wrap(chars, 0, length));
    }

    /** Nearly all of nearly all text is safe as it is: long stretches are kept at once. */
    public void append(CharSequence text) {
        int next = 0;
        while (next < text.length() && !overflowed) {
            int end = high == 0 && !afterReturn ? endOfSafe(text, next) : next;
            if (end > next) {
                keep(text, next, end);
                next = end;
            } else {
                append(text.charAt(next++));
            }
        }
    }

    private static int endOfSafe(CharSequence text, int from) {
        int end = from;
        while (end < text.length() && isSafe(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isSafe(char c) {
        return c >= ' ' ? !Character.isSurrogate(c) : c == '\n' || c == '\t';
    }

    private void keep(CharSequence text, int from, int to) {
        int room = Math.min(to - from, limit - kept.length());
        kept.append(text, from, from + room);
        overflowed = room < to - from;
    }

    public void append(char c) {
        if (Character.isLowSurrogate(c)) {
            paired(c);
            return;
        }
        endHigh();
        if (c == '\n' && afterReturn) {
            afterReturn = false;
            return;
        }
        afterReturn = c == '\r';
        if (Character.isHighSurrogate(c)) {
            high = c;
        } else if (c == '\r') {
            keep('\n');
        } else if (c < ' ' && c != '\t' && c != '\n') {
            repairs++;
        } else {
            keep(c);
        }
    }

    /** Whether there was more than is kept. */
    public boolean overflowed() {
        return overflowed;
    }

    public boolean isEmpty() {
        return kept.isEmpty() && high == 0;
    }

    /** How much it keeps at most. */
    public int limit() {
        return limit;
    }

    /** How many characters were removed or replaced. */
    public long repairs() {
        return repairs;
    }

    /** All that was kept. Nothing can be appended after it. */
    public String finish() {
        endHigh();
        return kept.toString();
    }

    private void paired(char low) {
        afterReturn = false;
        if (high == 0) {
            repairs++;
            keep(REPLACEMENT);
        } else if (kept.length() + 2 > limit) {
            overflowed = true;
        } else {
            kept.append(high).append(low);
        }
        high = 0;
    }

    private void endHigh() {
        if (high != 0) {
            high = 0;
            repairs++;
            keep(REPLACEMENT);
        }
    }

    private void keep(char c) {
        if (kept.length() < limit && !overflowed) {
            kept.append(c);
        } else {
            overflowed = true;
        }
    }
}
