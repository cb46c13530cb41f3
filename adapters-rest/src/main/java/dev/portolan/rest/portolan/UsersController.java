package dev.portolan.rest.portolan;

import dev.portolan.application.Users;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.portolan.PeopleJson.NewUser;
import dev.portolan.rest.portolan.PeopleJson.UserList;
import dev.portolan.rest.portolan.PeopleJson.UserPatch;
import dev.portolan.rest.portolan.PeopleJson.UserView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The users of the caller's organization. */
@Controller(PortolanApi.MOUNT + "/users")
@PortolanRoutes
@Tag(name = "Users and groups")
final class UsersController {

    private final Users users;

    UsersController(Users users) {
        this.users = users;
    }

    /** Users, oldest first. */
    @Get
    UserList listUsers(
            @CalledBy Principal caller,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue @Nullable String after) {
        return UserList.of(users.list(caller, PortolanApi.after(after), limit));
    }

    /** Makes a user. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<UserView> createUser(
            @CalledBy Principal caller,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewUser.class)))
                    JsonBody body) {
        UserView made = UserView.of(users.create(caller, NewUser.read(body)));
        return PortolanApi.created("/users/", made.id(), made);
    }

    /** One user. */
    @Get("/{id}")
    UserView getUser(@CalledBy Principal caller, String id) {
        return UserView.of(users.get(caller, Users.id(id)));
    }

    /** Changes a user; the last admin stays one. Another password ends the user's tokens. */
    @Patch("/{id}")
    UserView updateUser(
            @CalledBy Principal caller,
            String id,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = UserPatch.class)))
                    JsonBody body) {
        return UserView.of(users.update(caller, Users.id(id), UserPatch.read(body)));
    }

    /** Deletes a user; keys and tokens end at once. */
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void deleteUser(@CalledBy Principal caller, String id) {
        users.remove(caller, Users.id(id));
    }
}
