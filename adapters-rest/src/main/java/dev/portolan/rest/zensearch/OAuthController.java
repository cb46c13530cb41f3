package dev.portolan.rest.zensearch;

import dev.portolan.application.Authorizations;
import dev.portolan.application.Authorizations.Options;
import dev.portolan.application.Callbacks;
import dev.portolan.application.Catalog;
import dev.portolan.application.Connections;
import dev.portolan.application.oauth.Consents;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.Ours;
import dev.portolan.rest.zensearch.ConnectorsJson.Answer;
import dev.portolan.rest.zensearch.ConnectorsJson.Connector;
import dev.portolan.rest.zensearch.OAuthJson.AuthUrl;
import dev.portolan.rest.zensearch.OAuthJson.AuthUrlAnswer;
import dev.portolan.rest.zensearch.OAuthJson.CallbackBody;
import dev.portolan.rest.zensearch.OAuthJson.Completion;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connectors whose users consent in the browser; the client sends on what the browser brings back. */
@Controller
@ZenSearchRoutes
@Tag(name = "OAuth")
final class OAuthController {

    private static final String AUTHORIZE = "/oauth/{type}/authorize";
    private static final String CALLBACK = "/oauth/{type}/callback";

    private final Authorizations authorizations;
    private final Callbacks callbacks;
    private final Connections connections;
    private final Catalog catalog;
    private final Metas metas;

    OAuthController(
            Authorizations authorizations, Callbacks callbacks, Connections connections, Catalog catalog, Metas metas) {
        this.authorizations = authorizations;
        this.callbacks = callbacks;
        this.connections = connections;
        this.catalog = catalog;
        this.metas = metas;
    }

    /**
     * Asks for consent.
     *
     * @param redirectUri where the provider sends the browser with code and state; our own page, which shows them, where absent
     * @param connectorId of the connector that it is for; where absent, the callback makes one
     * @param collection where that one will be: its id or slug
     */
    @Get(uris = {ZenSearchDialect.MOUNT + AUTHORIZE, ZenSearchDialect.API_MOUNT + AUTHORIZE})
    AuthUrlAnswer authorizeConnector(
            HttpRequest<?> request,
            @CalledBy Principal caller,
            @Ours @Header(Team.HEADER) @Nullable String team,
            String type,
            @Ours @QueryValue @Nullable String redirectUri,
            @Ours @QueryValue @Nullable String connectorId,
            @Ours @QueryValue @Nullable String collection) {
        Provider provider = catalog.provider(new Provider.Id(type));
        Options options = Options.call(OAuthJson.DIALECT, "redirectUri", Optional.ofNullable(redirectUri));
        Consents.Begun begun = connectorId == null
                ? authorizations.begin(caller, provider, Optional.ofNullable(collection), options)
                : authorizations.begin(
                        caller, Team.of(team).select(connections, caller, provider, connectorId), options);
        return new AuthUrlAnswer(AuthUrl.of(begun), metas.of(request));
    }

    /** Completes the consent: makes the connector, or authorizes the one for which it was asked. */
    @Post(uris = {ZenSearchDialect.MOUNT + CALLBACK, ZenSearchDialect.API_MOUNT + CALLBACK})
    @Status(HttpStatus.CREATED)
    Answer completeConnector(
            HttpRequest<?> request,
            @CalledBy Principal caller,
            @Ours @Header(Team.HEADER) @Nullable String team,
            String type,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = CallbackBody.class)))
                    JsonBody body) {
        Provider provider = catalog.provider(new Provider.Id(type));
        Completion completion = CallbackBody.read(body, type, Team.of(team).label());
        Connection connection = callbacks
                .complete(
                        caller,
                        OAuthJson.DIALECT,
                        provider.id(),
                        Optional.of(completion.state()),
                        completion.reply(),
                        completion.onto())
                .authorized();
        return new Answer(Connector.of(connection), metas.of(request));
    }
}
