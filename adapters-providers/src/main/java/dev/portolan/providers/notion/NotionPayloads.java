package dev.portolan.providers.notion;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;

/** Notion's JSON, as much of it as we read. */
final class NotionPayloads {

    private NotionPayloads() {}

    /** A bot; {@code bot} may be empty where the app may not see users. */
    @Serdeable.Deserializable
    record Self(String id, Optional<String> name, Optional<Bot> bot) {}

    @Serdeable.Deserializable
    record Bot(
            Optional<Owner> owner,
            @JsonProperty("workspace_name") Optional<String> workspaceName) {}

    /** A user, or the whole workspace. */
    @Serdeable.Deserializable
    record Owner(Optional<User> user) {}

    @Serdeable.Deserializable
    record User(Optional<String> name, Optional<Person> person) {}

    @Serdeable.Deserializable
    record Person(Optional<String> email) {}
}
