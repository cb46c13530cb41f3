package dev.portolan.application.port;

import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import java.util.function.BooleanSupplier;

/** Makes text of content. Reads it as a stream, within limits of size and time; never closes it. */
public interface TextExtractor {

    /**
     * @param cancelled asked while reading; true ends the reading with a {@link ProviderFailure.Transient}
     * @throws ProviderFailure where the stream breaks
     */
    Extraction extract(Resource document, Content content, BooleanSupplier cancelled);

    /** Whether content of this size (bytes) is worth a download at all. */
    boolean accepts(long size);

    /** What came out. {@code bytes}: how much content was read. */
    sealed interface Extraction {
        long bytes();

        /** Text that is safe to store: no NUL, no lone surrogates. */
        record Text(String text, boolean truncated, long bytes) implements Extraction {}

        /** The document keeps its metadata, and an issue says why. */
        record None(ItemIssue.Code code, String reason, long bytes) implements Extraction {}
    }
}
