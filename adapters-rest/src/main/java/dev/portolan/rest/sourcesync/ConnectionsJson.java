package dev.portolan.rest.sourcesync;

import dev.portolan.application.Authorizations.Started;
import dev.portolan.application.Credentials.Shown;
import dev.portolan.domain.Account;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Provider;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Ours;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connections on the wire, as they are answered. */
final class ConnectionsJson {

    private ConnectionsJson() {}

    // --- answers

    @OnTheWire
    @Schema(name = "NamespaceConnectionCreated")
    record CreateAnswer(boolean success, String message, Created data) {
        static CreateAnswer of(Started started, Provider provider) {
            return new CreateAnswer(
                    true,
                    "Please visit the authorization URL to connect your " + provider.name() + " account",
                    new Created(
                            new Reference(Ids.connection(started.connection().id())),
                            started.begun().authorizeUrl()));
        }
    }

    /** @param authorizationUrl to be opened in the user's browser, once and within ten minutes */
    @OnTheWire
    @Schema(name = "NamespaceConnectionBegun")
    record Created(Reference connection, URI authorizationUrl) {}

    @OnTheWire
    @Schema(name = "NamespaceConnectionReference")
    record Reference(String id) {}

    @OnTheWire
    @Schema(name = "NamespaceConnectionList")
    record ListAnswer(boolean success, String message, Listed data) {}

    @OnTheWire
    @Schema(name = "NamespaceConnections")
    record Listed(List<ConnectionView> connections) {}

    @OnTheWire
    @Schema(name = "NamespaceConnectionAnswer")
    record Answer(boolean success, String message, One data) {
        static Answer of(String message, ConnectionView connection) {
            return new Answer(true, message, new One(connection));
        }
    }

    @OnTheWire
    @Schema(name = "NamespaceConnectionData")
    record One(ConnectionView connection) {}

    @OnTheWire
    @Schema(name = "NamespaceConnectionUpdated")
    record UpdateAnswer(boolean success, String message, Updated data) {}

    /** @param authorizationUrl where the user consents anew, or chooses other pages; once and within ten minutes */
    @OnTheWire
    @Schema(name = "NamespaceConnectionReauthorization")
    record Updated(URI authorizationUrl, ConnectionView connection) {}

    // --- a connection

    /**
     * A connection.
     *
     * @param externalId {@code CONNECTOR|e-mail|id of the account}, once there is an account
     * @param tenantId the label that {@code X-Tenant-ID} gave it
     */
    @OnTheWire
    @Schema(name = "NamespaceConnection")
    record ConnectionView(
            String id,
            String name,
            String connector,

            @Schema(
                    type = "string",
                    allowableValues = {"PENDING", "ACTIVE", "FAILED", "REVOKED"})
            String status,

            @Nullable String statusReason,
            Config config,
            @Nullable String externalId,
            @Nullable String clientRedirectUrl,
            Namespace namespace,
            Organization organization,
            At createdAt,
            At updatedAt,
            @Ours @Nullable String tenantId) {

        static ConnectionView of(
                Connection connection,
                String namespace,
                boolean consented,
                Optional<Shown> tokens,
                Optional<String> clientRedirectUrl) {
            return new ConnectionView(
                    Ids.connection(connection.id()),
                    connection.name(),
                    Connectors.name(connection.provider()),
                    statusOf(connection.status()),
                    reasonOf(connection).orElse(null),
                    Config.of(consented, tokens),
                    accountOf(connection).orElse(null),
                    clientRedirectUrl.orElse(null),
                    new Namespace(namespace),
                    new Organization(Ids.organization(connection.organization())),
                    new At(connection.createdAt()),
                    new At(connection.updatedAt()),
                    connection.tenant().orElse(null));
        }
    }

    /** @param credentials null until the connection is active, and where it is connected by keys */
    @OnTheWire
    @Schema(name = "NamespaceConnectionConfig")
    record Config(
            @Schema(
                    type = "string",
                    allowableValues = {"OAUTH2", "CREDENTIALS"})
            String authType,

            @Nullable Tokens credentials) {

        static Config of(boolean consented, Optional<Shown> tokens) {
            return consented
                    ? new Config("OAUTH2", tokens.map(Tokens::of).orElse(null))
                    : new Config("CREDENTIALS", null);
        }
    }

    /**
     * Tokens, in clear for a key with the scope {@code credentials:read}, else by their masks.
     *
     * @param accessTokenExpiresAt in milliseconds since 1970; null where it does not expire
     * @param refreshTokenExpiresAt likewise
     */
    @OnTheWire
    @Schema(name = "NamespaceConnectionTokens")
    record Tokens(
            String accessToken,
            @Nullable String refreshToken,
            @Nullable Long accessTokenExpiresAt,
            @Nullable Long refreshTokenExpiresAt) {

        static Tokens of(Shown shown) {
            return new Tokens(
                    shown.accessToken(),
                    shown.refreshToken().orElse(null),
                    shown.expiresAt().map(Instant::toEpochMilli).orElse(null),
                    shown.refreshExpiresAt().map(Instant::toEpochMilli).orElse(null));
        }

        @Override
        public String toString() {
            return "Tokens[accessTokenExpiresAt=" + accessTokenExpiresAt + "]";
        }
    }

    @OnTheWire
    @Schema(name = "NamespaceReference")
    record Namespace(String identifier) {}

    @OnTheWire
    @Schema(name = "NamespaceOrganization")
    record Organization(String id) {}

    @OnTheWire
    @Schema(name = "NamespaceTime")
    record At(Instant isoString) {}

    static String statusOf(Connection.Status status) {
        return switch (status) {
            case PENDING -> "PENDING";
            case ACTIVE -> "ACTIVE";
            case FAILED, NEEDS_REAUTHORIZATION -> "FAILED";
            // Nobody sees the last three.
            case REVOKED, HIDDEN, DELETING, DELETED -> "REVOKED";
        };
    }

    private static Optional<String> reasonOf(Connection connection) {
        return connection
                .statusReason()
                .or(() -> connection.status() == Connection.Status.REVOKED
                        ? Optional.of("The connection was revoked by the user")
                        : Optional.empty());
    }

    private static Optional<String> accountOf(Connection connection) {
        return connection
                .account()
                .filter(account -> connection.status() != Connection.Status.REVOKED)
                .map(Account::externalKey);
    }
}
