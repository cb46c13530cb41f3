package dev.portolan.providers.googledrive;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Google Drive's JSON, as much of it as we read. Long numbers are texts. */
final class GoogleDrivePayloads {

    static final String FOLDER = "application/vnd.google-apps.folder";
    static final String SHORTCUT = "application/vnd.google-apps.shortcut";
    private static final String NATIVE = "application/vnd.google-apps.";

    private GoogleDrivePayloads() {}

    @Serdeable.Deserializable
    record About(User user) {}

    @Serdeable.Deserializable
    record User(String permissionId, Optional<String> displayName, Optional<String> emailAddress) {}

    @Serdeable.Deserializable
    record StartToken(String startPageToken) {}

    @Serdeable.Deserializable
    record FileList(List<File> files, Optional<String> nextPageToken, Optional<Boolean> incompleteSearch) {}

    @Serdeable.Deserializable
    record ChangeList(List<Entry> changes, Optional<String> nextPageToken, Optional<String> newStartPageToken) {}

    @Serdeable.Deserializable
    record Entry(
            Optional<String> changeType, Optional<Boolean> removed, Optional<String> fileId, Optional<File> file) {}

    @Serdeable.Deserializable
    record DriveList(List<Drive> drives, Optional<String> nextPageToken) {}

    @Serdeable.Deserializable
    record Drive(String id, Optional<String> name) {}

    @Serdeable.Deserializable
    record Shortcut(Optional<String> targetId, Optional<String> targetResourceKey) {}

    @Serdeable.Deserializable
    record Capabilities(Optional<Boolean> canDownload) {}

    @Serdeable.Deserializable
    record Encryption(Optional<String> encryptionState) {}

    /** A file, a folder, a document of Google's own, or a shortcut; {@code mimeType} says which. */
    @Serdeable.Deserializable
    record File(
            String id,
            Optional<String> name,
            Optional<String> mimeType,
            Optional<List<String>> parents,
            Optional<String> driveId,
            Optional<Boolean> trashed,
            Optional<String> size,
            Optional<String> md5Checksum,
            Optional<String> headRevisionId,
            Optional<Instant> modifiedTime,
            Optional<String> resourceKey,
            Optional<String> webViewLink,
            Optional<Shortcut> shortcutDetails,
            Optional<Capabilities> capabilities,
            Optional<Encryption> clientEncryptionDetails,
            Optional<Map<String, String>> exportLinks) {

        /** One of which nothing but the id is known. */
        static File unseen(String id) {
            return new File(
                    id,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        boolean isFolder() {
            return is(FOLDER);
        }

        boolean isShortcut() {
            return is(SHORTCUT);
        }

        /** Neither a folder nor bytes. */
        boolean isNative() {
            return mimeType.filter(type -> type.startsWith(NATIVE)).isPresent();
        }

        boolean isTrashed() {
            return trashed.orElse(false);
        }

        Optional<String> parent() {
            return parents.stream().flatMap(List::stream).findFirst();
        }

        private boolean is(String type) {
            return mimeType.filter(type::equals).isPresent();
        }
    }
}
