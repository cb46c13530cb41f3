package dev.portolan.providers.text;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a media type means to us. */
sealed interface Kind {

    /** Kept as it is. */
    record Plain() implements Kind {}

    /** Made into Markdown. */
    record Html() implements Kind {}

    /** Says nothing, or nothing that we know. */
    record Unknown() implements Kind {}

    /** Read by a program of its own. */
    record File(String name) implements Kind {}

    /** Its metadata is all that is kept. */
    record Archive(String name) implements Kind {
        String reason() {
            return name + " is not unpacked: its metadata is all that is kept";
        }
    }

    /** Not read by this version. */
    record Unread(String name) implements Kind {
        String reason() {
            return name + " is not read by this version";
        }
    }

    String MAIL = "An e-mail message";

    Pattern TOKEN = Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,80}/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}");

    Set<String> HTML = Set.of("text/html", "application/xhtml+xml");

    Set<String> PLAIN = Set.of(
            "application/json",
            "application/x-ndjson",
            "application/jsonlines",
            "application/xml",
            "application/yaml",
            "application/x-yaml",
            "application/toml",
            "application/sql",
            "application/csv",
            "application/javascript",
            "application/x-javascript",
            "application/ecmascript",
            "application/typescript",
            "application/x-sh",
            "application/x-shellscript",
            "application/x-php",
            "application/x-httpd-php",
            "application/x-tex",
            "application/x-latex",
            "application/graphql",
            "application/xml-dtd",
            "image/svg+xml");

    Map<String, String> FILES = Map.ofEntries(
            Map.entry("application/pdf", "A PDF"),
            Map.entry("application/rtf", "An RTF document"),
            Map.entry("text/rtf", "An RTF document"),
            Map.entry("message/rfc822", MAIL),
            Map.entry("application/vnd.ms-outlook", MAIL),
            Map.entry("application/msword", "A Word document"),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "A Word document"),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.template", "A Word template"),
            Map.entry("application/vnd.ms-word.document.macroenabled.12", "A Word document"),
            Map.entry("application/vnd.ms-excel", "An Excel workbook"),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "An Excel workbook"),
            Map.entry("application/vnd.ms-excel.sheet.macroenabled.12", "An Excel workbook"),
            Map.entry("application/vnd.ms-powerpoint", "A PowerPoint presentation"),
            Map.entry(
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                    "A PowerPoint presentation"),
            Map.entry("application/vnd.ms-powerpoint.presentation.macroenabled.12", "A PowerPoint presentation"),
            Map.entry("application/vnd.oasis.opendocument.text", "An OpenDocument text"),
            Map.entry("application/vnd.oasis.opendocument.spreadsheet", "An OpenDocument spreadsheet"),
            Map.entry("application/vnd.oasis.opendocument.presentation", "An OpenDocument presentation"),
            Map.entry("application/epub+zip", "An EPUB book"));

    Map<String, String> ARCHIVES = Map.ofEntries(
            Map.entry("application/java-archive", "A Java archive"),
            Map.entry("application/zip", "A ZIP archive"),
            Map.entry("application/x-zip-compressed", "A ZIP archive"),
            Map.entry("application/gzip", "A gzip archive"),
            Map.entry("application/x-gzip", "A gzip archive"),
            Map.entry("application/x-bzip2", "A bzip2 archive"),
            Map.entry("application/x-xz", "An xz archive"),
            Map.entry("application/zstd", "A zstd archive"),
            Map.entry("application/x-7z-compressed", "A 7z archive"),
            Map.entry("application/vnd.rar", "A RAR archive"),
            Map.entry("application/x-rar-compressed", "A RAR archive"),
            Map.entry("application/x-tar", "A tar archive"));

    Map<String, String> UNREAD = Map.ofEntries(
            Map.entry("application/vnd.apache.parquet", "A Parquet file"),
            Map.entry("application/postscript", "A PostScript document"));

    static boolean isHtml(Optional<String> mediaType) {
        return mediaType.filter(type -> HTML.contains(withoutParameters(type))).isPresent();
    }

    static Kind of(Optional<String> mediaType) {
        String type = essence(mediaType.orElse(""));
        if (HTML.contains(type)) {
            return new Html();
        }
        Optional<Kind> named = named(type);
        if (named.isPresent()) {
            return named.get();
        }
        if (type.startsWith("text/") || PLAIN.contains(type) || type.endsWith("+json") || type.endsWith("+xml")) {
            return new Plain();
        }
        return switch (type.substring(0, type.indexOf('/') + 1)) {
            case "image/" -> new Unread("An image");
            case "audio/" -> new Unread("A sound recording");
            case "video/" -> new Unread("A video");
            case "font/" -> new Unread("A font");
            default -> new Unknown();
        };
    }

    /** Mail is text for whoever does not know better. */
    static boolean isMail(Kind kind) {
        return kind instanceof File(String name) && name.equals(MAIL);
    }

    private static Optional<Kind> named(String type) {
        Optional<Kind> file = Optional.ofNullable(FILES.get(type)).map(File::new);
        Optional<Kind> archive = Optional.ofNullable(ARCHIVES.get(type)).map(Archive::new);
        Optional<Kind> unread = Optional.ofNullable(UNREAD.get(type)).map(Unread::new);
        return file.or(() -> archive).or(() -> unread);
    }

    /** The type alone, without parameters; empty where it is none. */
    static String essence(String mediaType) {
        String type = withoutParameters(mediaType);
        return TOKEN.matcher(type).matches() ? type : "";
    }

    private static String withoutParameters(String mediaType) {
        int end = mediaType.indexOf(';');
        return (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
