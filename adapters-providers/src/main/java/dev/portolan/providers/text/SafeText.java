package dev.portolan.providers.text;

/**
 * Text that is safe to store, up to a limit: without control characters but tab and newline, without lone surrogates,
 * its lines ended by a newline alone.
 */
final class SafeText {

    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder kept = new StringBuilder();
    private final int limit;
    private char high;
    private boolean afterReturn;
    private boolean overflowed;
    private long repairs;

    SafeText(int limit) {
        this.limit = limit;
    }

    void append(char[] chars, int length) {
        for (int i = 0; i < length && !overflowed; i++) {
            append(chars[i]);
        }
    }

    void append(CharSequence text) {
        for (int i = 0; i < text.length() && !overflowed; i++) {
            append(text.charAt(i));
        }
    }

    void append(char c) {
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
    boolean overflowed() {
        return overflowed;
    }

    /** How many characters were removed or replaced. */
    long repairs() {
        return repairs;
    }

    /** All that was kept. Nothing can be appended after it. */
    String finish() {
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
