package dev.portolan.providers.googledrive;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;

/** Google Drive's JSON, as much of it as we read. */
final class GoogleDrivePayloads {

    private GoogleDrivePayloads() {}

    @Serdeable.Deserializable
    record About(User user) {}

    @Serdeable.Deserializable
    record User(String permissionId, Optional<String> emailAddress, Optional<String> displayName) {}
}
