package dev.portolan.rest;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Files that come with this module. */
final class Resources {

    private Resources() {}

    static Optional<MutableHttpResponse<byte[]>> answer(String resource, String mediaType) {
        try (InputStream bytes = Resources.class.getClassLoader().getResourceAsStream(resource)) {
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(HttpResponse.ok(bytes.readAllBytes()).contentType(MediaType.of(mediaType)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
