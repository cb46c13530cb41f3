package dev.portolan.providers.text;

import java.time.Duration;

/**
 * How much is read and kept of a document.
 *
 * @param contentBytes content with more than these is too large
 * @param textChars text beyond these is not stored
 * @param htmlChars HTML beyond these is not parsed; the trees of all pages at a time are made of no more
 * @param htmlTime HTML that takes longer is not parsed further
 */
record Limits(long contentBytes, int textChars, int htmlChars, Duration htmlTime) {

    private static final int HTML_CHARS = 4 * 1024 * 1024;
    private static final Duration HTML_TIME = Duration.ofSeconds(10);

    Limits {
        positive("PORTOLAN_LIMITS_CONTENT_BYTES", contentBytes);
        positive("PORTOLAN_LIMITS_TEXT_CHARS", textChars);
    }

    Limits(long contentBytes, int textChars) {
        this(contentBytes, textChars, HTML_CHARS, HTML_TIME);
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1");
        }
    }
}
