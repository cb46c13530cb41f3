package dev.portolan.providers.dropbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/** Dropbox's JSON, as much of it as we read. */
final class DropboxPayloads {

    private DropboxPayloads() {}

    @Serdeable.Deserializable
    record FullAccount(@JsonProperty("account_id") String accountId, String email, Name name) {}

    @Serdeable.Deserializable
    record Name(@JsonProperty("display_name") String displayName) {}
}
