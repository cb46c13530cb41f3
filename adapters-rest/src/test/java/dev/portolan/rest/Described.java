package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What the OpenAPI documents say of the server's answers. Every answer to a test's request is held against it. */
final class Described {

    private static final List<String> DOCUMENTS =
            List.of("portolan", "sourcesync", "zensearch", "ballast", "stackai", "informer");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

    private record Operation(
            String document, String method, String template, Pattern path, Map<?, ?> responses, Schemas schemas) {

        boolean answers(String asked, String where) {
            return method.equals(asked) && path.matcher(where).matches();
        }

        private long variables() {
            return VARIABLE.matcher(template).results().count();
        }
    }

    private static final List<Operation> OPERATIONS = read();

    private Described() {}

    /** Fails where an answer is not as its operation's description has it; what no document describes is let through. */
    static void check(String method, String path, int status, String type, @Nullable Object body) {
        operation(method, path).ifPresent(operation -> {
            String about = method + " " + operation.template() + " of " + operation.document() + " answers " + status;
            Map<?, ?> response = (Map<?, ?>) Objects.requireNonNull(response(operation, status), about);
            Object content = response.get("content");
            if (content == null) {
                assertTrue(body == null, () -> about + " with a body, and is described without");
                return;
            }
            Map<?, ?> types = (Map<?, ?>) content;
            Optional<?> media = types.entrySet().stream()
                    .filter(each ->
                            each.getKey().toString().replaceFirst(";.*", "").equals(type))
                    .map(Map.Entry::getValue)
                    .findFirst();
            assertTrue(media.isPresent(), () -> about + " as '" + type + "', described are " + types.keySet());
            if (body != null) {
                operation.schemas().check((Map<?, ?>) ((Map<?, ?>) media.get()).get("schema"), body, about);
            }
        });
    }

    private static @Nullable Object response(Operation operation, int status) {
        Object exact = operation.responses().get(String.valueOf(status));
        return exact == null ? operation.responses().get(status / 100 + "XX") : exact;
    }

    private static Optional<Operation> operation(String method, String path) {
        return OPERATIONS.stream()
                .filter(operation -> operation.answers(method, path))
                .min(Comparator.comparing(Operation::variables));
    }

    private static List<Operation> read() {
        List<Operation> all = new ArrayList<>();
        for (String name : DOCUMENTS) {
            Map<?, ?> document = document(name);
            Schemas schemas = new Schemas((Map<?, ?>) ((Map<?, ?>) document.get("components")).get("schemas"));
            ((Map<?, ?>) document.get("paths"))
                    .forEach((path, methods) -> ((Map<?, ?>) methods)
                            .forEach((method, operation) -> all.add(new Operation(
                                    name,
                                    method.toString().toUpperCase(Locale.ROOT),
                                    path.toString(),
                                    pattern(path.toString()),
                                    (Map<?, ?>) ((Map<?, ?>) operation).get("responses"),
                                    schemas))));
        }
        return all;
    }

    private static Map<?, ?> document(String name) {
        LoaderOptions large = new LoaderOptions();
        large.setCodePointLimit(16 << 20);
        try (InputStream yaml = Described.class.getResourceAsStream("/META-INF/swagger/" + name + ".yml")) {
            return new Yaml(large).load(Objects.requireNonNull(yaml, name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Pattern pattern(String template) {
        List<String> literal = List.of(VARIABLE.split(template, -1));
        return Pattern.compile(literal.stream()
                .map(Pattern::quote)
                .reduce((a, b) -> a + "[^/]+" + b)
                .orElseThrow());
    }
}
