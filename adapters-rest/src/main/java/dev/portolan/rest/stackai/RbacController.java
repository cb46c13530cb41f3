package dev.portolan.rest.stackai;

import dev.portolan.application.Connections;
import dev.portolan.application.Sharing;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Role;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.stackai.RbacJson.Given;
import dev.portolan.rest.stackai.RbacJson.Rbac;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may do what with a connection: told to who sees it, changed by its admins. */
@Controller(StackAiDialect.API_MOUNT + "/{connection_id}")
@StackAiRoutes
@Tag(name = "RBAC")
final class RbacController {

    private static final String RBAC = "/rbac";

    /** What a route answers that has nothing to say. */
    private static final String NULL = "null";

    private final Sharing sharing;

    RbacController(Sharing sharing) {
        this.sharing = sharing;
    }

    /** The roles as they were given; what an organization's admins may do anyway is not told. */
    @Get(RBAC)
    Rbac getConnectionRbac(@CalledBy Principal caller, @PathVariable("connection_id") String id) {
        return Rbac.of(sharing.roles(caller, Connections.id(id)));
    }

    /** Gives a user or a group this role instead of whichever it had. */
    @Put(RBAC)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(nullable = true)))
    String updateConnectionRbac(
            @CalledBy Principal caller,
            @PathVariable("connection_id") String id,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = RbacJson.Shape.class)))
                    JsonBody body) {
        Connection.Id known = Connections.id(id);
        Given given = Given.read(body);
        sharing.put(caller, known, given.subject(), given.role());
        return NULL;
    }

    /** Takes the role of a user or a group, if it has one. The last admin stays. */
    @Delete(RBAC)
    @Status(HttpStatus.NO_CONTENT)
    void deleteConnectionRbac(
            @CalledBy Principal caller,
            @PathVariable("connection_id") String id,
            @QueryValue("subject_type")
                    @Parameter(
                            required = true,
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"user", "group"}))
                    @Nullable
                    String subjectType,
            @QueryValue("subject_id")
                    @Parameter(required = true, schema = @Schema(type = "string", format = "uuid"))
                    @Nullable
                    String subjectId) {
        Connection.Id known = Connections.id(id);
        sharing.remove(caller, known, RbacJson.subject(subjectType, subjectId));
    }

    /** The role that everybody of the organization has; null: none. */
    @Patch("/organization-role")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(nullable = true)))
    String updateConnectionOrganizationRole(
            @CalledBy Principal caller,
            @PathVariable("connection_id") String id,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = RbacJson.RoleShape.class)))
                    JsonBody body) {
        Connection.Id known = Connections.id(id);
        Optional<Role> role = RbacJson.readRole(body);
        sharing.organizationRole(caller, known, role);
        return NULL;
    }
}
