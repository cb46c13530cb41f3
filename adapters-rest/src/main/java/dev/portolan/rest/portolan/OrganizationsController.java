package dev.portolan.rest.portolan;

import dev.portolan.application.Access;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.portolan.AccessJson.CreatedOrganization;
import dev.portolan.rest.portolan.AccessJson.NewOrganization;
import dev.portolan.rest.portolan.AccessJson.OrganizationList;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The organizations of the deployment, for its administrator. */
@Controller(PortolanApi.MOUNT + "/organizations")
@PortolanRoutes
@Tag(name = "Organizations")
final class OrganizationsController {

    private final Access access;

    OrganizationsController(Access access) {
        this.access = access;
    }

    /** Organizations by slug. */
    @Get
    OrganizationList listOrganizations(
            @CalledBy Principal caller,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue @Nullable String after) {
        return OrganizationList.of(access.organizations(caller, PortolanApi.after(after), limit));
    }

    /** Makes an organization with a collection and an administrator, whose key is told this once. */
    @Post
    @Status(HttpStatus.CREATED)
    CreatedOrganization createOrganization(
            @CalledBy Principal caller,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = NewOrganization.class)))
                    JsonBody body) {
        NewOrganization wanted = NewOrganization.read(body);
        return CreatedOrganization.of(access.createOrganization(caller, wanted.name(), wanted.slug()));
    }
}
