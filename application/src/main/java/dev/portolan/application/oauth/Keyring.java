package dev.portolan.application.oauth;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import dev.portolan.domain.ProviderFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
            return new HeldKeys(
                    connection.credential().map(id -> id.value().toString()).orElse(""), secrets(connection));
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

    /** The secrets of several connections of one organization; those without any are left out. */
    public Map<Connection.Id, Credential.Secrets> secrets(Organization.Id organization, List<Connection> connections) {
        Map<Credential.Id, Credential> opened = vault.openAll(
                organization,
                connections.stream()
                        .flatMap(connection -> connection.credential().stream())
                        .collect(Collectors.toSet()));
        Map<Connection.Id, Credential.Secrets> secrets = new HashMap<>();
        for (Connection connection : connections) {
            if (connection.credential().map(opened::get).orElse(null) instanceof Credential.Secrets held) {
                secrets.put(connection.id(), held);
            }
        }
        return secrets;
    }

    private boolean isGrant(Connection connection, Credential.Id id) {
        return registrations.scheme(connection.provider()).isPresent()
                && grants.find(connection.organization(), id).isPresent();
    }

    private record HeldKeys(String holder, Credential.Secrets secrets) implements Connector.Keys {
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
