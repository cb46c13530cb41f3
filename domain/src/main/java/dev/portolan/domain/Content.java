package dev.portolan.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What a document holds: a stream that is read once and closed once, or text that is already here. */
public sealed interface Content extends AutoCloseable {

    Optional<String> mediaType();

    @Override
    void close();

    /** @param length in bytes, where the provider says so */
    record Stream(Optional<String> mediaType, Optional<Long> length, InputStream bytes) implements Content {
        @Override
        public void close() {
            try {
                bytes.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** There is nothing to read, and why; the document keeps its metadata. */
    record Absent(ItemIssue.Code code, String reason) implements Content {
        @Override
        public Optional<String> mediaType() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    /** A row, a message, a page that was assembled: no second call is made for it. */
    record Inline(Optional<String> mediaType, String text) implements Content {
        public static Inline markdown(String text) {
            return new Inline(Optional.of("text/markdown"), text);
        }

        @Override
        public void close() {}
    }
}
