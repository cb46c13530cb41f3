package dev.portolan.rest.ballast;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.application.Catalog;
import dev.portolan.application.Connections;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.FlatFields;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Ours;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Source connections on the wire: what ballast calls a connection. */
final class ConnectionsJson {

    private static final String CONFIG = "config";

    private static final Connections.Words WORDS = new Connections.Words(
            "sourceShortName", "collectionId", BallastDialect.CREDENTIALS, BallastDialect.CREDENTIALS, "schedule");

    private ConnectionsJson() {}

    @OnTheWire
    @Schema(name = "SourceConnectionAnswer")
    record Answer(boolean success, SourceConnection sourceConnection) {}

    /** @param nextCursor to be sent as {@code cursor} for the page that follows; null on the last, and where no page was asked for */
    @OnTheWire
    @Schema(name = "SourceConnectionList")
    record ListAnswer(
            boolean success,
            List<SourceConnection> sourceConnections,
            @Ours @Nullable String nextCursor) {}

    @OnTheWire
    @Schema(name = "SourceDone")
    record Done(boolean success) {}

    /** @param syncId under which the clearing can be followed and cancelled */
    @OnTheWire
    @Schema(name = "SourceCleared")
    record Cleared(boolean success, @Ours String syncId) {}

    /**
     * How a test went.
     *
     * @param status connected; unreachable: try again later; failed: something must be changed
     */
    @OnTheWire
    @Schema(name = "SourceTest")
    record Tested(
            boolean success,

            @Schema(
                    type = "string",
                    allowableValues = {"connected", "unreachable", "failed"})
            String status,

            String message) {}

    /**
     * A connection.
     *
     * @param credentials as their owner may recognize them
     * @param authorizationUrl where a browser is to be sent for consent, after the connection was made
     */
    @OnTheWire
    @Schema(name = "SourceConnection")
    record SourceConnection(
            String id,
            String name,

            @Schema(
                    type = "string",
                    allowableValues = {"pending", "connected", "syncing", "error", "needs_reauth", "revoked", "disabled"
                    })
            String status,

            Instant createdAt,
            @Ours String collectionId,
            @Ours String sourceShortName,

            @Schema(
                    additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
                    extensions =
                            @Extension(
                                    properties =
                                            @ExtensionProperty(
                                                    name = "portolan-extension",
                                                    value = "true",
                                                    parseValue = true)))
            Map<String, Object> config,

            @Ours Map<String, String> credentials,
            @Ours @Nullable Instant lastSyncAt,

            @Ours @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String authorizationUrl) {

        static SourceConnection of(Connections.Details details) {
            return of(details, null);
        }

        static SourceConnection of(Connections.Details details, @Nullable String authorizationUrl) {
            Connection connection = details.connection();
            return new SourceConnection(
                    Ids.sourceConnection(connection.id()),
                    connection.name(),
                    statusOf(connection, details.openRun().isPresent()),
                    connection.createdAt(),
                    Ids.collection(connection.collection()),
                    connection.provider().value(),
                    connection.settings().values(),
                    details.secrets(),
                    connection.lastSyncAt().orElse(null),
                    authorizationUrl);
        }
    }

    /**
     * The connection to make.
     *
     * @param collectionId its id or slug; the collection {@code default} where absent
     * @param credentials the source's fields
     * @param config more of them, for those that find them here
     */
    @Schema(name = "NewSourceConnection", requiredProperties = "sourceShortName")
    record NewConnection(
            @Nullable String collectionId,
            String sourceShortName,
            @Nullable String name,

            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE) @Nullable
            Map<String, Object> credentials,

            @Schema(
                    additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
                    extensions =
                            @Extension(
                                    properties =
                                            @ExtensionProperty(
                                                    name = "portolan-extension",
                                                    value = "true",
                                                    parseValue = true)))
            @Nullable
            Map<String, Object> config) {

        static Connections.New read(JsonBody body, Catalog catalog) {
            return body.read(it -> {
                String source = it.requiredText("sourceShortName");
                Map<String, ?> credentials =
                        it.object(BallastDialect.CREDENTIALS).orElse(Map.of());
                // A provider that is not in the catalogue is for the core to refuse.
                FlatFields fields = catalog.known(new Provider.Id(source))
                        .map(provider -> FlatFields.split(provider, BallastDialect.CREDENTIALS, credentials))
                        .orElse(new FlatFields(credentials, Map.of()));
                Map<String, Object> settings = new LinkedHashMap<>(fields.settings());
                it.object(CONFIG).ifPresent(settings::putAll);
                return new Connections.New(
                        source,
                        it.text("name"),
                        it.text("collectionId"),
                        settings,
                        fields.secrets(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        WORDS);
            });
        }
    }

    /** @param credentials the source's fields; secrets that are not given are gone, settings that are not given stay */
    @Schema(name = "NewSourceCredentials", requiredProperties = "credentials")
    record CredentialsJson(
            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, Object> credentials) {

        static Connections.Patch read(JsonBody body, Provider provider) {
            return body.read(it -> {
                Map<String, ?> given = required(it, BallastDialect.CREDENTIALS);
                FlatFields fields = FlatFields.split(provider, BallastDialect.CREDENTIALS, given);
                return patch(
                        fields.settings().isEmpty() ? Optional.empty() : Optional.of(fields.settings()),
                        Optional.of(fields.secretsAlone(provider)),
                        WORDS);
            });
        }
    }

    /** @param config merged: what is not named stays, null unsets */
    @Schema(name = "NewSourceConfig", requiredProperties = "config")
    record ConfigJson(
            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, Object> config) {

        static Connections.Patch read(JsonBody body) {
            return body.read(it -> patch(
                    Optional.of(required(it, CONFIG)),
                    Optional.empty(),
                    new Connections.Words(WORDS.provider(), WORDS.collection(), CONFIG, CONFIG, WORDS.schedule())));
        }
    }

    private static Connections.Patch patch(
            Optional<Map<String, ?>> settings, Optional<Map<String, ?>> secrets, Connections.Words words) {
        return new Connections.Patch(Optional.empty(), settings, secrets, Optional.empty(), Optional.empty(), words);
    }

    private static Map<String, ?> required(JsonBody body, String name) {
        return body.object(name).orElseThrow(() -> new Refusal.InvalidInput(name, "is required: a JSON object"));
    }

    /** What is broken shows before what is paused. */
    static String statusOf(Connection connection, boolean syncing) {
        return switch (connection.status()) {
            case PENDING -> connection.enabled() ? "pending" : "disabled";
            case ACTIVE -> connection.enabled() ? (syncing ? "syncing" : "connected") : "disabled";
            case FAILED -> "error";
            case NEEDS_REAUTHORIZATION -> "needs_reauth";
            // Nobody sees the last three.
            case REVOKED, HIDDEN, DELETING, DELETED -> "revoked";
        };
    }
}
