package dev.portolan.providers.paths;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a file's extension says about its content. */
public final class MediaTypes {

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("txt", "text/plain"),
            Map.entry("text", "text/plain"),
            Map.entry("log", "text/plain"),
            Map.entry("md", "text/markdown"),
            Map.entry("markdown", "text/markdown"),
            Map.entry("rst", "text/x-rst"),
            Map.entry("adoc", "text/asciidoc"),
            Map.entry("csv", "text/csv"),
            Map.entry("tsv", "text/tab-separated-values"),
            Map.entry("html", "text/html"),
            Map.entry("htm", "text/html"),
            Map.entry("xhtml", "application/xhtml+xml"),
            Map.entry("xml", "application/xml"),
            Map.entry("json", "application/json"),
            Map.entry("jsonl", "application/x-ndjson"),
            Map.entry("ndjson", "application/x-ndjson"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"),
            Map.entry("toml", "application/toml"),
            Map.entry("ini", "text/plain"),
            Map.entry("properties", "text/plain"),
            Map.entry("css", "text/css"),
            Map.entry("js", "text/javascript"),
            Map.entry("ts", "text/x-typescript"),
            Map.entry("java", "text/x-java"),
            Map.entry("kt", "text/x-kotlin"),
            Map.entry("py", "text/x-python"),
            Map.entry("rb", "text/x-ruby"),
            Map.entry("go", "text/x-go"),
            Map.entry("rs", "text/x-rust"),
            Map.entry("c", "text/x-c"),
            Map.entry("h", "text/x-c"),
            Map.entry("cpp", "text/x-c++"),
            Map.entry("cs", "text/x-csharp"),
            Map.entry("php", "text/x-php"),
            Map.entry("sh", "text/x-shellscript"),
            Map.entry("sql", "application/sql"),
            Map.entry("tex", "text/x-tex"),
            Map.entry("eml", "message/rfc822"),
            Map.entry("msg", "application/vnd.ms-outlook"),
            Map.entry("rtf", "application/rtf"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("docm", "application/vnd.ms-word.document.macroenabled.12"),
            Map.entry("dotx", "application/vnd.openxmlformats-officedocument.wordprocessingml.template"),
            Map.entry("xlsm", "application/vnd.ms-excel.sheet.macroenabled.12"),
            Map.entry("pptm", "application/vnd.ms-powerpoint.presentation.macroenabled.12"),
            Map.entry("doc", "application/msword"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xls", "application/vnd.ms-excel"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("ppt", "application/vnd.ms-powerpoint"),
            Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            Map.entry("odt", "application/vnd.oasis.opendocument.text"),
            Map.entry("ods", "application/vnd.oasis.opendocument.spreadsheet"),
            Map.entry("odp", "application/vnd.oasis.opendocument.presentation"),
            Map.entry("epub", "application/epub+zip"),
            Map.entry("parquet", "application/vnd.apache.parquet"),
            Map.entry("zip", "application/zip"),
            Map.entry("7z", "application/x-7z-compressed"),
            Map.entry("rar", "application/vnd.rar"),
            Map.entry("bz2", "application/x-bzip2"),
            Map.entry("xz", "application/x-xz"),
            Map.entry("zst", "application/zstd"),
            Map.entry("tgz", "application/gzip"),
            Map.entry("gz", "application/gzip"),
            Map.entry("tar", "application/x-tar"),
            Map.entry("jar", "application/java-archive"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("webp", "image/webp"),
            Map.entry("tif", "image/tiff"),
            Map.entry("tiff", "image/tiff"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mov", "video/quicktime"));

    private MediaTypes() {}

    /** Of a name or a path; empty where its extension is unknown or it has none. */
    public static Optional<String> of(String name) {
        String leaf = name.substring(name.lastIndexOf('/') + 1);
        int dot = leaf.lastIndexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(BY_EXTENSION.get(leaf.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }
}
