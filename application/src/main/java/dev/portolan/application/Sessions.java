package dev.portolan.application;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import java.util.Optional;

/** Opens a connector's session for a connection; its credential is unsealed only when a key is first used. */
public final class Sessions {

    private final Catalog catalog;
    private final CredentialVault vault;

    public Sessions(Catalog catalog, CredentialVault vault) {
        this.catalog = catalog;
        this.vault = vault;
    }

    public ConnectorSession open(Connection connection) {
        Connector connector = catalog.connector(connection.provider());
        return connector.open(new Connector.Binding(connection.id(), connection.settings(), new VaultKeys(connection)));
    }

    /** The secrets of a connection, none where it has no credential. */
    Credential.Secrets secrets(Connection connection) {
        return connection
                .credential()
                .map(id -> switch (vault.open(connection.organization(), id)) {
                    case Credential.Secrets secrets -> secrets;
                })
                .orElse(Credential.Secrets.NONE);
    }

    private final class VaultKeys implements Connector.Keys {
        private final Connection connection;
        private volatile Optional<Credential.Secrets> opened = Optional.empty();

        VaultKeys(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Optional<String> secret(String field) {
            if (opened.isEmpty()) {
                opened = Optional.of(secrets(connection));
            }
            return Optional.ofNullable(opened.get().values().get(field));
        }
    }
}
