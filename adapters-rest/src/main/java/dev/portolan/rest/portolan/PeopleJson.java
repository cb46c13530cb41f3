package dev.portolan.rest.portolan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.application.Sharing;
import dev.portolan.application.Users;
import dev.portolan.domain.Group;
import dev.portolan.domain.Page;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Words;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users, groups and roles as our own API shows and reads them. */
final class PeopleJson {

    private PeopleJson() {}

    @OnTheWire
    @Schema(name = "UserList")
    record UserList(
            List<UserView> data,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {
        static UserList of(Page<User> page) {
            return new UserList(page.items().stream().map(UserView::of).toList(), PortolanApi.next(page));
        }
    }

    @OnTheWire
    @Schema(name = "User")
    record UserView(
            UUID id,
            String name,

            @JsonInclude @Nullable String email,

            @Schema(
                    type = "string",
                    allowableValues = {"viewer", "editor", "admin"})
            String role,

            Instant createdAt) {
        static UserView of(User user) {
            return new UserView(
                    user.id().value(), user.name(), user.email().orElse(null), Words.of(user.role()), user.createdAt());
        }
    }

    /**
     * A user to make.
     *
     * @param name the login, unique within the organization
     * @param role viewer where absent
     * @param password without one nobody can log in as this user; never shown
     */
    @Schema(name = "NewUser", requiredProperties = "name")
    record NewUser(
            @Schema(minLength = 1, maxLength = 255) String name,

            @Nullable String email,

            @Schema(
                    type = "string",
                    allowableValues = {"viewer", "editor", "admin"})
            @Nullable
            String role,

            @Schema(minLength = 8, accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable
            String password) {

        static Users.New read(JsonBody body) {
            return body.readStrictly(it -> new Users.New(
                    it.requiredText("name"),
                    it.text("email"),
                    it.word("role", Role.class).orElse(Role.VIEWER),
                    it.text("password")));
        }
    }

    /** What is absent stays; null takes away email or password. */
    @Schema(name = "UserPatch")
    record UserPatch(
            @Schema(minLength = 1, maxLength = 255) @Nullable
            String name,

            @Nullable String email,

            @Schema(
                    type = "string",
                    allowableValues = {"viewer", "editor", "admin"})
            @Nullable
            String role,

            @Schema(minLength = 8, accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable
            String password) {

        static Users.Patch read(JsonBody body) {
            return body.readStrictly(it -> new Users.Patch(
                    it.text("name"),
                    it.has("email") ? Optional.of(it.text("email")) : Optional.empty(),
                    it.word("role", Role.class),
                    it.has("password") ? Optional.of(it.text("password")) : Optional.empty()));
        }
    }

    @OnTheWire
    @Schema(name = "GroupList")
    record GroupList(
            List<GroupView> data,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {
        static GroupList of(Page<Group> page) {
            return new GroupList(page.items().stream().map(GroupView::of).toList(), PortolanApi.next(page));
        }
    }

    @OnTheWire
    @Schema(name = "Group")
    record GroupView(UUID id, String name, Instant createdAt) {
        static GroupView of(Group group) {
            return new GroupView(group.id().value(), group.name(), group.createdAt());
        }
    }

    @Schema(name = "NewGroup")
    record NewGroup(@Schema(minLength = 1, maxLength = 255) String name) {
        static String read(JsonBody body) {
            return body.readStrictly(it -> it.requiredText("name"));
        }
    }

    @OnTheWire
    @Schema(name = "MemberList")
    record MemberList(List<UUID> data) {
        static MemberList of(List<User.Id> members) {
            return new MemberList(members.stream().map(User.Id::value).toList());
        }
    }

    /**
     * Who has which role on a connection.
     *
     * @param organization the role that everybody of the organization has
     */
    @OnTheWire
    @Schema(name = "Roles")
    record RolesView(
            @JsonInclude
            @Schema(
                    type = "string",
                    allowableValues = {"viewer", "editor", "admin"})
            @Nullable
            String organization,

            List<Held> users,
            List<Held> groups) {
        static RolesView of(Sharing.Roles roles) {
            return new RolesView(
                    roles.organization().map(Words::of).orElse(null),
                    roles.users().entrySet().stream()
                            .map(entry -> new Held(entry.getKey().value(), Words.of(entry.getValue())))
                            .toList(),
                    roles.groups().entrySet().stream()
                            .map(entry -> new Held(entry.getKey().value(), Words.of(entry.getValue())))
                            .toList());
        }
    }

    @OnTheWire
    @Schema(name = "HeldRole")
    record Held(
            UUID id,

            @Schema(
                    type = "string",
                    allowableValues = {"viewer", "editor", "admin"})
            String role) {}

    @Schema(name = "GivenRole")
    record GivenRole(
            @Schema(
                    type = "string",
                    allowableValues = {"viewer", "editor", "admin"})
            String role) {
        static Role read(JsonBody body) {
            return body.readStrictly(it -> {
                it.requiredText("role");
                return it.word("role", Role.class).orElse(Role.VIEWER);
            });
        }
    }
}
