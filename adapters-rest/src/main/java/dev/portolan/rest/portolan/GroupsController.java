package dev.portolan.rest.portolan;

import dev.portolan.application.Groups;
import dev.portolan.application.Users;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.portolan.PeopleJson.GroupList;
import dev.portolan.rest.portolan.PeopleJson.GroupView;
import dev.portolan.rest.portolan.PeopleJson.MemberList;
import dev.portolan.rest.portolan.PeopleJson.NewGroup;
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
import org.jspecify.annotations.Nullable;

/** The groups of the caller's organization. */
@Controller(PortolanApi.MOUNT + "/groups")
@PortolanRoutes
@Tag(name = "Users and groups")
final class GroupsController {

    private final Groups groups;

    GroupsController(Groups groups) {
        this.groups = groups;
    }

    /** Groups, oldest first. */
    @Get
    GroupList listGroups(
            @CalledBy Principal caller,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue @Nullable String after) {
        return GroupList.of(groups.list(caller, PortolanApi.after(after), limit));
    }

    /** Makes a group. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<GroupView> createGroup(
            @CalledBy Principal caller,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewGroup.class)))
                    JsonBody body) {
        GroupView made = GroupView.of(groups.create(caller, NewGroup.read(body)));
        return PortolanApi.created("/groups/", made.id(), made);
    }

    /** One group. */
    @Get("/{id}")
    GroupView getGroup(@CalledBy Principal caller, String id) {
        return GroupView.of(groups.get(caller, Groups.id(id)));
    }

    /** Renames a group. */
    @Patch("/{id}")
    GroupView updateGroup(
            @CalledBy Principal caller,
            String id,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewGroup.class)))
                    JsonBody body) {
        return GroupView.of(groups.rename(caller, Groups.id(id), NewGroup.read(body)));
    }

    /** Deletes a group and the roles that it gave. */
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void deleteGroup(@CalledBy Principal caller, String id) {
        groups.remove(caller, Groups.id(id));
    }

    /** The ids of a group's users. */
    @Get("/{id}/members")
    MemberList listMembers(@CalledBy Principal caller, String id) {
        return MemberList.of(groups.members(caller, Groups.id(id)));
    }

    /** Makes a user a member. */
    @Put("/{id}/members/{userId}")
    @Status(HttpStatus.NO_CONTENT)
    void addMember(@CalledBy Principal caller, String id, String userId) {
        groups.join(caller, Groups.id(id), Users.id(userId));
    }

    /** Ends a membership, if there is one. */
    @Delete("/{id}/members/{userId}")
    @Status(HttpStatus.NO_CONTENT)
    void removeMember(@CalledBy Principal caller, String id, String userId) {
        groups.leave(caller, Groups.id(id), Users.id(userId));
    }
}
