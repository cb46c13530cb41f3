package dev.portolan.rest.sourcesync;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The label that {@code X-Tenant-ID} puts on what is made and filters what is seen by; not a wall. */
record Tenant(Optional<String> label) {

    static final String HEADER = "X-Tenant-ID";

    static Tenant of(@Nullable String header) {
        if (header != null && !header.matches("[A-Za-z0-9._~-]{1,64}")) {
            throw new Refusal.InvalidInput(
                    HEADER, "must be 1 to 64 letters, digits, dots, hyphens, underscores or tildes");
        }
        return new Tenant(Optional.ofNullable(header));
    }

    boolean sees(Connection connection) {
        return label.isEmpty() || connection.tenant().equals(label);
    }
}
