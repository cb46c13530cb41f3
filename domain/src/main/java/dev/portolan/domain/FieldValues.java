package dev.portolan.domain;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what a client sent against a provider's fields; names every field that is wrong, and what would be right. */
public final class FieldValues {

    /** UTF-8 text longer than this is no setting. */
    public static final int MAX_TEXT = 8_192;

    private static final int MAX_TEXTS = 1_000;

    /** Numbers from here on would not survive as a long. */
    private static final double LONG_ENOUGH = 1e18;

    private final String root;
    private final List<Field> fields;
    private final List<Refusal.InvalidInput.Problem> problems = new ArrayList<>();
    private final Map<String, Object> values = new TreeMap<>();

    private FieldValues(String root, List<Field> fields) {
        this.root = root;
        this.fields = fields;
    }

    /**
     * Validated values by name.
     *
     * @param root what problems are named under: {@code config} makes {@code config.bucket}
     * @throws Refusal.InvalidInput naming each unknown, missing or ill-typed field
     */
    public static Map<String, Object> read(String root, List<Field> fields, Map<String, ?> raw) {
        FieldValues reading = new FieldValues(root, fields);
        reading.readAll(raw);
        if (!reading.problems.isEmpty()) {
            throw new Refusal.InvalidInput(reading.problems);
        }
        return reading.values;
    }

    private void readAll(Map<String, ?> raw) {
        for (String name : raw.keySet()) {
            if (fields.stream().noneMatch(field -> field.name().equals(name))) {
                problem(
                        name,
                        "is unknown; known are "
                                + String.join(
                                        ", ", fields.stream().map(Field::name).toList()));
            }
        }
        for (Field field : fields) {
            Object given = raw.get(field.name());
            if (given == null || "".equals(given)) {
                field.initial().ifPresent(text -> values.put(field.name(), initial(field, text)));
                if (field.required() && field.initial().isEmpty()) {
                    problem(field.name(), "is required");
                }
            } else {
                value(field, given).ifPresent(value -> values.put(field.name(), value));
            }
        }
    }

    private static Object initial(Field field, String text) {
        return switch (field.type()) {
            case NUMBER, PORT -> Long.valueOf(text);
            case FLAG -> Boolean.valueOf(text);
            case TEXTS -> List.of(text.split(","));
            case TEXT, URL, HOST, SECRET -> text;
        };
    }

    private Optional<Object> value(Field field, Object given) {
        return switch (field.type()) {
            case TEXT, SECRET -> text(field, given).map(text -> text);
            case URL ->
                text(field, given)
                        .filter(
                                text -> check(
                                        field,
                                        isUrl(text),
                                        "must be an absolute http or https URL such as https://storage.example.com, without user, query or fragment"))
                        .map(text -> text);
            case HOST ->
                text(field, given)
                        .filter(text -> check(
                                field,
                                isHost(text),
                                "must be one host name or IP address, without scheme, port or path"))
                        .map(text -> text);
            case PORT ->
                number(field, given)
                        .filter(port -> check(field, port >= 1 && port <= 65_535, "must be a port from 1 to 65535"))
                        .map(port -> port);
            case NUMBER -> number(field, given).map(number -> number);
            case FLAG -> flag(field, given).map(flag -> flag);
            case TEXTS -> texts(field, given).map(texts -> texts);
        };
    }

    private Optional<String> text(Field field, Object given) {
        if (!(given instanceof String text)) {
            return bad(field, "must be a text");
        }
        if (text.length() > MAX_TEXT) {
            return bad(field, "is longer than " + MAX_TEXT + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            return bad(field, "must not contain NUL");
        }
        if (!field.choices().isEmpty() && !field.choices().contains(text)) {
            return bad(field, "must be one of " + String.join(", ", field.choices()));
        }
        return Optional.of(text);
    }

    private Optional<Long> number(Field field, Object given) {
        if (given instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && Math.abs(number.doubleValue()) < LONG_ENOUGH) {
            return Optional.of(number.longValue());
        }
        if (given instanceof String text && text.matches("-?\\d{1,18}")) {
            return Optional.of(Long.parseLong(text));
        }
        return bad(field, "must be a whole number");
    }

    private Optional<Boolean> flag(Field field, Object given) {
        if (given instanceof Boolean flag) {
            return Optional.of(flag);
        }
        if ("true".equals(given) || "false".equals(given)) {
            return Optional.of("true".equals(given));
        }
        return bad(field, "must be true or false");
    }

    private Optional<List<String>> texts(Field field, Object given) {
        List<?> items = given instanceof String text
                ? Arrays.stream(text.split(",")).map(String::strip).toList()
                : given instanceof List<?> list ? list : List.of(given);
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof String text) || text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
                return bad(field, "must be a list of texts");
            }
            if (!text.isBlank()) {
                texts.add(text);
            }
        }
        return texts.size() > MAX_TEXTS
                ? bad(field, "has more than " + MAX_TEXTS + " entries")
                : Optional.of(List.copyOf(texts));
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }

    private static boolean isHost(String text) {
        return text.matches("[A-Za-z0-9._-]{1,253}|\\[?[0-9A-Fa-f:.]{2,45}]?");
    }

    private boolean check(Field field, boolean right, String otherwise) {
        if (!right) {
            problem(field.name(), otherwise);
        }
        return right;
    }

    private <T> Optional<T> bad(Field field, String reason) {
        problem(field.name(), reason);
        return Optional.empty();
    }

    private void problem(String name, String reason) {
        problems.add(new Refusal.InvalidInput.Problem(root.isEmpty() ? name : root + "." + name, reason));
    }
}
