package dev.portolan.rest.portolan;

import dev.portolan.application.Authorizations;
import dev.portolan.application.Connections;
import dev.portolan.application.Credentials;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.portolan.AuthorizationsJson.AuthorizationView;
import dev.portolan.rest.portolan.AuthorizationsJson.NewAuthorization;
import dev.portolan.rest.portolan.AuthorizationsJson.RevocationList;
import dev.portolan.rest.portolan.ConnectionsJson.ConnectionView;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Consent that connections are given in the browser, and that is taken back. */
@Controller(PortolanApi.MOUNT)
@PortolanRoutes
@Tag(name = "Authorizations")
final class AuthorizationsController {

    private final Authorizations authorizations;
    private final Credentials credentials;

    AuthorizationsController(Authorizations authorizations, Credentials credentials) {
        this.authorizations = authorizations;
        this.credentials = credentials;
    }

    /** Asks for consent, again if it was given before. Contacts no provider: the user's browser does. */
    @Post("/connections/{id}/authorize")
    AuthorizationView authorizeConnection(
            @CalledBy Principal caller,
            String id,
            @Body @RequestBody(content = @Content(schema = @Schema(implementation = NewAuthorization.class))) @Nullable
                    JsonBody body) {
        return AuthorizationView.of(authorizations.begin(caller, Connections.id(id), NewAuthorization.read(body)));
    }

    /** Takes access away, here at once and at the provider soon. Documents stay; other connections of the account go on. */
    @Post("/connections/{id}/revoke")
    ConnectionView revokeConnection(@CalledBy Principal caller, String id) {
        return ConnectionView.of(credentials.revoke(caller, Connections.id(id)));
    }

    /** What was given back at providers in the last 90 days and how that went, newest first. */
    @Get("/revocations")
    RevocationList listRevocations(
            @CalledBy Principal caller,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit) {
        return RevocationList.of(credentials.revocations(caller, limit));
    }
}
