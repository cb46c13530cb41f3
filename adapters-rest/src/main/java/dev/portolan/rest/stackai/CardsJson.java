package dev.portolan.rest.stackai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Provider;
import dev.portolan.domain.User;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Ours;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Connections on the wire: cards, as StackAI calls them. */
final class CardsJson {

    private CardsJson() {}

    /**
     * A connection.
     *
     * @param updatedBy null: it is not kept who changed a connection last
     * @param connectionProviderData settings and secrets side by side, the secrets by their masks
     */
    @OnTheWire
    record Card(
            @JsonProperty("connection_id") String connectionId,
            @JsonProperty("created_by") @Nullable Person createdBy,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("updated_by") @Nullable Person updatedBy,
            @JsonProperty("updated_at") Instant updatedAt,
            String name,
            @JsonProperty("org_id") String orgId,
            @JsonProperty("provider_id") String providerId,
            @JsonProperty("connection_type_id") String connectionTypeId,

            @JsonProperty("connection_provider_data")
            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, Object> connectionProviderData,

            @JsonProperty("connection_provider") String connectionProvider) {

        static Card of(Connection connection, Provider provider, Map<String, String> masked, Optional<User> maker) {
            Map<String, Object> data = new TreeMap<>(connection.settings().values());
            data.putAll(masked);
            return new Card(
                    connection.id().value().toString(),
                    maker.map(Person::of).orElse(null),
                    connection.createdAt(),
                    null,
                    connection.updatedAt(),
                    connection.name(),
                    connection.organization().value().toString(),
                    Types.providerId(provider.id()),
                    Types.connectionTypeId(provider),
                    data,
                    Types.providerId(provider.id()));
        }
    }

    /** A user, as far as others see one. */
    @OnTheWire
    record Person(
            String id,
            @JsonProperty("full_name") String fullName,
            @Nullable String email,
            @JsonProperty("avatar_url") @Nullable String avatarUrl,
            @JsonProperty("has_completed_onboarding") boolean hasCompletedOnboarding,
            @JsonProperty("last_signed_in") @Nullable Instant lastSignedIn,
            @JsonProperty("updated_at") Instant updatedAt) {

        static Person of(User user) {
            return new Person(
                    user.id().value().toString(),
                    user.name(),
                    user.email().orElse(null),
                    null,
                    true,
                    null,
                    user.createdAt());
        }
    }

    /** @param total how many there are, whatever the limit and offset */
    @OnTheWire
    @Schema(name = "ConnectionCardPage")
    record Stretch(
            @Ours List<Card> data,
            @Ours long total,
            @Ours int limit,
            @Ours int offset) {}
}
