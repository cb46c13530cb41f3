package dev.portolan.rest.portolan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.application.Access;
import dev.portolan.domain.ApiKey;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Page;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keys and organizations on the wire. */
final class AccessJson {

    private AccessJson() {}

    @OnTheWire
    @Schema(name = "KeyList")
    record KeyList(
            List<KeyView> data,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {
        static KeyList of(Page<ApiKey> page) {
            return new KeyList(page.items().stream().map(KeyView::of).toList(), PortolanApi.next(page));
        }
    }

    @OnTheWire
    @Schema(name = "OrganizationList")
    record OrganizationList(
            List<OrganizationView> data,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {
        static OrganizationList of(Page<Organization> page) {
            return new OrganizationList(
                    page.items().stream().map(OrganizationView::of).toList(), PortolanApi.next(page));
        }
    }

    /**
     * A key without its text.
     *
     * @param hint the key's first characters
     */
    @OnTheWire
    @Schema(name = "Key")
    record KeyView(
            UUID id,
            String name,
            String hint,
            List<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt) {

        static KeyView of(ApiKey key) {
            return new KeyView(
                    key.id().value(),
                    key.name(),
                    key.hint(),
                    key.scopes().stream().map(KeyScope::text).sorted().toList(),
                    key.createdAt(),
                    key.expiresAt().orElse(null));
        }
    }

    /**
     * A key that was just made.
     *
     * @param key its text, shown this once
     */
    @OnTheWire
    @Schema(name = "CreatedKey")
    record CreatedKey(
            UUID id,
            String key,
            String name,
            List<String> scopes,
            @Nullable Instant expiresAt) {

        static CreatedKey of(Access.NewKey made) {
            KeyView view = KeyView.of(made.key());
            return new CreatedKey(view.id(), made.text(), view.name(), view.scopes(), view.expiresAt());
        }
    }

    /** @param expiresAt never where absent */
    @Schema(
            name = "NewKey",
            requiredProperties = {"name", "scopes"})
    record NewKey(
            String name,

            @ArraySchema(
                    schema =
                            @Schema(
                                    type = "string",
                                    allowableValues = {
                                        "connections:read",
                                        "connections:write",
                                        "connections:sync",
                                        "documents:read",
                                        "credentials:read",
                                        "collections:write",
                                        "admin"
                                    }))
            Set<KeyScope> scopes,

            @Nullable Instant expiresAt) {

        static NewKey read(JsonBody body) {
            return body.readStrictly(it -> new NewKey(
                    it.requiredText("name"),
                    it.texts("scopes").map(texts -> scopes(it, texts)).orElse(Set.of()),
                    it.time("expiresAt").orElse(null)));
        }

        private static Set<KeyScope> scopes(JsonBody body, List<String> texts) {
            Set<KeyScope> scopes = EnumSet.noneOf(KeyScope.class);
            for (String text : texts) {
                KeyScope.of(text)
                        .ifPresentOrElse(scopes::add, () -> body.problem("scopes", "may name only " + known()));
            }
            return scopes;
        }

        private static String known() {
            return String.join(
                    ", ", Arrays.stream(KeyScope.values()).map(KeyScope::text).toList());
        }
    }

    @OnTheWire
    @Schema(name = "Organization")
    record OrganizationView(UUID id, String name, String slug, Instant createdAt) {
        static OrganizationView of(Organization organization) {
            return new OrganizationView(
                    organization.id().value(), organization.name(), organization.slug(), organization.createdAt());
        }
    }

    /**
     * An organization that was just made.
     *
     * @param adminKey the key of its administrator, shown this once
     */
    @OnTheWire
    @Schema(name = "CreatedOrganization")
    record CreatedOrganization(UUID id, String name, String slug, String adminKey) {
        static CreatedOrganization of(Access.NewOrganization made) {
            return new CreatedOrganization(
                    made.organization().id().value(),
                    made.organization().name(),
                    made.organization().slug(),
                    made.adminKey());
        }
    }

    @Schema(name = "NewOrganization")
    record NewOrganization(String name, String slug) {
        static NewOrganization read(JsonBody body) {
            return body.readStrictly(it -> new NewOrganization(it.requiredText("name"), it.requiredText("slug")));
        }
    }
}
