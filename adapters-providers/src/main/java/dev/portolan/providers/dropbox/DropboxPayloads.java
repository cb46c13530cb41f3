package dev.portolan.providers.dropbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Dropbox's JSON, as much of it as we read. */
final class DropboxPayloads {

    private DropboxPayloads() {}

    @Serdeable.Deserializable
    record FullAccount(
            @JsonProperty("account_id") String accountId,
            String email,
            Name name,
            @JsonProperty("root_info") Optional<RootInfo> rootInfo) {}

    @Serdeable.Deserializable
    record Name(@JsonProperty("display_name") String displayName) {}

    /** A team's members have a home within the team's space. */
    @Serdeable.Deserializable
    record RootInfo(
            @JsonProperty("root_namespace_id") String root,
            @JsonProperty("home_namespace_id") String home) {}

    @Serdeable.Deserializable
    record Listing(
            List<Entry> entries,
            String cursor,
            @JsonProperty("has_more") boolean hasMore) {}

    /** A file, a folder, or what is gone; {@code tag} says which. */
    @Serdeable.Deserializable
    record Entry(
            @JsonProperty(".tag") Optional<String> tag,
            String name,
            Optional<String> id,
            @JsonProperty("path_lower") Optional<String> pathLower,
            @JsonProperty("path_display") Optional<String> pathDisplay,
            Optional<String> rev,
            Optional<Long> size,
            @JsonProperty("content_hash") Optional<String> contentHash,
            @JsonProperty("server_modified") Optional<Instant> serverModified,
            @JsonProperty("is_downloadable") Optional<Boolean> isDownloadable,
            @JsonProperty("export_info") Optional<ExportInfo> exportInfo,
            @JsonProperty("symlink_info") Optional<Symlink> symlink) {

        boolean is(String wanted) {
            return tag.filter(wanted::equals).isPresent();
        }
    }

    @Serdeable.Deserializable
    record ExportInfo(
            @JsonProperty("export_as") Optional<String> exportAs,
            @JsonProperty("export_options") Optional<List<String>> exportOptions) {}

    @Serdeable.Deserializable
    record Symlink(Optional<String> target) {}

    @Serdeable.Deserializable
    record Matches(
            List<Match> matches, @JsonProperty("has_more") boolean hasMore, Optional<String> cursor) {}

    @Serdeable.Deserializable
    record Match(MatchedMetadata metadata) {}

    @Serdeable.Deserializable
    record MatchedMetadata(Optional<Entry> metadata) {}
}
