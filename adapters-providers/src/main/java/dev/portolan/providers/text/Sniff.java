package dev.portolan.providers.text;

import dev.portolan.domain.Resource;
import dev.portolan.providers.paths.MediaTypes;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Decides what content is: by what is declared, by its name, and by its first bytes, as each of them may lie. */
final class Sniff {

    private Sniff() {}

    /**
     * @param first the first bytes
     * @param text the same in their charset
     */
    static Kind kind(Resource document, Optional<String> declared, byte[] first, String text) {
        Kind said = Kind.of(declared);
        Kind named = Kind.of(MediaTypes.of(document.name()));
        Optional<Kind> magic = Magic.kind(first);
        if (magic.isPresent()) {
            return ofBytes(magic.get(), said, named);
        }
        boolean textual = isText(said) || isText(named);
        Optional<Kind> closed = first(Sniff::isFile, said, named).or(() -> first(Sniff::isClosed, said, named));
        if (closed.isPresent() && (!textual || Kind.isMail(closed.get()))) {
            return closed.get();
        }
        if (!isText(text, textual)) {
            return closed.orElseGet(() -> binary(declared));
        }
        boolean html = said instanceof Kind.Html || named instanceof Kind.Html || (!textual && looksHtml(text));
        return html ? new Kind.Html() : new Kind.Plain();
    }

    /** Of files that begin alike, type and name tell which it is meant to be. */
    private static Kind ofBytes(Kind magic, Kind said, Kind named) {
        Optional<Kind> file = isFile(magic) ? first(Sniff::isFile, said, named) : Optional.empty();
        Optional<Kind> other = first(kind -> isClosed(kind) && !isFile(kind), said, named)
                .filter(kind -> !isFile(magic) || kind instanceof Kind.Archive);
        return file.or(() -> other).orElse(magic);
    }

    private static Optional<Kind> first(Predicate<Kind> wanted, Kind said, Kind named) {
        return Stream.of(said, named).filter(wanted).findFirst();
    }

    private static boolean isText(Kind kind) {
        return kind instanceof Kind.Plain || kind instanceof Kind.Html;
    }

    private static boolean isFile(Kind kind) {
        return kind instanceof Kind.File;
    }

    private static boolean isClosed(Kind kind) {
        return !isText(kind) && !(kind instanceof Kind.Unknown);
    }

    private static Kind binary(Optional<String> declared) {
        String type = Kind.essence(declared.orElse(""));
        boolean vague = type.isEmpty() || type.startsWith("text/") || type.endsWith("/octet-stream");
        return new Kind.Unread(vague ? "Binary content" : "Content of type " + type);
    }

    /** Whether a page begins, after comments and what XML says of itself. */
    private static boolean looksHtml(String text) {
        String rest = text.stripLeading();
        while (rest.startsWith("<!--") || rest.startsWith("<?")) {
            String end = rest.startsWith("<?") ? "?>" : "-->";
            int at = rest.indexOf(end);
            if (at < 0) {
                return false;
            }
            rest = rest.substring(at + end.length()).stripLeading();
        }
        String start = rest.substring(0, Math.min(rest.length(), 14)).toLowerCase(Locale.ROOT);
        return start.equals("<!doctype html") || start.startsWith("<html>") || start.startsWith("<html ");
    }

    /**
     * Stray NULs are forgiven where the content calls itself text; the controls that terminals and printers know,
     * always.
     */
    private static boolean isText(String text, boolean forgiving) {
        int controls = 0;
        int nuls = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            nuls += c == 0 ? 1 : 0;
            controls += c < ' ' && !Character.isWhitespace(c) && c != 0x1B && c != '\b' && c != 7 ? 1 : 0;
        }
        return nuls * 100 <= (forgiving ? text.length() : 0) && controls * 20 <= text.length();
    }
}
