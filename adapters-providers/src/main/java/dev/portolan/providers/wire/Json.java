package dev.portolan.providers.wire;

import dev.portolan.domain.ProviderFailure;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.JsonSyntaxException;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.exceptions.SerdeException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** Reads the JSON of providers: answers of a known shape, and errors of any. */
@Singleton
public final class Json {

    /** More than any answer that is not content. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private final JsonMapper mapper;

    public Json(JsonMapper mapper) {
        this.mapper = mapper;
    }

    public <T> ProviderHttp.Reading<T> as(Class<T> type) {
        return as(Argument.of(type));
    }

    /** What is no JSON at all may be a maintenance page and is tried again; JSON of another shape is not. */
    public <T> ProviderHttp.Reading<T> as(Argument<T> type) {
        return body -> {
            byte[] bytes = bounded(body);
            try {
                T value = mapper.readValue(bytes, type);
                if (value == null) {
                    throw new ProviderFailure.Invalid("The provider answered null");
                }
                return value;
            } catch (JsonSyntaxException | SerdeException e) {
                throw tree(bytes).isPresent()
                        ? new ProviderFailure.Invalid("The provider answered JSON of a shape that it never had: "
                                + type.getType().getSimpleName() + " cannot be read")
                        : new ProviderFailure.Transient("The provider answered what is no JSON");
            }
        };
    }

    private static byte[] bounded(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new ProviderFailure.Invalid("The provider answered more than " + LARGEST + " bytes of JSON");
        }
        return bytes;
    }

    /** @param fields of texts, numbers, truth values, lists and maps */
    public String write(Map<String, ?> fields) {
        try {
            return mapper.writeValueAsString(fields);
        } catch (IOException e) {
            throw new IllegalStateException("What is made of such values can always be written", e);
        }
    }

    /** An object or array of any shape; empty where it is none. */
    public Optional<JsonNode> tree(byte[] bytes) {
        try {
            return Optional.ofNullable(mapper.readValue(bytes, Argument.of(JsonNode.class)))
                    .filter(JsonNode::isContainerNode);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** The text at a path of names, empty where there is none. */
    public static Optional<String> text(JsonNode node, String... path) {
        JsonNode at = node;
        for (String name : path) {
            JsonNode next = at.isObject() ? at.get(name) : null;
            if (next == null) {
                return Optional.empty();
            }
            at = next;
        }
        return at.isValueNode() && !at.isNull() ? Optional.of(at.coerceStringValue()) : Optional.empty();
    }
}
