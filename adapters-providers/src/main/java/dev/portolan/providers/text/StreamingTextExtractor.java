package dev.portolan.providers.text;

import dev.portolan.application.port.TextExtractor;
import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Reads whatever is text as it streams in, HTML within bounds, and has files of other programs read elsewhere; memory does
 * not grow with the content.
 */
@Singleton
public final class StreamingTextExtractor implements TextExtractor {

    private static final int FIRST = 8192;
    private static final int BUFFER = 8192;

    private final Limits limits;
    private final Pages pages;
    private final FileParser files;
    private final LongConsumer repairs;

    /** @param contentBytes content with more bytes is not read; of the text, {@code textChars} are kept */
    @Inject
    public StreamingTextExtractor(
            @Property(name = "portolan.limits.content-bytes", defaultValue = "104857600") long contentBytes,
            @Property(name = "portolan.limits.text-chars", defaultValue = "8388608") int textChars,
            FileParser files,
            InstantSource clock,
            Optional<MeterRegistry> metrics) {
        this(new Limits(contentBytes, textChars), files, clock, metrics);
    }

    StreamingTextExtractor(Limits limits, FileParser files, InstantSource clock, Optional<MeterRegistry> metrics) {
        this.limits = limits;
        this.files = files;
        this.pages = new Pages(limits, clock);
        this.repairs = metrics.map(registry -> Counter.builder("portolan.text.repairs")
                        .description("Characters that no database keeps, removed or replaced")
                        .register(registry))
                .<LongConsumer>map(counter -> counter::increment)
                .orElse(count -> {});
    }

    @Override
    public boolean accepts(long size) {
        return size <= limits.contentBytes();
    }

    @Override
    public Extraction extract(Resource document, Content content, BooleanSupplier cancelled) {
        return switch (content) {
            case Content.Absent absent -> new Extraction.None(absent.code(), absent.reason(), 0);
            case Content.Inline inline -> inline(inline, cancelled);
            case Content.Stream stream -> stream(document, stream, cancelled);
        };
    }

    private Extraction inline(Content.Inline inline, BooleanSupplier cancelled) {
        String given = inline.text();
        boolean html = Kind.isHtml(inline.mediaType());
        if (!html && given.length() <= limits.textChars() && SafeText.isSafe(given)) {
            return new Extraction.Text(given, false, utf8(given));
        }
        SafeText text = new SafeText(limits.textChars());
        try {
            boolean cut = false;
            if (html) {
                cut = pages.write(new StringReader(given), text, cancelled);
            } else {
                text.append(given);
            }
            return extraction(text, cut, utf8(given));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Extraction stream(Resource document, Content.Stream stream, BooleanSupplier cancelled) {
        if (stream.length().isPresent() && !accepts(stream.length().get())) {
            return tooLarge("It has " + stream.length().get(), 0);
        }
        Metered bytes = new Metered(stream.bytes(), limits.contentBytes(), cancelled);
        try {
            Extraction extraction = read(document, stream.mediaType().or(document::mediaType), bytes, cancelled);
            return bytes.exceeded() ? tooLarge("It has at least " + bytes.count(), bytes.count()) : extraction;
        } catch (IOException | UncheckedIOException broken) {
            throw new ProviderFailure.Transient("The content broke off after " + bytes.count() + " bytes");
        }
    }

    private Extraction read(Resource document, Optional<String> mediaType, Metered bytes, BooleanSupplier cancelled)
            throws IOException {
        byte[] first = bytes.readNBytes(FIRST);
        if (first.length == 0) {
            return new Extraction.Text("", false, 0);
        }
        Charsets.Choice charset = Charsets.of(first, mediaType);
        ByteBuffer unmarked = ByteBuffer.wrap(first, charset.mark(), first.length - charset.mark());
        String beginning = charset.charset().decode(unmarked.duplicate()).toString();
        Kind kind = Sniff.kind(document, mediaType, first, beginning);
        return switch (kind) {
            case Kind.Unread unread -> new Extraction.None(ItemIssue.Code.NO_TEXT, unread.reason(), bytes.count());
            case Kind.Archive archive -> new Extraction.None(ItemIssue.Code.NO_TEXT, archive.reason(), bytes.count());
            case Kind.File unused -> file(document, mediaType, first, bytes, cancelled);
            case Kind.Plain plain -> text(plain, new Decoded(unmarked, bytes, charset), bytes, cancelled);
            case Kind.Html html -> text(html, new Decoded(unmarked, bytes, charset), bytes, cancelled);
            case Kind.Unknown unknown -> text(unknown, new Decoded(unmarked, bytes, charset), bytes, cancelled);
        };
    }

    private Extraction file(
            Resource document, Optional<String> mediaType, byte[] first, Metered bytes, BooleanSupplier cancelled)
            throws IOException {
        try (FileParser.Spooled file = files.spool(first, bytes)) {
            SafeText text = new SafeText(limits.textChars());
            return bytes.exceeded()
                    ? new Extraction.None(ItemIssue.Code.TOO_LARGE, "It is too large", bytes.count())
                    : parsed(file.parse(document.name(), mediaType, text, cancelled), text, bytes.count());
        }
    }

    private Extraction parsed(FileParser.Outcome outcome, SafeText text, long bytes) {
        return switch (outcome) {
            case FileParser.Outcome.Read(boolean cut, long repaired) -> {
                repairs.accept(repaired);
                yield extraction(text, cut, bytes);
            }
            case FileParser.Outcome.Unread(ItemIssue.Code code, String reason) ->
                new Extraction.None(code, reason, bytes);
        };
    }

    private Extraction text(Kind kind, Reader reader, Metered bytes, BooleanSupplier cancelled) throws IOException {
        SafeText text = new SafeText(limits.textChars());
        boolean cut = kind instanceof Kind.Html ? pages.write(reader, text, cancelled) : plain(reader, text);
        return extraction(text, cut, bytes.count());
    }

    private Extraction extraction(SafeText text, boolean cut, long bytes) {
        String kept = text.finish();
        repairs.accept(text.repairs());
        return new Extraction.Text(kept, cut || text.overflowed(), bytes);
    }

    /** @return whether there was more than is kept */
    private static boolean plain(Reader reader, SafeText text) throws IOException {
        char[] buffer = new char[BUFFER];
        int read = reader.read(buffer);
        while (read >= 0 && !text.overflowed()) {
            text.append(buffer, read);
            read = text.overflowed() ? -1 : reader.read(buffer);
        }
        return text.overflowed();
    }

    private Extraction tooLarge(String size, long bytes) {
        return new Extraction.None(
                ItemIssue.Code.TOO_LARGE,
                size + " bytes, more than the " + limits.contentBytes() + " that are read of a document",
                bytes);
    }

    /** Its bytes in UTF-8, where half of a character is one. */
    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
