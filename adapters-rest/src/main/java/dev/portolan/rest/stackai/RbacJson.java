package dev.portolan.rest.stackai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portolan.application.References;
import dev.portolan.application.Sharing;
import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Words;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Roles on connections, on the wire. */
final class RbacJson {

    private static final String NO_ID = "must be an id";
    private static final String SUBJECTS = "must be one of user, group";
    private static final String ROLES = "must be one of viewer, editor, admin";

    private RbacJson() {}

    /** Who has which role. */
    @OnTheWire
    record Rbac(
            @JsonProperty("org_level_role")
            @Schema(
                    type = "string",
                    nullable = true,
                    allowableValues = {"viewer", "editor", "admin"})
            @Nullable
            String orgLevelRole,

            @JsonProperty("user_roles") Map<String, List<String>> userRoles,

            @JsonProperty("group_roles") Map<String, List<String>> groupRoles) {

        static Rbac of(Sharing.Roles roles) {
            return new Rbac(
                    roles.organization().map(Words::of).orElse(null),
                    byRole(roles.users(), user -> user.value()),
                    byRole(roles.groups(), group -> group.value()));
        }

        private static <T> Map<String, List<String>> byRole(Map<T, Role> roles, Function<T, UUID> id) {
            Map<String, List<String>> ids = new TreeMap<>();
            roles.forEach((subject, role) -> ids.computeIfAbsent(Words.of(role), word -> new java.util.ArrayList<>())
                    .add(id.apply(subject).toString()));
            return ids;
        }
    }

    /** A role to give. */
    @Schema(requiredProperties = {"subject_type", "role", "subject_id"})
    record Shape(
            @JsonProperty("subject_type")
            @Schema(
                    type = "string",
                    allowableValues = {"user", "group"})
            String subjectType,

            @Schema(description = "viewer, editor or admin; view and edit are taken too")
            String role,

            @JsonProperty("subject_id") @Schema(format = "uuid")
            String subjectId) {}

    /** A role for everybody of the organization; null: none. */
    @Schema(name = "OrganizationRole", requiredProperties = "role")
    record RoleShape(@Nullable String role) {}

    /** The same, as it is understood. */
    record Given(String type, String id, Role role) {

        static Given read(JsonBody body) {
            return body.read(it -> {
                String type = it.requiredText("subject_type");
                String id = it.requiredText("subject_id");
                String role = it.requiredText("role");
                if (isText(it, "subject_type") && !isType(type)) {
                    it.problem("subject_type", SUBJECTS);
                }
                if (isText(it, "subject_id") && References.uuid(id).isEmpty()) {
                    it.problem("subject_id", NO_ID);
                }
                if (isText(it, "role") && roleOf(role).isEmpty()) {
                    it.problem("role", ROLES);
                }
                return new Given(type, id, roleOf(role).orElse(Role.VIEWER));
            });
        }

        AccessGrant.Subject subject() {
            return RbacJson.named(type, id);
        }
    }

    /** What the parameters of a removal name. */
    static AccessGrant.Subject subject(@Nullable String type, @Nullable String id) {
        List<Refusal.InvalidInput.Problem> problems = new java.util.ArrayList<>();
        check(problems, "subject_type", type, type != null && isType(type), SUBJECTS);
        check(problems, "subject_id", id, id != null && References.uuid(id).isPresent(), NO_ID);
        if (type == null || id == null || !problems.isEmpty()) {
            throw new Refusal.InvalidInput(problems);
        }
        return named(type, id);
    }

    private static AccessGrant.Subject named(String type, String id) {
        return "user".equals(type) ? Sharing.user(id) : Sharing.group(id);
    }

    private static void check(
            List<Refusal.InvalidInput.Problem> problems,
            String name,
            @Nullable String text,
            boolean right,
            String otherwise) {
        if (!right) {
            problems.add(
                    new Refusal.InvalidInput.Problem(ErrorJson.QUERY + name, text == null ? "is required" : otherwise));
        }
    }

    /** The role for everybody: must be named, be it null. */
    static Optional<Role> readRole(JsonBody body) {
        return body.read(it -> {
            if (!it.has("role")) {
                it.problem("role", "is required");
            }
            Optional<String> word = it.text("role");
            if (word.isPresent() && roleOf(word.get()).isEmpty()) {
                it.problem("role", ROLES);
            }
            return word.flatMap(RbacJson::roleOf);
        });
    }

    private static boolean isText(JsonBody body, String name) {
        return body.all().get(name) instanceof String;
    }

    private static boolean isType(String type) {
        return "user".equals(type) || "group".equals(type);
    }

    private static Optional<Role> roleOf(String word) {
        return switch (word) {
            case "view" -> Optional.of(Role.VIEWER);
            case "edit" -> Optional.of(Role.EDITOR);
            default -> Words.find(Role.class, word);
        };
    }
}
