package dev.portolan.rest.portolan;

import dev.portolan.application.Connections;
import dev.portolan.application.Sharing;
import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.AccessGrant.Subject;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Role;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.portolan.PeopleJson.GivenRole;
import dev.portolan.rest.portolan.PeopleJson.RolesView;
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
import java.util.Optional;

/** Who may do what with a connection. */
@Controller(PortolanApi.MOUNT + "/connections/{id}/roles")
@PortolanRoutes
@Tag(name = "Roles")
final class RolesController {

    private final Sharing sharing;

    RolesController(Sharing sharing) {
        this.sharing = sharing;
    }

    /** The roles that were given on a connection; the organization's admins may do everything without one. */
    @Get
    RolesView listRoles(@CalledBy Principal caller, String id) {
        return RolesView.of(sharing.roles(caller, Connections.id(id)));
    }

    /** Gives a user this role instead of whichever they had. */
    @Put("/users/{userId}")
    RolesView putUserRole(
            @CalledBy Principal caller,
            String id,
            String userId,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = GivenRole.class)))
                    JsonBody body) {
        return put(caller, Connections.id(id), Sharing.user(userId), GivenRole.read(body));
    }

    /** Takes a user's role, if they have one; 409 where nobody would be left as admin. */
    @Delete("/users/{userId}")
    @Status(HttpStatus.NO_CONTENT)
    void deleteUserRole(@CalledBy Principal caller, String id, String userId) {
        sharing.remove(caller, Connections.id(id), Sharing.user(userId));
    }

    /** Gives every member of a group this role. */
    @Put("/groups/{groupId}")
    RolesView putGroupRole(
            @CalledBy Principal caller,
            String id,
            String groupId,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = GivenRole.class)))
                    JsonBody body) {
        return put(caller, Connections.id(id), Sharing.group(groupId), GivenRole.read(body));
    }

    /** Takes a group's role, if it has one. */
    @Delete("/groups/{groupId}")
    @Status(HttpStatus.NO_CONTENT)
    void deleteGroupRole(@CalledBy Principal caller, String id, String groupId) {
        sharing.remove(caller, Connections.id(id), Sharing.group(groupId));
    }

    /** Gives everybody of the organization this role. */
    @Put("/organization")
    RolesView putOrganizationRole(
            @CalledBy Principal caller,
            String id,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = GivenRole.class)))
                    JsonBody body) {
        return put(caller, Connections.id(id), new AccessGrant.OfEverybody(), GivenRole.read(body));
    }

    /** Takes the role that everybody has. */
    @Delete("/organization")
    @Status(HttpStatus.NO_CONTENT)
    void deleteOrganizationRole(@CalledBy Principal caller, String id) {
        sharing.organizationRole(caller, Connections.id(id), Optional.empty());
    }

    private RolesView put(Principal caller, Connection.Id connection, Subject subject, Role role) {
        return RolesView.of(sharing.put(caller, connection, subject, role));
    }
}
