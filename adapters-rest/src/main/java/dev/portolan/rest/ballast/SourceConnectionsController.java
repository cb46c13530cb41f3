package dev.portolan.rest.ballast;

import dev.portolan.application.Authorizations;
import dev.portolan.application.Catalog;
import dev.portolan.application.Connections;
import dev.portolan.application.HiddenConnections;
import dev.portolan.application.Limits;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.Ours;
import dev.portolan.rest.Words;
import dev.portolan.rest.ballast.ConnectionsJson.Answer;
import dev.portolan.rest.ballast.ConnectionsJson.ConfigJson;
import dev.portolan.rest.ballast.ConnectionsJson.CredentialsJson;
import dev.portolan.rest.ballast.ConnectionsJson.Done;
import dev.portolan.rest.ballast.ConnectionsJson.ListAnswer;
import dev.portolan.rest.ballast.ConnectionsJson.NewConnection;
import dev.portolan.rest.ballast.ConnectionsJson.SourceConnection;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Source connections: made, listed, rekeyed, configured, deleted. */
@Controller(BallastDialect.CONNECTIONS)
@BallastRoutes
@Tag(name = "Source connections")
final class SourceConnectionsController {

    private final Connections connections;
    private final Authorizations authorizations;
    private final HiddenConnections hidden;
    private final Catalog catalog;

    SourceConnectionsController(
            Connections connections, Authorizations authorizations, HiddenConnections hidden, Catalog catalog) {
        this.connections = connections;
        this.authorizations = authorizations;
        this.hidden = hidden;
        this.catalog = catalog;
    }

    /**
     * Connections, newest first.
     *
     * @param collectionId only of this collection: its id or slug
     * @param limit of a page; all at once where absent
     */
    @Get
    ListAnswer listSourceConnections(
            @CalledBy Principal caller,
            @QueryValue @Nullable String collectionId,
            @QueryValue
                    @Schema(
                            minimum = "1",
                            maximum = "1000",
                            extensions =
                                    @Extension(
                                            properties =
                                                    @ExtensionProperty(
                                                            name = "portolan-extension",
                                                            value = "true",
                                                            parseValue = true)))
                    @Nullable
                    Integer limit,
            @Ours @QueryValue @Nullable String cursor) {
        Connections.Search search = new Connections.Search(
                Optional.ofNullable(collectionId), Optional.empty(), Optional.empty(), Optional.empty());
        Page.Cursor after = cursor == null ? Page.Cursor.START : new Page.Cursor(cursor);
        Page<Connection> page = limit == null && cursor == null
                ? Page.last(all(caller, search))
                : connections.list(caller, search, after, limit == null ? Limits.DEFAULT_PAGE : limit);
        return new ListAnswer(
                true,
                connections.details(caller, page.items()).stream()
                        .map(SourceConnection::of)
                        .toList(),
                page.next().map(Page.Cursor::value).orElse(null));
    }

    /** Clients of the published document know no pages. */
    private List<Connection> all(Principal caller, Connections.Search search) {
        List<Connection> all = new ArrayList<>();
        Optional<Page.Cursor> next = Optional.of(Page.Cursor.START);
        while (next.isPresent()) {
            Page<Connection> page = connections.list(caller, search, next.get(), Limits.PAGE);
            all.addAll(page.items());
            next = page.next();
        }
        return all;
    }

    /** Makes a connection. Contacts no provider and starts no sync. Where only consent opens the source, says where to ask for it. */
    @Post
    Answer createSourceConnection(
            @CalledBy Principal caller,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = NewConnection.class)))
                    JsonBody body) {
        Connections.New wanted = NewConnection.read(body, catalog);
        boolean consent = catalog.known(new Provider.Id(wanted.provider()))
                .filter(provider ->
                        provider.oauth().isPresent() && provider.secrets().isEmpty())
                .isPresent();
        if (!consent) {
            return answer(caller, connections.create(caller, wanted));
        }
        Authorizations.Started started =
                authorizations.create(caller, wanted, Authorizations.Options.browser("ballast", Optional.empty()));
        return new Answer(
                true,
                SourceConnection.of(
                        details(caller, started.connection()),
                        started.begun().authorizeUrl().toString()));
    }

    /** One connection. */
    @Get("/{id}")
    Answer getSourceConnection(@CalledBy Principal caller, String id) {
        return new Answer(true, SourceConnection.of(connections.details(caller, Connections.id(id))));
    }

    /** Replaces the credentials; 409 while a sync is in progress. */
    @Put("/{id}/credentials")
    Answer updateCredentials(
            @CalledBy Principal caller,
            String id,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = CredentialsJson.class)))
                    JsonBody body) {
        Connection known = connections.get(caller, Connections.id(id));
        return answer(
                caller,
                connections.update(caller, known.id(), CredentialsJson.read(body, catalog.provider(known.provider()))));
    }

    /** Merges the configuration; 409 while a sync is in progress. */
    @Put("/{id}/config")
    Answer updateConfig(
            @CalledBy Principal caller,
            String id,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ConfigJson.class)))
                    JsonBody body) {
        return answer(caller, connections.update(caller, Connections.id(id), ConfigJson.read(body)));
    }

    /**
     * Deletes a connection; an open sync is cancelled first.
     *
     * @param deleteData whether its documents go, too; else they stay for their readers
     */
    @Delete("/{id}")
    Done deleteSourceConnection(
            @CalledBy Principal caller,
            String id,
            @QueryValue(defaultValue = "false")
                    @Schema(
                            type = "boolean",
                            extensions =
                                    @Extension(
                                            properties =
                                                    @ExtensionProperty(
                                                            name = "portolan-extension",
                                                            value = "true",
                                                            parseValue = true)))
                    String deleteData) {
        if (Words.flag("deleteData", deleteData)) {
            connections.delete(caller, Connections.id(id));
        } else {
            hidden.hide(caller, Connections.id(id));
        }
        return new Done(true);
    }

    private Answer answer(Principal caller, Connection connection) {
        return new Answer(true, SourceConnection.of(details(caller, connection)));
    }

    /** Of one that the caller was just allowed to make, change or see. */
    private Connections.Details details(Principal caller, Connection connection) {
        return connections.details(caller, List.of(connection)).getFirst();
    }
}
