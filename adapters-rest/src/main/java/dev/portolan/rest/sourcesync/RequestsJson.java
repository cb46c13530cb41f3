package dev.portolan.rest.sourcesync;

import dev.portolan.application.Authorizations.Options;
import dev.portolan.application.Connections;
import dev.portolan.domain.Provider;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.Ours;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connections on the wire, as they are asked for. */
final class RequestsJson {

    private static final Connections.Words WORDS =
            new Connections.Words(Connectors.FIELD, "namespaceId", "config", "credentials", "schedule");

    private RequestsJson() {}

    private static Options options(@Nullable String clientRedirectUrl) {
        return Options.browser(SourceSyncDialect.NAME, Optional.ofNullable(clientRedirectUrl))
                .collapsing();
    }

    /**
     * The connection to make.
     *
     * @param namespaceId the namespace's identifier or id
     * @param clientRedirectUrl where the browser goes after the consent, with {@code connectionId}, {@code status} and, where it
     *     failed, {@code reason}; a page of ours where absent
     */
    @Schema(
            name = "NewNamespaceConnection",
            requiredProperties = {"namespaceId", "name", "connector"})
    record NewConnection(
            String namespaceId,
            String name,
            String connector,
            @Nullable String clientRedirectUrl) {

        static NewConnection read(JsonBody body) {
            return body.read(it -> new NewConnection(
                    it.requiredText("namespaceId"),
                    it.requiredText("name"),
                    it.requiredText(Connectors.FIELD),
                    it.text("clientRedirectUrl").orElse(null)));
        }

        Options options() {
            return RequestsJson.options(clientRedirectUrl);
        }

        Connections.New of(Provider provider, Tenant tenant) {
            return new Connections.New(
                    provider.id().value(),
                    Optional.of(name),
                    Optional.of(namespaceId),
                    Map.of(),
                    Map.of(),
                    Optional.empty(),
                    true,
                    tenant.label(),
                    WORDS);
        }
    }

    /**
     * What changes; what is not named stays.
     *
     * @param allowAccountChange whether another account than the connection's may consent; false where absent
     */
    @Schema(name = "NamespaceConnectionPatch", requiredProperties = "namespaceId")
    record ConnectionPatch(
            String namespaceId,
            @Nullable String name,
            @Nullable String clientRedirectUrl,
            @Ours @Nullable Boolean allowAccountChange) {

        static ConnectionPatch read(JsonBody body) {
            return body.read(it -> new ConnectionPatch(
                    it.requiredText("namespaceId"),
                    it.text("name").orElse(null),
                    it.text("clientRedirectUrl").orElse(null),
                    it.flag("allowAccountChange").orElse(null)));
        }

        Options options() {
            return RequestsJson.options(clientRedirectUrl)
                    .allowingAccountChange(Boolean.TRUE.equals(allowAccountChange));
        }

        Connections.Patch changes() {
            return new Connections.Patch(
                    Optional.ofNullable(name),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    WORDS);
        }
    }

    @Schema(name = "NamespaceConnectionRevocation", requiredProperties = "namespaceId")
    record Revocation(String namespaceId) {
        static Revocation read(JsonBody body) {
            return body.read(it -> new Revocation(it.requiredText("namespaceId")));
        }
    }
}
