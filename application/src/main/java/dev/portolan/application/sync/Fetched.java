package dev.portolan.application.sync;

import dev.portolan.application.port.TextExtractor.Extraction;
import dev.portolan.domain.ProviderFailure;
import java.util.Optional;

/** What became of a document's content. */
sealed interface Fetched {

    /** Characters of text that it holds. */
    default long chars() {
        return this instanceof Read(Extraction.Text text, var unused)
                ? text.text().length()
                : 0;
    }

    /** Nothing had to be fetched. */
    record Nothing() implements Fetched {}

    /** @param mediaType as the content itself says */
    record Read(Extraction extraction, Optional<String> mediaType) implements Fetched {}

    record Failed(ProviderFailure failure) implements Fetched {}
}
