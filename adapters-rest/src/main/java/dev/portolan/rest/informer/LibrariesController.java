package dev.portolan.rest.informer;

import dev.portolan.application.Catalog;
import dev.portolan.application.CollectionApps;
import dev.portolan.application.Collections;
import dev.portolan.application.Connections;
import dev.portolan.application.Credentials;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.informer.LibrariesJson.Choice;
import dev.portolan.rest.informer.LibrariesJson.Integration;
import dev.portolan.rest.informer.LibrariesJson.LibraryAccount;
import dev.portolan.rest.informer.LibrariesJson.LibraryConnection;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;

/** What libraries are connected with: integration, connection, account. */
@Controller(InformerDialect.LIBRARY)
@InformerRoutes
@Tag(name = "Integration")
final class LibrariesController {

    private final Collections collections;
    private final LibraryConnections libraries;
    private final CollectionApps apps;
    private final Connections connections;
    private final Credentials credentials;
    private final Catalog catalog;

    LibrariesController(
            Collections collections,
            LibraryConnections libraries,
            CollectionApps apps,
            Connections connections,
            Credentials credentials,
            Catalog catalog) {
        this.collections = collections;
        this.libraries = libraries;
        this.apps = apps;
        this.connections = connections;
        this.credentials = credentials;
        this.catalog = catalog;
    }

    /** The library's integration; 404 where it has none. */
    @Get("/integration")
    Integration getIntegration(@CalledBy Principal caller, String id) {
        return integration(
                caller,
                id,
                apps.chosen(caller, id).orElseThrow(() -> new Refusal.NotFound("integration of library", id)));
    }

    /** Chooses the library's integration. What was authorized with another one is neither revoked nor used any more. */
    @Put("/integration")
    Integration putIntegration(
            @CalledBy Principal caller,
            String id,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Choice.class)))
                    JsonBody body) {
        return integration(caller, id, apps.choose(caller, id, Choice.read(body)));
    }

    private Integration integration(Principal caller, String id, OAuthApp app) {
        return Integration.of(app, catalog.provider(app.provider()), collections.get(caller, id));
    }

    /** The oldest connection that is authorized with the library's integration; 404 where there is none. */
    @Get("/connection")
    LibraryConnection getConnection(@CalledBy Principal caller, String id) {
        return apps.authorized(caller, id)
                .map(LibraryConnection::of)
                .orElseThrow(() -> new Refusal.NotFound("connection of library", id));
    }

    /** Takes the access back, also at the provider. Documents stay, scheduled syncs fail until somebody consents anew. */
    @Delete("/connection")
    @Status(HttpStatus.NO_CONTENT)
    void deleteConnection(@CalledBy Principal caller, String id) {
        credentials.revoke(
                caller, libraries.get(caller, id, KeyScope.CONNECTIONS_WRITE).id());
    }

    /** Whose the connection is: the provider is asked. */
    @Get("/account")
    LibraryAccount getAccount(@CalledBy Principal caller, String id) {
        Connections.TestResult checked = connections.check(
                caller, libraries.get(caller, id, KeyScope.CONNECTIONS_READ).id());
        checked.failure().ifPresent(failure -> {
            throw new Refusal.Unavailable(failure);
        });
        return LibraryAccount.of(checked.account().orElseThrow());
    }
}
