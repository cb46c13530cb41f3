package dev.portolan.providers.paths;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Percent-escapes of UTF-8 bytes as RFC 3986 has them: letters, digits and {@code -._~} stay. */
public final class Percent {

    private static final String HEX = "0123456789ABCDEF";

    private Percent() {}

    /** @param kept characters that stay besides */
    public static String escaped(String text, String kept) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isUnreserved(c) || kept.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return escaped.toString();
    }

    /** @throws IllegalArgumentException where an escape is none */
    public static String unescaped(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
