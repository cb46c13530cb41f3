package dev.portolan.rest.informer;

import dev.portolan.domain.Account;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.AuthorizedConnection;
import dev.portolan.domain.Collection;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Provider;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a library is connected with, on the wire. */
final class LibrariesJson {

    private LibrariesJson() {}

    /**
     * The app of ours by which a library is connected; never its secret.
     *
     * @param type of the provider, such as google-drive
     * @param authUri where consent is asked for; null where that is no matter of OAuth, as for the next two
     * @param scope what is asked for
     */
    @OnTheWire
    @Schema(name = "Integration")
    record Integration(
            UUID id,
            String name,
            String type,
            boolean embedded,
            UUID libraryId,

            @Schema(type = "string", allowableValues = "oauth2")
            String authType,

            String clientId,
            @Nullable String authUri,
            @Nullable String tokenUri,
            @Nullable String scope) {

        static Integration of(OAuthApp app, Provider provider, Collection library) {
            AuthScheme.@Nullable OAuth2 scheme = provider.oauth().orElse(null);
            boolean operators = app.owner() instanceof OAuthApp.Owner.OfDeployment;
            return new Integration(
                    app.id().value(),
                    operators ? provider.name() : app.name(),
                    provider.id().value().replace('_', '-'),
                    true,
                    library.id().value(),
                    "oauth2",
                    app.clientId(),
                    scheme == null ? null : scheme.authorizeUrl().toString(),
                    scheme == null ? null : scheme.tokenUrl().toString(),
                    scheme == null ? null : String.join(scheme.scopeSeparator(), scopes(app, scheme)));
        }

        private static List<String> scopes(OAuthApp app, AuthScheme.OAuth2 scheme) {
            return app.scopes().isEmpty() ? scheme.scopes() : app.scopes();
        }
    }

    /** @param integrationId the id of an OAuth app */
    @Schema(name = "ChosenIntegration", requiredProperties = "integrationId")
    record Choice(@Schema(format = "uuid") String integrationId) {

        private static final String FIELD = "integrationId";

        static OAuthApp.Id read(JsonBody body) {
            return body.read(it -> {
                String id = it.requiredText(FIELD);
                try {
                    return new OAuthApp.Id(UUID.fromString(id));
                } catch (IllegalArgumentException noUuid) {
                    if (it.text(FIELD).isPresent()) {
                        it.problem(FIELD, "must be a UUID");
                    }
                    return new OAuthApp.Id(new UUID(0, 0));
                }
            });
        }
    }

    /**
     * The authorized connection of a library.
     *
     * @param ownerId the login of who made it
     * @param tokenExpiresAt null where the provider does not say
     */
    @OnTheWire
    @Schema(name = "LibraryConnection")
    record LibraryConnection(
            UUID id,
            String ownerId,
            UUID integrationId,
            @Nullable Instant tokenExpiresAt,
            @Nullable Instant refreshTokenExpiresAt,
            Instant lastAuthorizedAt,
            Instant createdAt,
            Instant updatedAt) {

        static LibraryConnection of(AuthorizedConnection authorized) {
            return new LibraryConnection(
                    authorized.id().value(),
                    authorized.maker().orElse(authorized.createdBy().value().toString()),
                    authorized.app().value(),
                    authorized.expiresAt().orElse(null),
                    authorized.refreshExpiresAt().orElse(null),
                    authorized.authorizedAt(),
                    authorized.createdAt(),
                    authorized.updatedAt());
        }
    }

    /** Whose the connection is, as the provider says just now. */
    @OnTheWire
    @Schema(name = "LibraryAccount")
    record LibraryAccount(@Nullable String email, String displayName, String accountId) {
        static LibraryAccount of(Account account) {
            return new LibraryAccount(account.email().orElse(null), account.displayName(), account.id());
        }
    }
}
