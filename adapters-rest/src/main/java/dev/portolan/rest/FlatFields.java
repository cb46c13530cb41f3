package dev.portolan.rest;

import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings and the secrets of a connection, out of the one object in which some dialects send them both. */
public record FlatFields(Map<String, ?> settings, Map<String, ?> secrets) {

    /**
     * @param root what problems are named under
     * @throws Refusal.InvalidInput naming each field that the provider does not have
     */
    public static FlatFields split(Provider provider, String root, Map<String, ?> given) {
        Map<String, @Nullable Object> settings = new LinkedHashMap<>();
        Map<String, @Nullable Object> secrets = new LinkedHashMap<>();
        List<String> unknown = given.keySet().stream()
                .filter(name -> !has(provider.settings(), name) && !has(provider.secrets(), name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new Refusal.InvalidInput(unknown.stream()
                    .map(name -> new Refusal.InvalidInput.Problem(
                            root + "." + name, "is unknown; known are " + known(provider)))
                    .toList());
        }
        given.forEach((name, value) -> (has(provider.settings(), name) ? settings : secrets).put(name, value));
        return new FlatFields(settings, secrets);
    }

    /** The same secrets as a merge that leaves nothing of the old ones: what is not given is null. */
    public Map<String, ?> secretsAlone(Provider provider) {
        Map<String, @Nullable Object> alone = new LinkedHashMap<>();
        provider.secrets().forEach(field -> alone.put(field.name(), secrets.get(field.name())));
        return alone;
    }

    private static boolean has(List<Field> fields, String name) {
        return fields.stream().anyMatch(field -> field.name().equals(name));
    }

    private static String known(Provider provider) {
        return String.join(
                ", ",
                Stream.concat(provider.settings().stream(), provider.secrets().stream())
                        .map(Field::name)
                        .toList());
    }
}
