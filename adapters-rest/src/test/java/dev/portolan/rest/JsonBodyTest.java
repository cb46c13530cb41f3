package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.domain.Refusal;
import dev.portolan.domain.Schedule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class JsonBodyTest {

    private static JsonBody body(String json) {
        try {
            return JsonBody.of(JsonText.parse(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    private static String refused(String json, Function<JsonBody, Object> reader) {
        return assertThrows(Refusal.InvalidInput.class, () -> body(json).readStrictly(reader))
                .message();
    }

    @Test
    void fields_are_read_in_their_types() {
        JsonBody body = body("""
                {"text": "a", "flag": true, "at": "2026-01-01T01:00:00+01:00", "words": ["a", "b"], "missed": "skip",
                 "nothing": null, "inner": {"zone": "Europe/Lisbon"}, "free": {"n": 1, "d": 1.5, "x": null}}
                """);
        assertEquals(Optional.of("a"), body.text("text"));
        assertEquals(Optional.of(true), body.flag("flag"));
        assertEquals(Optional.of(Instant.parse("2026-01-01T00:00:00Z")), body.time("at"));
        assertEquals(Optional.of(List.of("a", "b")), body.texts("words"));
        assertEquals(Optional.of(Schedule.Missed.SKIP), body.word("missed", Schedule.Missed.class));
        assertEquals(Optional.empty(), body.text("nothing"));
        assertEquals(List.of(true, false), List.of(body.has("nothing"), body.has("absent")));
        assertEquals(
                "Europe/Lisbon",
                body.nested("inner", inner -> inner.zone("zone"))
                        .orElseThrow()
                        .orElseThrow()
                        .getId());
        Map<String, ?> free = body.object("free").orElseThrow();
        assertEquals(
                List.of(1, 1.5, true),
                List.of(
                        Objects.requireNonNull(free.get("n")),
                        Objects.requireNonNull(free.get("d")),
                        free.containsKey("x")));
    }

    @Test
    void all_that_is_wrong_is_told_at_once_each_field_by_its_path() {
        assertEquals(
                "name must be a text; on must be true or false; inner.zone must be a time zone such as UTC or Europe/Lisbon; "
                        + "inner.depth is unknown; known are zone; who is required; extra is unknown; known are inner, name, on, who",
                refused(
                        "{\"name\": 1, \"on\": \"yes\", \"inner\": {\"zone\": \"Mars\", \"depth\": 1}, \"extra\": 0}",
                        it -> List.of(
                                it.text("name"),
                                it.flag("on"),
                                it.nested("inner", inner -> inner.zone("zone")),
                                it.requiredText("who"))));
    }

    @Test
    void a_list_of_texts_holds_texts_only() {
        assertEquals("words must be a list of texts", refused("{\"words\": [1]}", it -> it.texts("words")));
        assertEquals("words must be a list of texts", refused("{\"words\": \"a\"}", it -> it.texts("words")));
    }

    @Test
    void what_is_no_json_object_is_told_where() {
        assertEquals("The body must be a JSON object", refused("[]", it -> it));
        assertEquals("The body is no valid JSON: see line 2, column 3", refused("{\n\"a\n", it -> it));
        assertEquals("The body is no valid JSON: see line 1, column 4", refused("{} 1", it -> it));
        assertEquals("The body is no valid JSON: see line 1, column 1", refused("", it -> it));
    }
}
