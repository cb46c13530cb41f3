package dev.portolan.providers.text;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.portolan.domain.ProviderFailure;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Pages of HTML being parsed. Each is held as a tree, many times its size: there is room for so many characters at a
 * time. Some pages take their parser ages; those end early.
 */
final class Pages {

    private static final int BUFFER = 8192;

    private final Limits limits;
    private final InstantSource clock;
    private final Semaphore room;

    Pages(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.room = new Semaphore(limits.htmlChars(), true);
    }

    /** @return whether there was more than is parsed */
    boolean write(Reader reader, SafeText text, BooleanSupplier cancelled) throws IOException {
        StringBuilder html = new StringBuilder();
        char[] buffer = new char[BUFFER];
        int read = reader.read(buffer);
        while (read >= 0) {
            html.append(buffer, 0, read);
            read = html.length() <= limits.htmlChars() ? reader.read(buffer) : -1;
        }
        boolean cut = html.length() > limits.htmlChars();
        html.setLength(end(html, 0, limits.htmlChars()));
        return parse(html.toString(), text, cancelled) || cut;
    }

    private boolean parse(String html, SafeText text, BooleanSupplier cancelled) {
        enter(html.length(), cancelled);
        try {
            Source source = new Source(html, clock.instant().plus(limits.htmlTime()), cancelled);
            HtmlPage.write(source, text);
            return source.given < html.length();
        } finally {
            room.release(html.length());
        }
    }

    private void enter(int chars, BooleanSupplier cancelled) {
        try {
            while (!room.tryAcquire(chars, 1, SECONDS)) {
                Metered.poll(cancelled);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ProviderFailure.Transient("The reading of the document was interrupted");
        }
    }

    /** Where a piece ends: at the most, but in no character and at no tag's beginning, which would pass for text. */
    private static int end(CharSequence html, int start, int most) {
        if (html.length() <= most) {
            return html.length();
        }
        int end = most;
        end -= Character.isHighSurrogate(html.charAt(end - 1)) ? 1 : 0;
        end -= end > 0 && html.charAt(end - 1) == '/' ? 1 : 0;
        end -= end > 0 && html.charAt(end - 1) == '<' ? 1 : 0;
        return end > start ? end : most;
    }

    /** The page as the parser takes it, piece by piece, and no longer than it may. */
    private final class Source extends Reader {

        private final String html;
        private final Instant deadline;
        private final BooleanSupplier cancelled;
        private int given;

        Source(String html, Instant deadline, BooleanSupplier cancelled) {
            this.html = html;
            this.deadline = deadline;
            this.cancelled = cancelled;
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            Metered.poll(cancelled);
            int count = end(html, given, given + length) - given;
            if (count == 0 || clock.instant().isAfter(deadline)) {
                return -1;
            }
            html.getChars(given, given + count, buffer, offset);
            given += count;
            return count;
        }

        @Override
        public void close() {}
    }
}
