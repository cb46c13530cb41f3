package dev.portolan.providers.box;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;

/** Box's JSON, as much of it as we read. */
final class BoxPayloads {

    private BoxPayloads() {}

    @Serdeable.Deserializable
    record User(String id, Optional<String> name, Optional<String> login) {}
}
