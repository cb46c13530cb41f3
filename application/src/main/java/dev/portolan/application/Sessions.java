package dev.portolan.application;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import java.util.Optional;

/**
 * Opens a connector's session for a connection. The credential is unsealed at once, by whoever opens: the threads on which a
 * session is used may be interrupted at any moment, and must not be in the middle of a database statement then.
 */
public final class Sessions {

    private final Catalog catalog;
    private final CredentialVault vault;

    public Sessions(Catalog catalog, CredentialVault vault) {
        this.catalog = catalog;
        this.vault = vault;
    }

    public ConnectorSession open(Connection connection) {
        Connector connector = catalog.connector(connection.provider());
        return connector.open(
                new Connector.Binding(connection.id(), connection.settings(), new HeldKeys(secrets(connection))));
    }

    /** The secrets of a connection, none where it has no credential. */
    Credential.Secrets secrets(Connection connection) {
        return connection
                .credential()
                .map(id -> switch (vault.open(connection.organization(), id)) {
                    case Credential.Secrets secrets -> secrets;
                    case Credential.Tokens tokens -> Credential.Secrets.NONE;
                })
                .orElse(Credential.Secrets.NONE);
    }

    private record HeldKeys(Credential.Secrets secrets) implements Connector.Keys {
        @Override
        public Optional<String> secret(String field) {
            return Optional.ofNullable(secrets.values().get(field));
        }
    }
}
