package dev.portolan.rest.portolan;

import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Schedule;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Words;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalogue on the wire. */
final class CatalogJson {

    private CatalogJson() {}

    @OnTheWire
    @Schema(name = "ProviderList")
    record ProviderList(List<ProviderView> data) {
        static ProviderList of(List<Provider> all) {
            return new ProviderList(all.stream().map(ProviderView::of).toList());
        }
    }

    /**
     * @param authentication how a connection may prove who it is
     * @param suggestedSchedule for connections whose users have no other wish
     * @param completeEvery hours after which a scheduled sync lists everything, where only that finds all deletions
     * @param settings JSON Schema of a connection's settings
     * @param secrets JSON Schema of a connection's secrets
     */
    @OnTheWire
    @Schema(name = "Provider")
    record ProviderView(
            String id,
            String name,
            String summary,
            List<String> labels,

            @ArraySchema(
                    schema =
                            @Schema(
                                    type = "string",
                                    allowableValues = {"secrets", "oauth2"}))
            List<String> authentication,

            @ArraySchema(
                    schema =
                            @Schema(
                                    type = "string",
                                    allowableValues = {"incremental", "deletions", "hierarchy", "search"}))
            List<String> capabilities,

            ConnectionsJson.ScheduleView suggestedSchedule,
            @Nullable Long completeEvery,

            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, Object> settings,

            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, Object> secrets) {

        static ProviderView of(Provider provider) {
            return new ProviderView(
                    provider.id().value(),
                    provider.name(),
                    provider.summary(),
                    provider.labels(),
                    provider.auth().stream().map(ProviderView::word).toList(),
                    provider.capabilities().stream().map(Words::of).sorted().toList(),
                    ConnectionsJson.ScheduleView.of(Schedule.HOURLY),
                    provider.completeEvery().map(Duration::toHours).orElse(null),
                    schema(provider.settings()),
                    schema(provider.secrets()));
        }

        private static String word(AuthScheme scheme) {
            return switch (scheme) {
                case AuthScheme.Secrets _ -> "secrets";
                case AuthScheme.OAuth2 _ -> "oauth2";
            };
        }
    }

    private static Map<String, Object> schema(List<Field> fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.forEach(field -> properties.put(field.name(), property(field)));
        List<String> required = fields.stream()
                .filter(field -> field.required() && field.initial().isEmpty())
                .map(Field::name)
                .toList();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(Field field) {
        Map<String, Object> property = new LinkedHashMap<>(type(field.type()));
        property.put("title", field.label());
        property.put("description", field.help());
        field.initial().ifPresent(text -> property.put("default", initial(field.type(), text)));
        if (!field.choices().isEmpty()) {
            property.put("enum", field.choices());
        }
        return property;
    }

    private static Map<String, Object> type(Field.Type type) {
        return switch (type) {
            case TEXT, HOST -> Map.of("type", "string");
            case URL -> Map.of("type", "string", "format", "uri");
            case PORT -> Map.of("type", "integer", "minimum", 1, "maximum", 65_535);
            case NUMBER -> Map.of("type", "integer");
            case FLAG -> Map.of("type", "boolean");
            case TEXTS -> Map.of("type", "array", "items", Map.of("type", "string"));
            case SECRET -> Map.of("type", "string", "format", "password", "writeOnly", true);
        };
    }

    private static Object initial(Field.Type type, String text) {
        return switch (type) {
            case TEXT, HOST, URL, SECRET -> text;
            case PORT, NUMBER -> Long.valueOf(text);
            case FLAG -> Boolean.valueOf(text);
            case TEXTS -> List.of(text.split(",", -1));
        };
    }
}
