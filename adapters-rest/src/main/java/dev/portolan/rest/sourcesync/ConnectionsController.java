package dev.portolan.rest.sourcesync;

import dev.portolan.application.Authorizations;
import dev.portolan.application.Authorizations.Started;
import dev.portolan.application.Credentials;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.Ours;
import dev.portolan.rest.sourcesync.ConnectionsJson.Answer;
import dev.portolan.rest.sourcesync.ConnectionsJson.CreateAnswer;
import dev.portolan.rest.sourcesync.ConnectionsJson.ListAnswer;
import dev.portolan.rest.sourcesync.ConnectionsJson.Listed;
import dev.portolan.rest.sourcesync.ConnectionsJson.UpdateAnswer;
import dev.portolan.rest.sourcesync.ConnectionsJson.Updated;
import dev.portolan.rest.sourcesync.Places.Found;
import dev.portolan.rest.sourcesync.RequestsJson.ConnectionPatch;
import dev.portolan.rest.sourcesync.RequestsJson.NewConnection;
import dev.portolan.rest.sourcesync.RequestsJson.Revocation;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connections of namespaces: made to be authorized in the browser, seen, authorized anew, revoked. */
@Controller(SourceSyncDialect.CONNECTIONS)
@SourceSyncRoutes
@Tag(name = "Connections")
final class ConnectionsController {

    private static final String ONE = "/{connectionId}";

    private final Authorizations authorizations;
    private final Credentials credentials;
    private final Places places;
    private final Connectors connectors;
    private final Views views;

    ConnectionsController(
            Authorizations authorizations, Credentials credentials, Places places, Connectors connectors, Views views) {
        this.authorizations = authorizations;
        this.credentials = credentials;
        this.places = places;
        this.connectors = connectors;
        this.views = views;
    }

    /**
     * Makes a connection and asks for the consent that it needs. Once that is given, it gives way to the connection that the
     * account has in the same namespace and tenant already, if there is one, and stays known by its id.
     */
    @Post
    CreateAnswer createConnection(
            @CalledBy Principal caller,
            @Ours @Header(Tenant.HEADER) @Nullable String tenant,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = NewConnection.class)))
                    JsonBody body) {
        NewConnection wanted = NewConnection.read(body);
        Provider provider = connectors.consenting(wanted.connector());
        Started started = authorizations.create(caller, wanted.of(provider, Tenant.of(tenant)), wanted.options());
        return CreateAnswer.of(started, provider);
    }

    /** All connections of a namespace, newest first. */
    @Get
    ListAnswer getConnections(
            @CalledBy Principal caller,
            @Ours @Header(Tenant.HEADER) @Nullable String tenant,
            @QueryValue String namespaceId,
            @QueryValue @Nullable String connector) {
        Optional<Provider> provider = Optional.ofNullable(connector).map(connectors::named);
        Collection namespace = places.namespace(caller, namespaceId);
        return new ListAnswer(
                true,
                "Fetched all the connections successfully",
                new Listed(views.of(caller, namespace, places.list(caller, namespace, Tenant.of(tenant), provider))));
    }

    /** One connection. */
    @Get(ONE)
    Answer getConnection(
            @CalledBy Principal caller,
            @Ours @Header(Tenant.HEADER) @Nullable String tenant,
            String connectionId,
            @QueryValue String namespaceId) {
        return Answer.of(
                "Fetched the connection successfully",
                views.of(places.see(caller, namespaceId, Tenant.of(tenant), connectionId)));
    }

    /** Changes what is named, and asks for the consent anew: what works goes on working until it is given. */
    @Patch(ONE)
    UpdateAnswer updateConnection(
            @CalledBy Principal caller,
            @Ours @Header(Tenant.HEADER) @Nullable String tenant,
            String connectionId,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ConnectionPatch.class)))
                    JsonBody body) {
        ConnectionPatch patch = ConnectionPatch.read(body);
        Found found = places.find(caller, patch.namespaceId(), Tenant.of(tenant), connectionId);
        connectors.consenting(Connectors.name(found.connection().provider()));
        Started started = authorizations.update(caller, found.connection().id(), patch.changes(), patch.options());
        return new UpdateAnswer(
                true,
                "Please visit the authorization URL to modify the selected pages for this connection",
                new Updated(started.begun().authorizeUrl(), views.of(caller, found.namespace(), started.connection())));
    }

    /** Takes access away, here at once and at the provider soon. Documents stay; other connections of the account go on. */
    @Post(ONE + SourceSyncDialect.REVOKE)
    Answer revokeConnection(
            @CalledBy Principal caller,
            @Ours @Header(Tenant.HEADER) @Nullable String tenant,
            String connectionId,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Revocation.class)))
                    JsonBody body) {
        Found found = places.find(caller, Revocation.read(body).namespaceId(), Tenant.of(tenant), connectionId);
        return Answer.of(
                "The connection has been revoked successfully",
                views.of(
                        caller,
                        found.namespace(),
                        credentials.revoke(caller, found.connection().id())));
    }
}
