package dev.portolan.rest;

import dev.portolan.application.port.IdSource;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/** The names of requests, by which an answer is found again in the log. */
@Singleton
public final class RequestIds {

    private static final String ATTRIBUTE = "portolan.request-id";

    private final IdSource ids;

    RequestIds(IdSource ids) {
        this.ids = ids;
    }

    /** The same for the same request. */
    public String of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, String.class).orElseGet(() -> {
            String id = ShortIds.write("req_", ids.next());
            request.setAttribute(ATTRIBUTE, id);
            return id;
        });
    }
}
