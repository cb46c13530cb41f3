package dev.portolan.providers.oauth;

import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Reply;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an endpoint answered.
 *
 * @param body the JSON object, or a form as one; empty where it was neither
 */
record Said(String host, int status, Optional<JsonNode> body, Optional<Duration> retryAfter) {

    /** More than any answer with tokens. */
    private static final int LARGEST = 256 * 1024;

    static Said of(String host, Reply reply, Json json) throws IOException {
        byte[] bytes = reply.body().readNBytes(LARGEST + 1);
        boolean tooLarge = bytes.length > LARGEST;
        boolean form = reply.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded");
        return new Said(
                host,
                reply.status(),
                tooLarge
                        ? Optional.empty()
                        : form
                                ? form(new String(bytes, StandardCharsets.UTF_8))
                                : json.tree(bytes).filter(JsonNode::isObject),
                reply.header("Retry-After")
                        .map(String::strip)
                        .filter(seconds -> seconds.matches("\\d{1,6}"))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))));
    }

    private static Optional<JsonNode> form(String text) {
        Map<String, JsonNode> fields = new TreeMap<>();
        try {
            for (String field : text.split("&", -1)) {
                int equals = field.indexOf('=');
                if (equals > 0) {
                    String value = URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8);
                    fields.put(field.substring(0, equals), JsonNode.createStringNode(value));
                }
            }
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        return Optional.of(JsonNode.createObjectNode(fields));
    }

    boolean success() {
        return status >= 200 && status < 300;
    }

    /** A text that is not empty. */
    Optional<String> text(String... path) {
        return body.flatMap(node -> Json.text(node, path)).filter(text -> !text.isBlank());
    }

    /** The word for what went wrong, in any of the ways that providers say it, whatever the status. */
    Optional<String> error() {
        return text("error").or(() -> text("object").filter("error"::equals).flatMap(error -> text("code")));
    }

    Optional<String> description() {
        return text("error_description").or(() -> text("message"));
    }
}
