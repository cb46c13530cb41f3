package dev.portolan.providers.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which charset content is in: by its byte order mark, by what is declared, in it or about it, or by its first bytes. */
final class Charsets {

    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /**
     * @param guessed nobody said so, and a later byte may prove it wrong
     * @param mark how many bytes the byte order mark has
     */
    record Choice(Charset charset, boolean guessed, int mark) {}

    private static final Pattern PARAMETER = Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([\\w.:+-]{1,40})");
    private static final Pattern META =
            Pattern.compile("(?i)<meta\\s[^>]{0,200}?charset\\s*=\\s*[\"']?\\s*([\\w.:+-]{1,40})");
    private static final Pattern XML =
            Pattern.compile("^\\s*<\\?xml\\s[^>]{0,100}?encoding\\s*=\\s*[\"']([\\w.:+-]{1,40})");

    private Charsets() {}

    static Choice of(byte[] first, Optional<String> mediaType) {
        return marked(first)
                .or(() -> declared(mediaType.orElse(""), List.of(PARAMETER)).map(found -> new Choice(found, false, 0)))
                .or(() -> within(first).map(found -> new Choice(found, false, 0)))
                .orElseGet(() -> guess(first));
    }

    private static Optional<Choice> marked(byte[] first) {
        if (starts(first, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(new Choice(StandardCharsets.UTF_8, false, 3));
        }
        if (starts(first, 0xFF, 0xFE, 0, 0)) {
            return Optional.of(new Choice(StandardCharsets.UTF_32LE, false, 4));
        }
        if (starts(first, 0, 0, 0xFE, 0xFF)) {
            return Optional.of(new Choice(StandardCharsets.UTF_32BE, false, 4));
        }
        if (starts(first, 0xFF, 0xFE)) {
            return Optional.of(new Choice(StandardCharsets.UTF_16LE, false, 2));
        }
        return starts(first, 0xFE, 0xFF)
                ? Optional.of(new Choice(StandardCharsets.UTF_16BE, false, 2))
                : Optional.empty();
    }

    /** What says in ASCII that it is UTF-16 cannot be. */
    private static Optional<Charset> within(byte[] first) {
        return declared(new String(first, StandardCharsets.ISO_8859_1), List.of(XML, META))
                .filter(charset ->
                        !charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32"));
    }

    private static Optional<Charset> declared(String text, List<Pattern> patterns) {
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                return named(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    /** ASCII says nothing, as it is true of nearly everything's beginning; Latin-1 is what Windows-1252 calls itself. */
    private static Optional<Charset> named(String name) {
        try {
            Charset charset = Charset.forName(name);
            if (charset.equals(StandardCharsets.US_ASCII)) {
                return Optional.empty();
            }
            return Optional.of(charset.equals(StandardCharsets.ISO_8859_1) ? WINDOWS_1252 : charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    /** UTF-8, unless more is wrong with it than right. */
    private static Choice guess(byte[] first) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(first);
        CharBuffer out = CharBuffer.allocate(first.length + 1);
        int wrong = 0;
        CoderResult result = decoder.decode(in, out, false);
        while (result.isError()) {
            wrong++;
            in.position(in.position() + result.length());
            result = decoder.decode(in, out, false);
        }
        long right = out.flip()
                .chars()
                .filter(c -> c > 0x7F && !Character.isLowSurrogate((char) c))
                .count();
        return wrong > right ? new Choice(WINDOWS_1252, false, 0) : new Choice(StandardCharsets.UTF_8, true, 0);
    }

    private static boolean starts(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
