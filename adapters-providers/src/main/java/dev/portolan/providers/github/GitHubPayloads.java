package dev.portolan.providers.github;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;

/** GitHub's JSON, as much of it as we read. */
final class GitHubPayloads {

    private GitHubPayloads() {}

    @Serdeable.Deserializable
    record User(long id, String login, Optional<String> name, Optional<String> email) {}

    @Serdeable.Deserializable
    record Email(String email, boolean primary, boolean verified) {}
}
