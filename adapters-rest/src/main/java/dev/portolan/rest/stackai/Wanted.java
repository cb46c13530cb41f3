package dev.portolan.rest.stackai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portolan.application.Connections;
import dev.portolan.application.Limits;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Field;
import dev.portolan.domain.FieldValues;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.JsonBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection as a client describes it; everything that is wrong with it is told at once. */
record Wanted(String name, Provider provider, Map<String, ?> data) {

    private static final String UNNAMED = "Unnamed connection";
    private static final String DATA = "connection_provider_data";
    private static final Connections.Words WORDS = new Connections.Words("provider_id", "", DATA, DATA, "");

    /** What such a body looks like. */
    @Schema(requiredProperties = {"provider_id", "connection_type_id", DATA})
    record Shape(
            @Schema(defaultValue = UNNAMED) @Nullable String name,

            @JsonProperty("provider_id") String providerId,

            @JsonProperty("connection_type_id") String connectionTypeId,

            @JsonProperty(DATA) @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, Object> connectionProviderData) {}

    /** A new name. */
    @Schema(name = "ConnectionCardPatch", requiredProperties = "name")
    record NameShape(String name) {}

    /** One to make. */
    static Wanted read(JsonBody body, Types types) {
        return body.read(it -> read(it, types, Optional.empty()));
    }

    /** What one that is there shall be; its secrets may be left out. */
    static Wanted read(JsonBody body, Types types, Connection known) {
        return body.read(it -> read(it, types, Optional.of(known)));
    }

    static String readName(JsonBody body) {
        return body.read(it -> {
            String name = it.requiredText("name");
            if (isText(it, "name")) {
                checked(it, () -> Limits.name("name", name));
            }
            return name;
        });
    }

    private static Wanted read(JsonBody body, Types types, Optional<Connection> known) {
        String name = body.text("name").orElse(UNNAMED);
        checked(body, () -> Limits.name("name", name));
        String providerId = body.requiredText("provider_id");
        String typeId = body.requiredText("connection_type_id");
        Optional<Map<String, ?>> data = body.object(DATA);
        if (body.all().get(DATA) == null) {
            body.problem(DATA, "is required");
        }
        Optional<Provider> provider = types.find(providerId);
        if (provider.isEmpty()) {
            if (isText(body, "provider_id")) {
                body.problem("provider_id", "is unknown; known are " + types.known());
            }
            return new Wanted(name, types.any(), Map.of());
        }
        String expected = Types.connectionTypeId(provider.get());
        if (isText(body, "connection_type_id") && !typeId.equals(expected)) {
            body.problem("connection_type_id", "must be one of " + expected);
        }
        if (known.isPresent() && !known.get().provider().equals(provider.get().id())) {
            body.problem("provider_id", "cannot be changed; make another connection");
        }
        data.ifPresent(given ->
                checked(body, () -> FieldValues.read(DATA, fields(provider.get(), given, known.isPresent()), given)));
        return new Wanted(name, provider.get(), data.orElse(Map.of()));
    }

    /** Of any other kind, or none at all, it was told already. */
    private static boolean isText(JsonBody body, String name) {
        return body.all().get(name) instanceof String;
    }

    /** Settings and secrets; a secret that is there already need not be given again. */
    private static List<Field> fields(Provider provider, Map<String, ?> given, boolean secretsKept) {
        List<Field> fields = new ArrayList<>(provider.settings());
        provider.secrets().stream()
                .map(field -> secretsKept && !given.containsKey(field.name())
                        ? Field.optional(field.name(), field.type(), field.label(), field.help())
                        : field)
                .forEach(fields::add);
        return fields;
    }

    private static void checked(JsonBody body, Runnable check) {
        try {
            check.run();
        } catch (Refusal.InvalidInput wrong) {
            wrong.problems().forEach(problem -> body.problem(problem.field(), problem.reason()));
        }
    }

    Connections.New toMake() {
        return new Connections.New(
                provider.id().value(),
                Optional.of(name),
                Optional.empty(),
                settings(),
                secrets(),
                Optional.empty(),
                true,
                Optional.empty(),
                WORDS);
    }

    /** Settings that are not given are unset; secrets that are not given stay. */
    Connections.Patch toReplace() {
        Map<String, Object> settings = new HashMap<>();
        provider.settings().forEach(field -> settings.put(field.name(), null));
        settings.putAll(settings());
        return new Connections.Patch(
                Optional.of(name),
                Optional.of(settings),
                Optional.of(secrets()),
                Optional.empty(),
                Optional.empty(),
                WORDS);
    }

    static Connections.Patch renamed(String name) {
        return new Connections.Patch(
                Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), WORDS);
    }

    private Map<String, Object> settings() {
        return among(provider.settings());
    }

    private Map<String, Object> secrets() {
        return among(provider.secrets());
    }

    private Map<String, Object> among(List<Field> fields) {
        Map<String, Object> chosen = new HashMap<>();
        fields.stream().map(Field::name).filter(data::containsKey).forEach(field -> chosen.put(field, data.get(field)));
        return chosen;
    }
}
