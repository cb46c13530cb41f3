package dev.portolan.providers.text;

import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Reads files whose text lies in formats of programs: office documents, PDF, mail. No file harms more than itself. */
public interface FileParser {

    /**
     * Takes a file whole, since its parser needs it in any order.
     *
     * @param first the bytes that were read already
     * @throws IOException where the content breaks off
     * @throws ProviderFailure.Transient where there is no room for it
     */
    Spooled spool(byte[] first, InputStream rest) throws IOException;

    /** A file that can be read, until it is closed. */
    interface Spooled extends AutoCloseable {

        /**
         * What the file is, its bytes say; name and media type are believed where they do not.
         *
         * @param text takes the text, as Markdown
         * @param cancelled asked while it is read; true ends it with a {@link ProviderFailure.Transient}
         */
        Outcome parse(String name, Optional<String> mediaType, SafeText text, BooleanSupplier cancelled);

        @Override
        void close();
    }

    /** What came of it. */
    sealed interface Outcome {

        /**
         * @param cut whether there was more than was read
         * @param repairs characters that were made safe before the text was taken
         */
        record Read(boolean cut, long repairs) implements Outcome {}

        /** The file has no text to give, and why. */
        record Unread(ItemIssue.Code code, String reason) implements Outcome {}
    }
}
