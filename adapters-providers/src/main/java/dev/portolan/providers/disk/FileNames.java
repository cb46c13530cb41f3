package dev.portolan.providers.disk;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * File names as text and back, whatever their bytes and whatever the locale. Names are UTF-8; a byte that is not stands
 * as U+FFFD and its two hex digits, and so does each byte of a real U+FFFD that looks like the beginning of such an
 * escape: the way back is unambiguous.
 */
final class FileNames {

    private static final char MARK = '\uFFFD';

    private FileNames() {}

    /** The name of a file. Only its URI tells its bytes: {@code toString} depends on the locale and loses some. */
    static String of(Path name) {
        String text = name.toString();
        if (isAscii(text)) {
            return text;
        }
        String raw = name.toUri().getRawPath();
        String whole = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        return text(unescaped(whole.substring(whole.lastIndexOf('/') + 1)));
    }

    /** The path beneath a directory that segments of text name. */
    static Path resolve(Path directory, String relative) {
        if (isAscii(relative)) {
            return directory.resolve(relative);
        }
        StringBuilder uri = new StringBuilder(directory.toUri().toString());
        if (uri.charAt(uri.length() - 1) != '/') {
            uri.append('/');
        }
        for (byte b : bytes(relative)) {
            uri.append(b == '/' ? "/" : "%" + HexFormat.of().withUpperCase().toHexDigits(b));
        }
        return Path.of(URI.create(uri.toString()));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static byte[] unescaped(String segment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) == '%') {
                out.write(HexFormat.fromHexDigits(segment, i + 1, i + 3));
                i += 2;
            } else {
                out.write(segment.charAt(i));
            }
        }
        return out.toByteArray();
    }

    private static String text(byte[] name) {
        StringBuilder text = new StringBuilder();
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(name);
        CharBuffer out = CharBuffer.allocate(name.length);
        while (true) {
            var result = decoder.decode(in, out, true);
            text.append(unambiguous(out.flip().toString()));
            out.clear();
            if (!result.isMalformed()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                text.append(MARK).append(HexFormat.of().toHexDigits(in.get()));
            }
        }
    }

    private static String unambiguous(String valid) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < valid.length(); i++) {
            char c = valid.charAt(i);
            text.append(c == MARK && isHexByte(valid, i + 1) ? MARK + "ef" + MARK + "bf" + MARK + "bd" : c);
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint == MARK && isHexByte(text, i)) {
                out.write(HexFormat.fromHexDigits(text, i, i + 2));
                i += 2;
            } else {
                out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    /** Never an ASCII byte: nobody may write a slash or a dot like this. */
    private static boolean isHexByte(String text, int at) {
        return at + 2 <= text.length()
                && Character.digit(text.charAt(at), 16) >= 8
                && HexFormat.isHexDigit(text.charAt(at + 1));
    }
}
