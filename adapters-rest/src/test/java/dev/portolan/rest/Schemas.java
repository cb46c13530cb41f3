package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** As much of JSON Schema as our descriptions use; a field that they do not name is an error. */
record Schemas(Map<?, ?> named) {

    void check(Map<?, ?> schema, @Nullable Object value, String path) {
        if (schema.get("$ref") instanceof String reference) {
            check(resolved(reference), value, path);
        } else if (value == null) {
            assertEquals(true, schema.get("nullable"), path + " is null");
        } else if (schema.get("allOf") instanceof List<?> all) {
            // An object with a mark of ours is written as all of its own schema and of any object.
            all.stream()
                    .filter(each -> !each.equals(Map.of("type", "object")))
                    .forEach(each -> check((Map<?, ?>) each, value, path));
        } else if (schema.get("oneOf") instanceof List<?> several) {
            checkOneOf(several, value, path);
        } else {
            checkType(schema, value, path);
        }
    }

    /** What a schema refers to, where it refers to another. */
    Map<?, ?> followed(Map<?, ?> schema) {
        if (schema.get("$ref") instanceof String reference) {
            return followed(resolved(reference));
        }
        return schema.get("allOf") instanceof List<?> all ? followed((Map<?, ?>) all.getFirst()) : schema;
    }

    private void checkOneOf(List<?> several, Object value, String path) {
        List<String> misfits = new ArrayList<>();
        for (Object each : several) {
            try {
                check((Map<?, ?>) each, value, path);
            } catch (AssertionError unlike) {
                misfits.add(unlike.getMessage());
            }
        }
        assertEquals(several.size() - 1, misfits.size(), () -> path + " is not one of the described: " + misfits);
    }

    private Map<?, ?> resolved(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        return (Map<?, ?>) Objects.requireNonNull(named.get(name), reference);
    }

    private void checkType(Map<?, ?> schema, Object value, String path) {
        switch (String.valueOf(schema.get("type"))) {
            case "string" -> {
                assertTrue(value instanceof String, path + " is no text");
                assertTrue(
                        !(schema.get("enum") instanceof List<?> words) || words.contains(value), path + " is " + value);
            }
            case "integer" -> assertTrue(value instanceof Integer || value instanceof Long, path + " is no number");
            case "boolean" -> assertTrue(value instanceof Boolean, path + " is no flag");
            case "array" -> checkItems(schema, (List<?>) value, path);
            case "object" -> checkFields(schema, (Map<?, ?>) value, path);
            default -> throw new AssertionError(path + " has the schema " + schema);
        }
    }

    private void checkItems(Map<?, ?> schema, List<?> items, String path) {
        for (int i = 0; i < items.size(); i++) {
            check((Map<?, ?>) Objects.requireNonNull(schema.get("items")), items.get(i), path + "." + i);
        }
    }

    private void checkFields(Map<?, ?> schema, Map<?, ?> fields, String path) {
        if (schema.get("required") instanceof List<?> required) {
            assertTrue(fields.keySet().containsAll(required), path + " lacks some of " + required + ": " + fields);
        }
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        Object others = schema.get("additionalProperties");
        fields.forEach((name, value) -> {
            if (properties.get(name) instanceof Map<?, ?> property) {
                check(property, value, path + "." + name);
            } else if (others instanceof Map<?, ?> other) {
                check(other, value, path + "." + name);
            } else {
                assertEquals(true, others, path + "." + name + " is not described");
            }
        });
    }
}
