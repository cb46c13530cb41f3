package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The examples of one published document, kept as they stand there. */
public record Golden(TestServer server, String dialect) {

    public String text(String name) {
        return file(name + ".json");
    }

    public String file(String name) {
        try (InputStream file = Golden.class.getResourceAsStream("/" + dialect + "/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public Map<String, Object> json(String name) {
        return server.json(text(name));
    }

    /** Every field of the example is in the answer, of the same kind and in the same place; more may be. */
    public void assertAlike(String name, Call.Answer answer) {
        assertAlike(name, 200, answer);
    }

    public void assertAlike(String name, int status, Call.Answer answer) {
        assertEquals(status, answer.status(), answer.text());
        assertAlike(answer.value(text(name)), answer.value(answer.text()), name);
    }

    private static void assertAlike(@Nullable Object example, @Nullable Object found, String path) {
        switch (example) {
            case null -> assertEquals(null, found, path);
            case Map<?, ?> fields ->
                fields.forEach((name, value) -> {
                    assertTrue(
                            found instanceof Map<?, ?> map && map.containsKey(name), path + "." + name + " is missing");
                    assertAlike(value, ((Map<?, ?>) found).get(name), path + "." + name);
                });
            case List<?> items when items.isEmpty() -> assertEquals(items, found, path);
            case List<?> items ->
                ((List<?>) Objects.requireNonNull(found, path))
                        .forEach(item -> assertAlike(items.getFirst(), item, path + ".0"));
            case String text
            when text.matches("\\d{4}-\\d\\d-\\d\\dT.*Z") ->
                Instant.parse(Objects.requireNonNull(found, path).toString());
            default ->
                assertEquals(
                        example.getClass(), Objects.requireNonNull(found, path).getClass(), path);
        }
    }
}
