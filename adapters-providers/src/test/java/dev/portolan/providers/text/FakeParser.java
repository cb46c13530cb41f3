package dev.portolan.providers.text;

import dev.portolan.domain.ItemIssue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Knows one format: what a file holds after "text:" is its text. Of all others it says what it was given. */
final class FakeParser implements FileParser {

    @Override
    public Spooled spool(byte[] first, InputStream rest) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(first);
        rest.transferTo(all);
        return new Held(all.toString(StandardCharsets.ISO_8859_1));
    }

    private record Held(String content) implements Spooled {

        @Override
        public Outcome parse(String name, Optional<String> mediaType, SafeText text, BooleanSupplier cancelled) {
            int at = content.indexOf("text:");
            if (at < 0) {
                return new Outcome.Unread(
                        ItemIssue.Code.NO_TEXT, "Parsed: " + name + " of type " + mediaType.orElse("none"));
            }
            text.append(content.substring(at + 5));
            return new Outcome.Read(false, 2);
        }

        @Override
        public void close() {}
    }
}
