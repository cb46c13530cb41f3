package dev.portolan.providers.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the first bytes of content say about it: types lie, bytes do not. */
final class Sniff {

    static final int BYTES = 8_192;

    /** Beginnings of files that are no text, or text that only their own programs understand. */
    private static final List<Magic> MAGIC = List.of(
            new Magic("%PDF-", "application/pdf"),
            new Magic("{\\rtf", "application/rtf"),
            new Magic("PK\u0003\u0004", "application/zip"),
            new Magic("\u001F\u008B", "application/gzip"),
            new Magic("\u00D0\u00CF\u0011\u00E0", "application/x-ole-storage"),
            new Magic("\u0089PNG", "image/png"),
            new Magic("\u00FF\u00D8\u00FF", "image/jpeg"),
            new Magic("GIF8", "image/gif"),
            new Magic("PAR1", "application/vnd.apache.parquet"),
            new Magic("%!PS", "application/postscript"));

    private static final Pattern HTML =
            Pattern.compile("^\\s*(<!--.*?-->\\s*)*(<!doctype\\s+html|<html[\\s>])", Pattern.DOTALL);

    /** Of all bytes, so many per cent may be control characters in a text. */
    private static final int CONTROLS = 5;

    private record Magic(String beginning, String type) {}

    private final String head;

    /** @param bytes the first ones, {@link #BYTES} at most */
    Sniff(byte[] bytes) {
        this.head = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The type of content that is no text; empty where it is one. */
    Optional<String> binary() {
        Optional<String> known = MAGIC.stream()
                .filter(magic -> head.startsWith(magic.beginning()))
                .map(Magic::type)
                .findFirst();
        if (known.isPresent() || utf16().isPresent()) {
            return known;
        }
        long controls = head.chars().filter(Sniff::isControl).count();
        return head.indexOf(0) >= 0 || controls * 100 > (long) head.length() * CONTROLS
                ? Optional.of("application/octet-stream")
                : Optional.empty();
    }

    private static boolean isControl(int c) {
        return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\b' && c != 0x1B;
    }

    boolean html() {
        return HTML.matcher(head.toLowerCase(Locale.ROOT)).find();
    }

    /** A mark at the beginning, or every other byte NUL as in ASCII without a mark. */
    Optional<String> utf16() {
        if (head.startsWith("\u00FF\u00FE\0\0") || head.startsWith("\0\0\u00FE\u00FF")) {
            return Optional.of("UTF-32");
        }
        if (head.startsWith("\u00FF\u00FE") || head.startsWith("\u00FE\u00FF")) {
            return Optional.of("UTF-16");
        }
        int pairs = head.length() / 2;
        long even = nuls(0);
        long odd = nuls(1);
        if (pairs < 4 || even + odd < pairs / 2) {
            return Optional.empty();
        }
        return even == 0 ? Optional.of("UTF-16LE") : odd == 0 ? Optional.of("UTF-16BE") : Optional.empty();
    }

    private long nuls(int from) {
        long count = 0;
        for (int i = from; i < head.length(); i += 2) {
            count += head.charAt(i) == 0 ? 1 : 0;
        }
        return count;
    }
}
