package dev.portolan.application.oauth;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.ProviderFailure;
import java.util.Optional;

/**
 * Makes the keys of connections. The credential is unsealed at once, by whoever asks: the threads on which keys are used may be
 * interrupted at any moment, and must not be in the middle of a database statement then.
 */
public final class Keyring {

    private final Registrations registrations;
    private final Grants grants;
    private final Renewals renewals;
    private final CredentialVault vault;

    public Keyring(Registrations registrations, Grants grants, Renewals renewals, CredentialVault vault) {
        this.registrations = registrations;
        this.grants = grants;
        this.renewals = renewals;
        this.vault = vault;
    }

    public Connector.Keys of(Connection connection) {
        Optional<Credential.Id> grant = connection.credential().filter(id -> isGrant(connection, id));
        if (grant.isEmpty()) {
            return new HeldKeys(secrets(connection));
        }
        try {
            return new GrantKeys(connection.organization(), grant.get(), renewals);
        } catch (ProviderFailure.Unauthorized notLive) {
            return new RefusedKeys(notLive.message());
        }
    }

    /** The secrets of a connection, none where it has no credential, or one of another kind. */
    public Credential.Secrets secrets(Connection connection) {
        return connection
                .credential()
                .filter(id -> !isGrant(connection, id))
                .map(id -> switch (vault.open(connection.organization(), id)) {
                    case Credential.Secrets secrets -> secrets;
                    case Credential.Tokens tokens -> Credential.Secrets.NONE;
                })
                .orElse(Credential.Secrets.NONE);
    }

    private boolean isGrant(Connection connection, Credential.Id id) {
        return registrations.scheme(connection.provider()).isPresent()
                && grants.find(connection.organization(), id).isPresent();
    }

    private record HeldKeys(Credential.Secrets secrets) implements Connector.Keys {
        @Override
        public Optional<String> secret(String field) {
            return Optional.ofNullable(secrets.values().get(field));
        }
    }

    /** Of a grant that is worth nothing any more. */
    private record RefusedKeys(String reason) implements Connector.Keys {
        @Override
        public Optional<String> secret(String field) {
            return Optional.empty();
        }

        @Override
        public String accessToken() {
            throw new ProviderFailure.Unauthorized(reason);
        }

        @Override
        public String renew(String refused) {
            throw new ProviderFailure.Unauthorized(reason);
        }
    }
}
