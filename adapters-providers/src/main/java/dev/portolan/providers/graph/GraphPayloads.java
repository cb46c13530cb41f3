package dev.portolan.providers.graph;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;

/** Graph's JSON, as much of it as we read. */
final class GraphPayloads {

    private GraphPayloads() {}

    /** Personal accounts have no {@code mail}. */
    @Serdeable.Deserializable
    record User(String id, Optional<String> displayName, Optional<String> mail, Optional<String> userPrincipalName) {}

    @Serdeable.Deserializable
    record Organizations(List<Organization> value) {}

    @Serdeable.Deserializable
    record Organization(String id) {}
}
