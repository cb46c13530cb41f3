package dev.portolan.providers.parsing;

import dev.portolan.providers.text.FileParser;
import dev.portolan.providers.text.FileParser.Outcome;
import dev.portolan.providers.text.SafeText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/** One file being read, and what came of it. */
record Reading(Outcome outcome, String text) {

    static Reading of(FileParser parser, String name, byte[] content) throws IOException {
        return of(parser, name, content, 100_000);
    }

    static Reading of(FileParser parser, String name, byte[] content, int textChars) throws IOException {
        SafeText text = new SafeText(textChars);
        try (FileParser.Spooled file = parser.spool(new byte[0], new ByteArrayInputStream(content))) {
            Outcome outcome = file.parse(name, Optional.empty(), text, () -> false);
            return new Reading(outcome, text.finish());
        }
    }
}
