package dev.portolan.application;

import dev.portolan.application.oauth.Keyring;
import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import java.util.List;
import java.util.Map;

/** Opens a connector's session for a connection, with the connection's keys. */
public final class Sessions {

    private final Catalog catalog;
    private final Keyring keyring;

    public Sessions(Catalog catalog, Keyring keyring) {
        this.catalog = catalog;
        this.keyring = keyring;
    }

    public ConnectorSession open(Connection connection) {
        Connector connector = catalog.connector(connection.provider());
        return connector.open(new Connector.Binding(connection.id(), connection.settings(), keyring.of(connection)));
    }

    /** The secrets of a connection, none where it has no credential of that kind. */
    Credential.Secrets secrets(Connection connection) {
        return keyring.secrets(connection);
    }

    /** The same of several connections of one organization; those without any are left out. */
    Map<Connection.Id, Credential.Secrets> secrets(Organization.Id organization, List<Connection> connections) {
        return keyring.secrets(organization, connections);
    }
}
