package dev.portolan.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The user's choices for a connection, already validated against its provider's fields ({@link FieldValues}).
 *
 * @param values by field name: String, Long, Boolean or List of String
 */
public record Settings(Map<String, Object> values) {

    public static final Settings NONE = new Settings(Map.of());

    public Settings {
        values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    /** A field that validation has required. */
    public String require(String name) {
        return text(name).orElseThrow(() -> new Refusal.InvalidInput(name, "is required"));
    }

    public Optional<Long> number(String name) {
        return Optional.ofNullable((Long) values.get(name));
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    public List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }
}
