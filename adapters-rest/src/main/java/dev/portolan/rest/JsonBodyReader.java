package dev.portolan.rest;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.body.MessageBodyReader;
import io.micronaut.http.codec.CodecException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Parses the body of a request that a controller takes as a {@link JsonBody}. */
@Singleton
@Consumes(MediaType.APPLICATION_JSON)
final class JsonBodyReader implements MessageBodyReader<JsonBody> {

    /** Where no body is needed, null is none: so say clients that were generated. */
    @Override
    public @Nullable JsonBody read(
            Argument<JsonBody> type, @Nullable MediaType mediaType, Headers headers, InputStream bytes) {
        try {
            Object json = JsonText.parse(bytes);
            UnstorableText.refuse(json);
            return json == null && type.isNullable() ? null : JsonBody.of(json);
        } catch (IOException unreadable) {
            throw new CodecException("The body cannot be read", unreadable);
        }
    }
}
