package dev.portolan.rest.stackai;

import dev.portolan.application.Connections;
import dev.portolan.application.Credentials;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Principal;
import jakarta.inject.Singleton;

/** Finds the connection that a call is about, its tokens renewed before if that is asked for. */
@Singleton
final class Targets {

    private final Connections connections;
    private final Credentials credentials;

    Targets(Connections connections, Credentials credentials) {
        this.connections = connections;
        this.credentials = credentials;
    }

    Connection find(Principal caller, String id) {
        return connections.get(caller, Connections.id(id));
    }

    /** A renewal that comes to nothing is no failure of the call: the health tells of it. */
    Connection find(Principal caller, String id, String refresh) {
        return connections.get(caller, refreshed(caller, id, refresh));
    }

    /** The same for who looks it up. */
    Connection.Id refreshed(Principal caller, String id, String refresh) {
        boolean renewing = Switch.isOn(Switch.REFRESH, refresh);
        Connection.Id known = Connections.id(id);
        if (renewing) {
            credentials.renew(caller, known);
        }
        return known;
    }
}
