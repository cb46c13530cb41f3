package dev.portolan.rest.stackai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portolan.application.Browsing.Seen;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.Resource;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resources on the wire: files and directories. */
final class ResourcesJson {

    private static final String ANY_BYTES = "application/octet-stream";

    private ResourcesJson() {}

    /** @param data files and directories */
    @OnTheWire
    record Listing(
            @ArraySchema(schema = @Schema(oneOf = {FileJson.class, DirectoryJson.class}))
            List<Object> data,

            @JsonProperty("next_cursor") @Nullable String nextCursor,
            @JsonProperty("current_cursor") @Nullable String currentCursor) {

        static Listing of(Page<Seen> page, @Nullable String cursor, Connection connection) {
            return new Listing(
                    page.items().stream()
                            .map(seen -> resource(seen, connection))
                            .toList(),
                    page.next().map(Page.Cursor::value).orElse(null),
                    cursor);
        }
    }

    static Object resource(Seen seen, Connection connection) {
        return seen.resource().isFolder() ? DirectoryJson.of(seen, connection) : FileJson.of(seen, connection);
    }

    /** @param inodeId of the stored document, if there is one */
    @OnTheWire
    record DirectoryJson(
            @JsonProperty("knowledge_base_id") String knowledgeBaseId,
            @JsonProperty("created_at") @Nullable Instant createdAt,
            @JsonProperty("modified_at") @Nullable Instant modifiedAt,
            @JsonProperty("indexed_at") @Nullable Instant indexedAt,

            @JsonProperty("inode_type") @Schema(type = "string", allowableValues = "directory")
            String inodeType,

            @JsonProperty("resource_id") String resourceId,
            @JsonProperty("inode_path") Where inodePath,
            @JsonProperty("dataloader_metadata") Origin dataloaderMetadata,

            @JsonProperty("user_metadata") @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, Object> userMetadata,

            @JsonProperty("inode_id") @Nullable String inodeId) {

        static DirectoryJson of(Seen seen, Connection connection) {
            Resource resource = seen.resource();
            return new DirectoryJson(
                    connection.collection().value().toString(),
                    null,
                    resource.modifiedAt().orElse(null),
                    null,
                    "directory",
                    resource.id().value(),
                    new Where(seen.path()),
                    Origin.of(seen),
                    Map.of(),
                    inode(seen));
        }
    }

    /**
     * @param contentHash the version by which the provider tells changes
     * @param status {@code indexed} where what is stored is of this version
     */
    @OnTheWire
    record FileJson(
            @JsonProperty("knowledge_base_id") String knowledgeBaseId,
            @JsonProperty("created_at") @Nullable Instant createdAt,
            @JsonProperty("modified_at") @Nullable Instant modifiedAt,
            @JsonProperty("indexed_at") @Nullable Instant indexedAt,

            @JsonProperty("inode_type") @Schema(type = "string", allowableValues = "file")
            String inodeType,

            @JsonProperty("resource_id") String resourceId,
            @JsonProperty("inode_path") Where inodePath,
            @JsonProperty("dataloader_metadata") Origin dataloaderMetadata,

            @JsonProperty("user_metadata") @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, Object> userMetadata,

            @JsonProperty("inode_id") @Nullable String inodeId,
            @JsonProperty("content_hash") String contentHash,
            @JsonProperty("content_mime") String contentMime,
            @Nullable Long size,
            @Nullable String status) {

        static FileJson of(Seen seen, Connection connection) {
            Resource resource = seen.resource();
            return new FileJson(
                    connection.collection().value().toString(),
                    null,
                    resource.modifiedAt().orElse(null),
                    null,
                    "file",
                    resource.id().value(),
                    new Where(seen.path()),
                    Origin.of(seen),
                    Map.of(),
                    inode(seen),
                    resource.version(),
                    mediaType(resource),
                    resource.size().orElse(null),
                    seen.current() ? "indexed" : null);
        }
    }

    /** @param path below the connection's root */
    @OnTheWire
    @Schema(name = "InodePath")
    record Where(String path) {}

    /** What the provider says. */
    @OnTheWire
    record Origin(
            @JsonProperty("last_modified_at") @Schema(nullable = true) @Nullable
            Instant lastModifiedAt,

            @JsonProperty("last_modified_by") @Nullable String lastModifiedBy,

            @JsonProperty("created_at") @Schema(nullable = true) @Nullable
            Instant createdAt,

            @JsonProperty("created_by") @Nullable String createdBy,
            @JsonProperty("web_url") @Nullable String webUrl,
            String path) {

        static Origin of(Seen seen) {
            return new Origin(
                    seen.resource().modifiedAt().orElse(null),
                    null,
                    null,
                    null,
                    seen.resource().url().orElse(null),
                    seen.path());
        }
    }

    private static @Nullable String inode(Seen seen) {
        return seen.document().map(id -> id.value().toString()).orElse(null);
    }

    /** The provider's word, else what the name's ending says. */
    private static String mediaType(Resource resource) {
        return resource.mediaType()
                .or(() -> Optional.ofNullable(URLConnection.guessContentTypeFromName(resource.name())))
                .orElse(ANY_BYTES);
    }
}
