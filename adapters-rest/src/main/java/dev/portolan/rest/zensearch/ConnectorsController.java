package dev.portolan.rest.zensearch;

import dev.portolan.application.Connections;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.Ours;
import dev.portolan.rest.zensearch.ConnectorsJson.Answer;
import dev.portolan.rest.zensearch.ConnectorsJson.Connector;
import dev.portolan.rest.zensearch.ConnectorsJson.ConnectorPatch;
import dev.portolan.rest.zensearch.ConnectorsJson.Item;
import dev.portolan.rest.zensearch.ConnectorsJson.ListAnswer;
import dev.portolan.rest.zensearch.ConnectorsJson.ListMeta;
import dev.portolan.rest.zensearch.ConnectorsJson.NewConnector;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connectors: listed, made, changed, deleted. */
@Controller
@ZenSearchRoutes
@Tag(name = "Connectors")
final class ConnectorsController {

    private static final String ALL = ZenSearchDialect.MOUNT;
    private static final String ALL_API = ZenSearchDialect.API_MOUNT;
    private static final String ONE = ALL + "/{id}";
    private static final String ONE_API = ALL_API + "/{id}";

    private final Connections connections;
    private final Metas metas;

    ConnectorsController(Connections connections, Metas metas) {
        this.connections = connections;
        this.metas = metas;
    }

    /** Connectors, newest first. */
    @Get(uris = {ALL, ALL_API})
    ListAnswer listConnectors(
            HttpRequest<?> request,
            @CalledBy Principal caller,
            @Ours @Header(Team.HEADER) @Nullable String team,
            @QueryValue(defaultValue = "100")
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
                    int limit,
            @Ours @QueryValue @Nullable String cursor) {
        Connections.Search search = new Connections.Search(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Team.of(team).label());
        Page.Cursor after = cursor == null ? Page.Cursor.START : new Page.Cursor(cursor);
        Page<Connection> page = connections.list(caller, search, after, limit);
        return new ListAnswer(
                page.items().stream().map(Item::of).toList(),
                ListMeta.of(
                        metas.of(request), page.next().map(Page.Cursor::value).orElse(null)));
    }

    /** Makes a connector. Contacts no provider and starts no sync. */
    @Post(uris = {ALL, ALL_API})
    @Status(HttpStatus.CREATED)
    Answer createConnector(
            HttpRequest<?> request,
            @CalledBy Principal caller,
            @Ours @Header(Team.HEADER) @Nullable String team,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = NewConnector.class)))
                    JsonBody body) {
        Connections.New wanted = NewConnector.read(body, Team.of(team).label());
        return answer(request, connections.create(caller, wanted));
    }

    /** One connector. */
    @Get(uris = {ONE, ONE_API})
    Answer getConnector(
            HttpRequest<?> request,
            @CalledBy Principal caller,
            @Ours @Header(Team.HEADER) @Nullable String team,
            String id) {
        return answer(request, connections.get(caller, Team.of(team).select(connections, caller, id)));
    }

    /** Changes what is named, and merges config and credentials. */
    @Put(uris = {ONE, ONE_API})
    Answer updateConnector(
            HttpRequest<?> request,
            @CalledBy Principal caller,
            @Ours @Header(Team.HEADER) @Nullable String team,
            String id,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ConnectorPatch.class)))
                    JsonBody body) {
        Connection.Id known = Team.of(team).select(connections, caller, id);
        return answer(request, connections.update(caller, known, ConnectorPatch.read(body)));
    }

    /** Deletes a connector and its documents; an open job is cancelled first. */
    @Delete(uris = {ONE, ONE_API})
    @Status(HttpStatus.NO_CONTENT)
    void deleteConnector(@CalledBy Principal caller, @Ours @Header(Team.HEADER) @Nullable String team, String id) {
        connections.delete(caller, Team.of(team).select(connections, caller, id));
    }

    private Answer answer(HttpRequest<?> request, Connection connection) {
        return new Answer(Connector.of(connection), metas.of(request));
    }
}
