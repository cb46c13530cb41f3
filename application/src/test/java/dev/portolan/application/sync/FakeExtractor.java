package dev.portolan.application.sync;

import dev.portolan.application.port.TextExtractor;
import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Takes content for text as it is; empty content has none. */
final class FakeExtractor implements TextExtractor {

    private volatile int longest = Integer.MAX_VALUE;
    private volatile long largest = Long.MAX_VALUE;
    private volatile Consumer<String> read = text -> {};

    /** From here on texts are cut after so many characters. */
    void longest(int chars) {
        longest = chars;
    }

    void largest(long bytes) {
        largest = bytes;
    }

    /** Is told every text, while it is still being read. */
    void whileRead(Consumer<String> watcher) {
        read = watcher;
    }

    @Override
    public Extraction extract(Resource document, Content content, BooleanSupplier cancelled) {
        return switch (content) {
            case Content.Inline inline -> text(inline.text());
            case Content.Absent absent -> new Extraction.None(absent.code(), absent.reason(), 0);
            case Content.Stream stream -> text(read(stream.bytes()));
        };
    }

    private static String read(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new ProviderFailure.Transient("The download broke off");
        }
    }

    private Extraction text(String text) {
        read.accept(text);
        long bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (text.isEmpty()) {
            return new Extraction.None(ItemIssue.Code.NO_TEXT, "It has no text", bytes);
        }
        return text.length() > longest
                ? new Extraction.Text(text.substring(0, longest), true, bytes)
                : new Extraction.Text(text, false, bytes);
    }

    @Override
    public boolean accepts(long size) {
        return size <= largest;
    }
}
