package dev.portolan.rest;

import dev.portolan.domain.Refusal;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.body.MessageBodyReader;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Parses the body of a request that a controller takes as a {@link JsonBody}. */
@Singleton
@Consumes(MediaType.APPLICATION_JSON)
final class JsonBodyReader implements MessageBodyReader<JsonBody> {

    private final JsonMapper json;

    JsonBodyReader(JsonMapper json) {
        this.json = json;
    }

    @Override
    public JsonBody read(Argument<JsonBody> type, @Nullable MediaType mediaType, Headers headers, InputStream bytes) {
        try {
            return JsonBody.of(json.readValue(bytes, Argument.OBJECT_ARGUMENT));
        } catch (IOException broken) {
            throw new Refusal.InvalidInput("", "The body is no valid JSON: " + broken.getMessage());
        }
    }
}
