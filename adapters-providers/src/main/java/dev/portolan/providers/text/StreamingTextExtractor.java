package dev.portolan.providers.text;

import dev.portolan.application.port.TextExtractor;
import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.providers.paths.MediaTypes;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/** Reads whatever is text as it streams in, and HTML within bounds; memory does not grow with the content. */
@Singleton
public final class StreamingTextExtractor implements TextExtractor {

    /** HTML is held as a tree: so much of it is read. */
    private static final int HTML_BYTES = 5 * 1024 * 1024;

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([\\w.:+-]+)");

    private final long content;
    private final int text;

    /**
     * @param content bytes of content that are read at most
     * @param text characters of text that are kept at most
     */
    public StreamingTextExtractor(
            @Value("${portolan.limits.content:104857600}") long content,
            @Value("${portolan.limits.text:8388608}") int text) {
        this.content = content;
        this.text = text;
    }

    @Override
    public boolean accepts(long size) {
        return size <= content;
    }

    @Override
    public Extraction extract(Resource document, Content given, BooleanSupplier cancelled) {
        return switch (given) {
            case Content.Absent absent -> new Extraction.None(absent.code(), absent.reason(), 0);
            case Content.Inline inline -> {
                SafeText safe = new SafeText(text);
                safe.append(inline.text());
                yield new Extraction.Text(
                        safe.text(), safe.truncated(), inline.text().length());
            }
            case Content.Stream stream -> stream(document, stream, cancelled);
        };
    }

    private Extraction stream(Resource document, Content.Stream stream, BooleanSupplier cancelled) {
        Optional<Long> length = stream.length().filter(bytes -> !accepts(bytes));
        if (length.isPresent()) {
            return tooLarge(length.get() + " bytes", 0);
        }
        Intake intake = new Intake(stream.bytes(), content, cancelled);
        try {
            return read(type(document, stream), intake);
        } catch (Intake.TooMuch e) {
            return tooLarge("more than it claimed", intake.bytes());
        } catch (IOException e) {
            throw new ProviderFailure.Transient(
                    "The content of '" + document.name() + "' broke off: " + e.getMessage());
        }
    }

    private Extraction tooLarge(String size, long read) {
        return new Extraction.None(
                ItemIssue.Code.TOO_LARGE, "Its content is " + size + "; at most " + content + " bytes are read", read);
    }

    /** What is declared, parameters included; else what the name says. */
    private static String type(Resource document, Content.Stream stream) {
        return stream.mediaType()
                .or(document::mediaType)
                .filter(type -> !type.contains("octet-stream"))
                .or(() -> MediaTypes.of(document.name()))
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    private Extraction read(String type, Intake intake) throws IOException {
        byte[] head = intake.readNBytes(Sniff.BYTES);
        Sniff sniff = new Sniff(head);
        Optional<String> binary = sniff.binary();
        if (binary.isPresent() || type.startsWith("message/")) {
            String named = type.isEmpty() || type.startsWith("text/") ? binary.orElse(type) : type;
            return new Extraction.None(ItemIssue.Code.NO_TEXT, named + " has no reader yet", intake.bytes());
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), intake);
        boolean isHtml = type.startsWith("text/html") || type.startsWith("application/xhtml") || sniff.html();
        SafeText safe = new SafeText(text);
        boolean cut = false;
        if (isHtml) {
            cut = html(whole, type, safe);
        } else {
            plain(whole, type, sniff, safe);
        }
        return new Extraction.Text(safe.text(), safe.truncated() || cut, intake.bytes());
    }

    private static void plain(InputStream whole, String type, Sniff sniff, SafeText safe) throws IOException {
        Optional<Charset> known = sniff.utf16()
                .map(Charset::forName)
                .or(() -> declared(type).filter(charset -> !charset.equals(StandardCharsets.UTF_8)));
        new Decoding(whole, known.orElse(StandardCharsets.UTF_8), known.isEmpty(), safe).run();
    }

    /** @return whether there was more than is read */
    private static boolean html(InputStream whole, String type, SafeText safe) throws IOException {
        byte[] bytes = whole.readNBytes(HTML_BYTES);
        String charset = declared(type).map(Charset::name).orElse(null);
        safe.append(HtmlText.of(Jsoup.parse(new ByteArrayInputStream(bytes), charset, "")));
        return whole.read() >= 0;
    }

    private static Optional<Charset> declared(String type) {
        Matcher charset = CHARSET.matcher(type);
        try {
            return charset.find() ? Optional.of(Charset.forName(charset.group(1))) : Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }
}
