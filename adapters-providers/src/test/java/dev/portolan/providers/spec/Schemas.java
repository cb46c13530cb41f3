package dev.portolan.providers.spec;

import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * As much of JSON Schema as the providers' descriptions use. Stricter than it in one thing: an object that names its
 * properties has no others, because a misspelt one is the mistake that we look for.
 */
final class Schemas {

    private final JsonNode document;

    Schemas(JsonNode document) {
        this.document = document;
    }

    List<String> problems(JsonNode schema, JsonNode value, String at) {
        List<String> problems = new ArrayList<>();
        check(resolved(schema), value, at, problems, true);
        return problems;
    }

    JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        while (at.get("$ref") != null) {
            String reference = at.get("$ref").getStringValue();
            at = document;
            for (String step : reference.substring(2).split("/", -1)) {
                at = at.get(step.replace("~1", "/").replace("~0", "~"));
                if (at == null) {
                    throw new AssertionError("The description has no " + reference);
                }
            }
        }
        return at;
    }

    private void check(JsonNode given, JsonNode value, String at, List<String> problems, boolean strict) {
        JsonNode schema = resolved(given);
        if (value.isNull() && isTrue(schema.get("nullable"))) {
            return;
        }
        checkType(schema, value, at, problems);
        checkValue(schema, value, at, problems);
        if (schema.get("allOf") != null) {
            schema.get("allOf").values().forEach(part -> check(part, value, at, problems, false));
        }
        for (String any : List.of("anyOf", "oneOf")) {
            if (schema.get(any) != null) {
                checkAny(schema.get(any), value, at, problems, strict);
            }
        }
        if (value.isObject()) {
            checkObject(schema, value, at, problems, strict);
        }
        if (value.isArray() && schema.get("items") != null) {
            int index = 0;
            for (JsonNode item : value.values()) {
                check(schema.get("items"), item, at + "[" + index++ + "]", problems, strict);
            }
        }
    }

    private void checkAny(JsonNode choices, JsonNode value, String at, List<String> problems, boolean strict) {
        List<String> nearest = List.of();
        for (JsonNode choice : choices.values()) {
            List<String> found = new ArrayList<>();
            check(choice, value, at, found, strict);
            if (found.isEmpty()) {
                return;
            }
            nearest = nearest.isEmpty() || found.size() < nearest.size() ? found : nearest;
        }
        problems.add(at + " is none of what it may be; nearest: " + nearest);
    }

    private void checkObject(JsonNode schema, JsonNode value, String at, List<String> problems, boolean strict) {
        JsonNode required = schema.get("required");
        if (required != null && required.isArray()) {
            required.values().forEach(name -> {
                if (value.get(name.getStringValue()) == null) {
                    problems.add(at + " lacks " + name.getStringValue());
                }
            });
        }
        JsonNode properties = schema.get("properties");
        JsonNode additional = schema.get("additionalProperties");
        Set<String> known = new TreeSet<>();
        if (properties != null) {
            properties.entries().forEach(property -> known.add(property.getKey()));
        }
        for (Map.Entry<String, JsonNode> entry : value.entries()) {
            String name = at + "." + entry.getKey();
            if (known.contains(entry.getKey())) {
                check(properties.get(entry.getKey()), entry.getValue(), name, problems, strict);
            } else if (additional != null && additional.isObject()) {
                check(additional, entry.getValue(), name, problems, strict);
            } else if (strict && properties != null && additional == null && schema.get("allOf") == null) {
                problems.add(name + " is unknown");
            }
        }
    }

    private static void checkType(JsonNode schema, JsonNode value, String at, List<String> problems) {
        JsonNode type = schema.get("type");
        if (type == null) {
            return;
        }
        Stream<String> types = type.isArray()
                ? Stream.of(type).flatMap(all -> stream(all)).map(JsonNode::getStringValue)
                : Stream.of(type.getStringValue());
        if (types.noneMatch(name -> isA(name, value))) {
            problems.add(at + " is not of type " + type.getValue());
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.values().forEach(items::add);
        return items.stream();
    }

    private static boolean isA(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isString();
            case "integer" ->
                value.isNumber() && value.getNumberValue().toString().matches("-?\\d+");
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> true;
        };
    }

    private static void checkValue(JsonNode schema, JsonNode value, String at, List<String> problems) {
        if (schema.get("const") != null && !schema.get("const").equals(value)) {
            problems.add(at + " is not " + schema.get("const").getValue());
        }
        JsonNode choices = schema.get("enum");
        if (choices != null && stream(choices).noneMatch(value::equals)) {
            problems.add(at + " is not one of its choices: " + value.getValue());
        }
        JsonNode pattern = schema.get("pattern");
        if (pattern != null
                && value.isString()
                && !Pattern.compile(pattern.getStringValue())
                        .matcher(value.getStringValue())
                        .find()) {
            problems.add(at + " does not look as it must: " + value.getStringValue());
        }
        bound(schema, "minimum", value.isNumber() ? value.getDoubleValue() : Double.NaN, at, problems);
        bound(schema, "maximum", value.isNumber() ? -value.getDoubleValue() : Double.NaN, at, problems);
        bound(schema, "minLength", value.isString() ? value.getStringValue().length() : Double.NaN, at, problems);
        bound(schema, "maxLength", value.isString() ? -value.getStringValue().length() : Double.NaN, at, problems);
        bound(schema, "maxItems", value.isArray() ? -value.size() : Double.NaN, at, problems);
    }

    /** Upper bounds are checked as lower bounds of the negative. */
    private static void bound(JsonNode schema, String name, double value, String at, List<String> problems) {
        JsonNode bound = schema.get(name);
        if (bound != null && !Double.isNaN(value)) {
            double limit = name.startsWith("max") ? -bound.getDoubleValue() : bound.getDoubleValue();
            if (value < limit) {
                problems.add(at + " is beyond its " + name + " of " + bound.getValue());
            }
        }
    }

    private static boolean isTrue(JsonNode node) {
        return node != null && node.isBoolean() && node.getBooleanValue();
    }
}
