package dev.portolan.providers.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What content is that does not call itself text: told by its first bytes. */
final class Magic {

    /** @param bytes in ISO 8859-1 */
    private record Mark(int at, String bytes, String name) {}

    private static final List<Mark> MARKS = List.of(
            new Mark(0, "%PDF-", "A PDF"),
            new Mark(0, "PK\u0003\u0004", "A ZIP archive"),
            new Mark(0, "PK\u0005\u0006", "A ZIP archive"),
            new Mark(0, "\u001F\u008B", "A gzip archive"),
            new Mark(0, "BZh", "A bzip2 archive"),
            new Mark(0, "\u00FD7zXZ\0", "An xz archive"),
            new Mark(0, "7z\u00BC\u00AF'\u001C", "A 7z archive"),
            new Mark(0, "Rar!\u001A\u0007", "A RAR archive"),
            new Mark(0, "(\u00B5/\u00FD", "A zstd archive"),
            new Mark(257, "ustar", "A tar archive"),
            new Mark(0, "\u0089PNG\r\n\u001A\n", "An image"),
            new Mark(0, "\u00FF\u00D8\u00FF", "An image"),
            new Mark(0, "GIF87a", "An image"),
            new Mark(0, "GIF89a", "An image"),
            new Mark(0, "II*\0", "An image"),
            new Mark(0, "MM\0*", "An image"),
            new Mark(8, "WEBPVP8", "An image"),
            new Mark(0, "ID3\u0002", "A sound recording"),
            new Mark(0, "ID3\u0003", "A sound recording"),
            new Mark(0, "ID3\u0004", "A sound recording"),
            new Mark(0, "OggS\0", "A sound recording"),
            new Mark(0, "fLaC\0", "A sound recording"),
            new Mark(8, "WAVEfmt ", "A sound recording"),
            new Mark(4, "ftyp", "A video"),
            new Mark(0, "\u001AE\u00DF\u00A3", "A video"),
            new Mark(0, "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", "An Office document"),
            new Mark(0, "{\\rtf", "An RTF document"),
            new Mark(0, "%!PS", "A PostScript document"),
            new Mark(0, "SQLite format 3\0", "An SQLite database"),
            new Mark(0, "PAR1", "A Parquet file"),
            new Mark(0, "\u007FELF", "A program"),
            new Mark(0, "\u00CA\u00FE\u00BA\u00BE", "A program"));

    private Magic() {}

    static Optional<String> name(byte[] first) {
        String text = new String(first, 0, Math.min(first.length, 300), StandardCharsets.ISO_8859_1);
        return MARKS.stream()
                .filter(mark -> text.startsWith(mark.bytes(), mark.at()))
                .map(Mark::name)
                .findFirst();
    }
}
