package dev.portolan.providers.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portolan.application.port.TextExtractor;
import dev.portolan.application.port.TextExtractor.Extraction;
import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Resource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;

/** Content of a name, of a type, or of neither. */
record Given(String name, Optional<String> type, Optional<Long> length, InputStream bytes) {

    static StreamingTextExtractor extractor(Limits limits) {
        return new StreamingTextExtractor(limits, new FakeParser(), InstantSource.system(), Optional.empty());
    }

    static Given file(String name, byte[] bytes) {
        return new Given(name, Optional.empty(), Optional.empty(), new ByteArrayInputStream(bytes));
    }

    static Given file(String name, String type, byte[] bytes) {
        return new Given(name, Optional.of(type), Optional.empty(), new ByteArrayInputStream(bytes));
    }

    static Given stream(String name, InputStream bytes) {
        return new Given(name, Optional.empty(), Optional.empty(), bytes);
    }

    Given ofLength(long claimed) {
        return new Given(name, type, Optional.of(claimed), bytes);
    }

    Extraction read(TextExtractor extractor) {
        return extractor.extract(
                Resource.document(name, name, "1"), new Content.Stream(type, length, bytes), () -> false);
    }

    String text(TextExtractor extractor) {
        return assertInstanceOf(Extraction.Text.class, read(extractor)).text();
    }

    /** @return why it has no text */
    String unread(TextExtractor extractor) {
        Extraction.None none = assertInstanceOf(Extraction.None.class, read(extractor));
        assertEquals(ItemIssue.Code.NO_TEXT, none.code());
        return none.reason();
    }
}
