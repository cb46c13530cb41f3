package dev.portolan.rest.ballast;

import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Ours;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sources on the wire: what ballast calls a provider. */
final class SourcesJson {

    private SourcesJson() {}

    @OnTheWire
    @Schema(name = "SourceList")
    record ListAnswer(boolean success, List<Source> sources) {}

    @OnTheWire
    @Schema(name = "SourceAnswer")
    record DetailsAnswer(boolean success, Details source) {}

    /** A source in the list. */
    @OnTheWire
    @Schema(name = "Source")
    record Source(
            String id,
            String name,
            String shortName,
            String description,

            @ArraySchema(
                    schema =
                            @Schema(
                                    type = "string",
                                    allowableValues = {"credentials", "oauth2", "token"}))
            List<String> authMethods,

            List<String> labels,
            boolean supportsContinuous) {

        static Source of(Provider provider) {
            return new Source(
                    Ids.source(provider.id()),
                    provider.name(),
                    provider.id().value(),
                    provider.summary(),
                    provider.auth().stream().map(SourcesJson::methodOf).toList(),
                    provider.labels(),
                    provider.can(Capability.INCREMENTAL));
        }
    }

    /** A source by itself. */
    @OnTheWire
    @Schema(name = "SourceDetails")
    record Details(
            String shortName,
            String name,

            @ArraySchema(
                    schema =
                            @Schema(
                                    type = "string",
                                    allowableValues = {"credentials", "oauth2", "token"}))
            List<String> authMethods,

            List<AuthField> authFields,
            @Ours String id,
            @Ours String description,
            @Ours List<String> labels,
            @Ours boolean supportsContinuous) {

        static Details of(Provider provider) {
            Source source = Source.of(provider);
            return new Details(
                    source.shortName(),
                    source.name(),
                    source.authMethods(),
                    Stream.concat(
                                    provider.settings().stream().map(field -> AuthField.of(field, true)),
                                    provider.secrets().stream().map(field -> AuthField.of(field, false)))
                            .toList(),
                    source.id(),
                    source.description(),
                    source.labels(),
                    source.supportsContinuous());
        }
    }

    /**
     * What {@code credentials} of a connection hold.
     *
     * @param configurable whether {@code PUT …/config} changes it; a credential in the strict sense is changed by {@code PUT …/credentials}
     * @param defaultValue in text form; null where there is none
     * @param choices empty where any value will do
     */
    @OnTheWire
    @Schema(name = "AuthField")
    record AuthField(
            String name,

            @Schema(
                    type = "string",
                    allowableValues = {"string", "number", "password", "boolean", "select", "json"})
            String type,

            boolean required,
            @Ours String label,
            @Ours String help,

            @Ours @Nullable String defaultValue,

            @Ours List<String> choices,
            @Ours boolean configurable) {

        static AuthField of(Field field, boolean configurable) {
            return new AuthField(
                    field.name(),
                    field.choices().isEmpty() ? typeOf(field.type()) : "select",
                    field.required() && field.initial().isEmpty(),
                    field.label(),
                    field.help(),
                    field.initial().orElse(null),
                    field.choices(),
                    configurable);
        }
    }

    static String typeOf(Field.Type type) {
        return switch (type) {
            case TEXT, HOST, URL -> "string";
            case PORT, NUMBER -> "number";
            case FLAG -> "boolean";
            case TEXTS -> "json";
            case SECRET -> "password";
        };
    }

    /** One secret alone is a token. */
    static String methodOf(AuthScheme scheme) {
        return switch (scheme) {
            case AuthScheme.Secrets secrets
            when secrets.fields().size() == 1 && secrets.fields().getFirst().type() == Field.Type.SECRET -> "token";
            case AuthScheme.Secrets secrets -> "credentials";
            case AuthScheme.OAuth2 oauth -> "oauth2";
        };
    }
}
