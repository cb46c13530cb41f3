package dev.portolan.rest.portolan;

import dev.portolan.application.Connections;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.portolan.ConnectionsJson.ConnectionList;
import dev.portolan.rest.portolan.ConnectionsJson.ConnectionPatch;
import dev.portolan.rest.portolan.ConnectionsJson.ConnectionView;
import dev.portolan.rest.portolan.ConnectionsJson.NewConnection;
import dev.portolan.rest.portolan.ConnectionsJson.ScheduleView;
import dev.portolan.rest.portolan.ConnectionsJson.TestView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connections that the caller may see. */
@Controller(PortolanApi.MOUNT + "/connections")
@PortolanRoutes
@Tag(name = "Connections")
final class ConnectionsController {

    private final Connections connections;

    ConnectionsController(Connections connections) {
        this.connections = connections;
    }

    /**
     * Connections, newest first.
     *
     * @param collection only of this one: its id or slug
     */
    @Get
    ConnectionList listConnections(
            @CalledBy Principal caller,
            @QueryValue @Nullable String collection,
            @QueryValue @Nullable String provider,
            @QueryValue @Nullable String status,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue @Nullable String after) {
        Connections.Search search = new Connections.Search(
                Optional.ofNullable(collection),
                Optional.ofNullable(provider),
                Optional.ofNullable(status).map(ConnectionsJson::status),
                Optional.empty());
        return ConnectionList.of(connections.list(caller, search, PortolanApi.after(after), limit));
    }

    /** Makes a connection. Contacts no provider and starts no sync. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<ConnectionView> createConnection(
            @CalledBy Principal caller,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = NewConnection.class)))
                    JsonBody body) {
        ConnectionView made = ConnectionView.of(connections.create(caller, NewConnection.read(body)));
        return PortolanApi.created("/connections/", made.id(), made);
    }

    /** One connection, its secrets masked. */
    @Get("/{id}")
    ConnectionView getConnection(@CalledBy Principal caller, String id) {
        return ConnectionView.of(connections.details(caller, Connections.id(id)));
    }

    /** Changes what is named, and merges settings and secrets. */
    @Patch("/{id}")
    ConnectionView updateConnection(
            @CalledBy Principal caller,
            String id,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ConnectionPatch.class)))
                    JsonBody body) {
        return ConnectionView.of(connections.update(caller, Connections.id(id), ConnectionPatch.read(body)));
    }

    /** Deletes a connection and its documents; an open sync is cancelled first. */
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void deleteConnection(@CalledBy Principal caller, String id) {
        connections.delete(caller, Connections.id(id));
    }

    /** Asks the provider whether the secrets and settings work. */
    @Post("/{id}/test")
    TestView testConnection(@CalledBy Principal caller, String id) {
        return TestView.of(connections.test(caller, Connections.id(id)));
    }

    /** Replaces all secrets. */
    @Put("/{id}/credentials")
    ConnectionView replaceCredentials(
            @CalledBy Principal caller,
            String id,
            @Body
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            type = "object",
                                                            additionalPropertiesSchema = String.class)))
                    JsonBody body) {
        return ConnectionView.of(
                connections.replaceSecrets(caller, Connections.id(id), body.all(), ConnectionsJson.BARE));
    }

    /** Replaces all settings. */
    @Put("/{id}/settings")
    ConnectionView replaceSettings(
            @CalledBy Principal caller,
            String id,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(type = "object"))) JsonBody body) {
        return ConnectionView.of(
                connections.replaceSettings(caller, Connections.id(id), body.all(), ConnectionsJson.BARE));
    }

    /** Sets the schedule. PATCH of the connection with {@code {"schedule": null}} removes it. */
    @Put("/{id}/schedule")
    ConnectionView replaceSchedule(
            @CalledBy Principal caller,
            String id,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ScheduleView.class)))
                    JsonBody body) {
        return ConnectionView.of(connections.update(caller, Connections.id(id), ConnectionsJson.schedulePatch(body)));
    }
}
