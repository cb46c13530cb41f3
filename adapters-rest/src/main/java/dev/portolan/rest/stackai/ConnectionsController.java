package dev.portolan.rest.stackai;

import dev.portolan.application.Connections;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ConnectionQuery;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.stackai.CardsJson.Card;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Connections: listed, made, changed, deleted. */
@Controller(StackAiDialect.MOUNT)
@StackAiRoutes
@Tag(name = "Connections")
final class ConnectionsController {

    static final String ONE = "/{connection_id}";

    private final Connections connections;
    private final Targets targets;
    private final Types types;
    private final Cards cards;

    ConnectionsController(Connections connections, Targets targets, Types types, Cards cards) {
        this.connections = connections;
        this.targets = targets;
        this.types = types;
        this.cards = cards;
    }

    /** All connections that are visible to whoever asks, newest first. */
    @Get
    List<Card> getConnections(
            @CalledBy Principal caller,
            @QueryValue("connection_provider") @Nullable String provider,
            @QueryValue(defaultValue = "1000") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue(defaultValue = "0") @Schema(minimum = "0") int offset) {
        List<ConnectionQuery.Condition> conditions = provider == null
                ? List.of()
                : List.of(new ConnectionQuery.Condition.OfProviders(
                        types.find(provider).map(found -> Set.of(found.id())).orElse(Set.of())));
        return cards.of(
                caller, connections.select(caller, Stretches.query(conditions, Optional.empty(), limit, offset)));
    }

    /** Makes a connection in the collection {@code default}. Contacts no provider and starts no sync. */
    @Post
    @Status(HttpStatus.CREATED)
    Card createConnection(
            @CalledBy Principal caller,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Wanted.Shape.class)))
                    JsonBody body) {
        return cards.of(
                caller, connections.create(caller, Wanted.read(body, types).toMake()));
    }

    /** One connection; its tokens are renewed before, if that is asked for. */
    @Get(ONE)
    Card getConnection(
            @CalledBy Principal caller,
            @PathVariable("connection_id") String id,
            @QueryValue(value = Switch.REFRESH, defaultValue = "false") @Schema(type = "boolean") String refresh) {
        return cards.of(caller, targets.refreshed(caller, id, refresh));
    }

    /** Replaces name and settings; secrets that are left out, or sent as their masks, stay. */
    @Put(ONE)
    Card updateConnection(
            @CalledBy Principal caller,
            @PathVariable("connection_id") String id,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Wanted.Shape.class)))
                    JsonBody body) {
        Connection known = connections.get(caller, Connections.id(id));
        Wanted wanted = Wanted.read(body, types, known);
        return cards.of(caller, connections.update(caller, known.id(), wanted.toReplace()));
    }

    /** Another name. */
    @Patch(ONE)
    Card patchConnection(
            @CalledBy Principal caller,
            @PathVariable("connection_id") String id,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Wanted.NameShape.class)))
                    JsonBody body) {
        Connection.Id known = Connections.id(id);
        return cards.of(caller, connections.update(caller, known, Wanted.renamed(Wanted.readName(body))));
    }

    /** Deletes a connection and its documents; an open sync is cancelled first. */
    @Delete(ONE)
    @Status(HttpStatus.NO_CONTENT)
    void deleteConnection(@CalledBy Principal caller, @PathVariable("connection_id") String id) {
        connections.delete(caller, Connections.id(id));
    }
}
