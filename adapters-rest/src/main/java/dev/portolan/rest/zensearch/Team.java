package dev.portolan.rest.zensearch;

import dev.portolan.application.Connections;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The label that {@code X-Team-ID} puts on what is made and filters what is seen by; not a wall. */
record Team(Optional<String> label) {

    static final String HEADER = "X-Team-ID";

    static Team of(@Nullable String header) {
        if (header != null && !header.matches("[A-Za-z0-9._~-]{1,64}")) {
            throw new Refusal.InvalidInput(
                    HEADER, "must be 1 to 64 letters, digits, dots, hyphens, underscores or tildes");
        }
        return new Team(Optional.ofNullable(header));
    }

    /** The connection of that id, unless it is another team's. */
    Connection.Id select(Connections connections, Principal caller, String id) {
        Connection.Id known = Connections.id(id);
        if (label.isPresent() && !connections.get(caller, known).tenant().equals(label)) {
            throw new Refusal.NotFound("connector", id);
        }
        return known;
    }

    /** The same, and one of the provider. */
    Connection.Id select(Connections connections, Principal caller, Provider provider, String id) {
        Connection.Id known = select(connections, caller, id);
        if (!connections.get(caller, known).provider().equals(provider.id())) {
            throw new Refusal.InvalidInput(
                    "connectorId",
                    "is no connector of the type " + provider.id().value());
        }
        return known;
    }
}
