package dev.portolan.application.port;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Settings;
import java.util.Optional;

/** Our code that speaks to a provider. Found by injection; no list names it. */
public interface Connector {

    Provider provider();

    /** A session bound to one connection. Cheap, and without I/O. */
    ConnectorSession open(Binding binding);

    /** What a session works with. */
    record Binding(Connection.Id connection, Settings settings, Keys keys) {}

    /** The connection's keys: may be used, not kept. */
    interface Keys {
        /** A secret by its field name; empty where the user gave none. */
        Optional<String> secret(String field);
    }
}
