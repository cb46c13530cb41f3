package dev.portolan.rest.stackai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be connected, on the wire. */
final class AvailableJson {

    private static final String GREY = "#A3A3A3";
    private static final String NO_PLAN = "free";

    private AvailableJson() {}

    /** A way of connecting to a provider. */
    @OnTheWire
    record Available(
            @JsonProperty("connection_type_id") String connectionTypeId,
            @JsonProperty("provider_id") String providerId,
            String name,
            String description,
            List<String> labels,
            List<Param> params,
            @JsonProperty("minimum_plan") String minimumPlan,
            String color,
            @JsonProperty("is_marketing_stunt") boolean isMarketingStunt,

            @JsonProperty("connection_type")
            @Schema(
                    type = "string",
                    allowableValues = {"oauth2", "credentials"})
            String connectionType) {

        static Available of(Provider provider) {
            return new Available(
                    Types.connectionTypeId(provider),
                    Types.providerId(provider.id()),
                    provider.name(),
                    provider.summary(),
                    provider.labels(),
                    Stream.concat(provider.settings().stream(), provider.secrets().stream())
                            .map(Param::of)
                            .toList(),
                    NO_PLAN,
                    GREY,
                    false,
                    Types.connectionType(provider));
        }
    }

    /** A field of {@code connection_provider_data}. */
    @OnTheWire
    @Schema(name = "ConnectionParam")
    record Param(
            String label,

            @Schema(
                    type = "string",
                    allowableValues = {"string", "number", "boolean", "array", "password"})
            String type,

            @Nullable String placeholder,

            @Schema(
                    name = "default",
                    nullable = true,
                    oneOf = {String.class, Long.class, Boolean.class})
            @JsonProperty("default")
            @Nullable
            Object initial,

            String help,
            @Nullable String url,
            boolean required,
            String name) {

        static Param of(Field field) {
            return new Param(
                    field.label(),
                    type(field.type()),
                    null,
                    field.initial().map(text -> initial(field.type(), text)).orElse(null),
                    field.help(),
                    null,
                    field.required(),
                    field.name());
        }

        private static String type(Field.Type type) {
            return switch (type) {
                case TEXT, URL, HOST -> "string";
                case PORT, NUMBER -> "number";
                case FLAG -> "boolean";
                case TEXTS -> "array";
                case SECRET -> "password";
            };
        }

        private static Object initial(Field.Type type, String text) {
            return switch (type) {
                case TEXT, URL, HOST, SECRET -> text;
                case PORT, NUMBER -> Long.valueOf(text);
                case FLAG -> Boolean.valueOf(text);
                case TEXTS -> List.of(text.split(",", -1));
            };
        }
    }
}
