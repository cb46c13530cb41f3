package dev.portolan.providers.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What content is that does not call itself text: told by its first bytes. */
final class Magic {

    /** @param bytes in ISO 8859-1 */
    private record Mark(int at, String bytes, Kind kind) {}

    private static final List<Mark> MARKS = List.of(
            new Mark(0, "%PDF-", new Kind.File("A PDF")),
            new Mark(0, "PK\u0003\u0004", new Kind.File("A ZIP archive")),
            new Mark(0, "PK\u0005\u0006", new Kind.File("A ZIP archive")),
            new Mark(0, "\u001F\u008B", new Kind.Archive("A gzip archive")),
            new Mark(0, "BZh", new Kind.Archive("A bzip2 archive")),
            new Mark(0, "\u00FD7zXZ\0", new Kind.Archive("An xz archive")),
            new Mark(0, "7z\u00BC\u00AF'\u001C", new Kind.Archive("A 7z archive")),
            new Mark(0, "Rar!\u001A\u0007", new Kind.Archive("A RAR archive")),
            new Mark(0, "(\u00B5/\u00FD", new Kind.Archive("A zstd archive")),
            new Mark(257, "ustar", new Kind.Archive("A tar archive")),
            new Mark(0, "\u0089PNG\r\n\u001A\n", new Kind.Unread("An image")),
            new Mark(0, "\u00FF\u00D8\u00FF", new Kind.Unread("An image")),
            new Mark(0, "GIF87a", new Kind.Unread("An image")),
            new Mark(0, "GIF89a", new Kind.Unread("An image")),
            new Mark(0, "II*\0", new Kind.Unread("An image")),
            new Mark(0, "MM\0*", new Kind.Unread("An image")),
            new Mark(8, "WEBPVP8", new Kind.Unread("An image")),
            new Mark(0, "ID3\u0002", new Kind.Unread("A sound recording")),
            new Mark(0, "ID3\u0003", new Kind.Unread("A sound recording")),
            new Mark(0, "ID3\u0004", new Kind.Unread("A sound recording")),
            new Mark(0, "OggS\0", new Kind.Unread("A sound recording")),
            new Mark(0, "fLaC\0", new Kind.Unread("A sound recording")),
            new Mark(8, "WAVEfmt ", new Kind.Unread("A sound recording")),
            new Mark(4, "ftyp", new Kind.Unread("A video")),
            new Mark(0, "\u001AE\u00DF\u00A3", new Kind.Unread("A video")),
            new Mark(0, "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", new Kind.File("An Office document")),
            new Mark(0, "{\\rtf", new Kind.File("An RTF document")),
            new Mark(0, "%!PS", new Kind.Unread("A PostScript document")),
            new Mark(0, "SQLite format 3\0", new Kind.Unread("An SQLite database")),
            new Mark(0, "PAR1", new Kind.Unread("A Parquet file")),
            new Mark(0, "\u007FELF", new Kind.Unread("A program")),
            new Mark(0, "\u00CA\u00FE\u00BA\u00BE", new Kind.Unread("A program")));

    private Magic() {}

    static Optional<Kind> kind(byte[] first) {
        String text = new String(first, 0, Math.min(first.length, 300), StandardCharsets.ISO_8859_1);
        return MARKS.stream()
                .filter(mark -> text.startsWith(mark.bytes(), mark.at()))
                .map(Mark::kind)
                .findFirst();
    }
}
