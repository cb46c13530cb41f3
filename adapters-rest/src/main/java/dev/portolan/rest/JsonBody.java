package dev.portolan.rest;

import dev.portolan.domain.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object of a request, read field by field. It collects everything that is wrong and names each field with what
 * would be right; a field that is null counts as not given, except for {@link #has}.
 */
public final class JsonBody {

    private final String root;
    private final Map<?, ?> values;
    private final List<Refusal.InvalidInput.Problem> problems;
    private final Set<String> asked = new HashSet<>();

    private JsonBody(String root, Map<?, ?> values, List<Refusal.InvalidInput.Problem> problems) {
        this.root = root;
        this.values = values;
        this.problems = problems;
    }

    /** @param json what a JSON parser made of the body */
    public static JsonBody of(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> values)) {
            throw new Refusal.InvalidInput("", "The body must be a JSON object");
        }
        return new JsonBody("", values, new ArrayList<>());
    }

    /** What the reader makes of this body; fields that it does not ask for are ignored. */
    public <T> T read(Function<JsonBody, T> reader) {
        T result = reader.apply(this);
        if (!problems.isEmpty()) {
            throw new Refusal.InvalidInput(problems);
        }
        return result;
    }

    /** The same, and a field that the reader does not ask for is refused. */
    public <T> T readStrictly(Function<JsonBody, T> reader) {
        return read(body -> body.strict(reader));
    }

    private <T> T strict(Function<JsonBody, T> reader) {
        T result = reader.apply(this);
        values.keySet().stream()
                .map(Object::toString)
                .filter(name -> !asked.contains(name))
                .sorted()
                .forEach(name -> problem(
                        name,
                        "is unknown; known are "
                                + String.join(", ", asked.stream().sorted().toList())));
        return result;
    }

    /** Whether the field is there, be it null. */
    public boolean has(String name) {
        asked.add(name);
        return values.containsKey(name);
    }

    public Optional<String> text(String name) {
        return typed(name, String.class, "must be a text");
    }

    /** The text, or an empty one that nobody will see because its absence is a problem. */
    public String requiredText(String name) {
        Optional<String> text = text(name);
        if (value(name) == null) {
            problem(name, "is required");
        }
        return text.orElse("");
    }

    public Optional<Boolean> flag(String name) {
        return typed(name, Boolean.class, "must be true or false");
    }

    /** An object whose fields somebody else knows. */
    public Optional<Map<String, ?>> object(String name) {
        return typed(name, Map.class, "must be a JSON object").map(JsonBody::named);
    }

    /** This object itself, its fields known to somebody else. */
    public Map<String, ?> all() {
        return named(values);
    }

    /** An object that is read strictly, its fields named below this one's. */
    public <T> Optional<T> nested(String name, Function<JsonBody, T> reader) {
        return typed(name, Map.class, "must be a JSON object")
                .map(inner -> new JsonBody(path(name), inner, problems).strict(reader));
    }

    /** Texts, each of which must be one. */
    public Optional<List<String>> texts(String name) {
        return typed(name, List.class, "must be a list of texts").map(list -> {
            List<String> texts = new ArrayList<>();
            for (Object item : list) {
                if (item instanceof String text) {
                    texts.add(text);
                } else {
                    problem(name, "must be a list of texts");
                }
            }
            return texts;
        });
    }

    public Optional<Instant> time(String name) {
        return parsed(
                name, text -> OffsetDateTime.parse(text).toInstant(), "must be a time such as 2026-01-31T12:00:00Z");
    }

    public Optional<ZoneId> zone(String name) {
        return parsed(name, ZoneId::of, "must be a time zone such as UTC or Europe/Lisbon");
    }

    /** One of the words, in any case. */
    public <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
        return text(name).flatMap(text -> {
            Optional<E> word = Words.find(words, text);
            if (word.isEmpty()) {
                problem(name, Words.expected(words));
            }
            return word;
        });
    }

    public void problem(String name, String reason) {
        problems.add(new Refusal.InvalidInput.Problem(path(name), reason));
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parser, String otherwise) {
        return text(name).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (DateTimeException wrong) {
                problem(name, otherwise);
                return Optional.empty();
            }
        });
    }

    private <T> Optional<T> typed(String name, Class<T> type, String otherwise) {
        Object value = value(name);
        if (value != null && !type.isInstance(value)) {
            problem(name, otherwise);
        }
        return Optional.ofNullable(value).filter(type::isInstance).map(type::cast);
    }

    private @Nullable Object value(String name) {
        asked.add(name);
        return values.get(name);
    }

    private String path(String name) {
        return root.isEmpty() ? name : root + "." + name;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> named(Map<?, ?> object) {
        return (Map<String, ?>) object;
    }
}
