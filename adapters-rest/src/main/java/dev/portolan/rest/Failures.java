package dev.portolan.rest;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;

/** The one place that renders every failure of the server, in the dialect of the request's path. */
@Singleton
final class Failures {

    private final List<Dialect> dialects;
    private final RequestIds requestIds;

    Failures(List<Dialect> dialects, RequestIds requestIds) {
        this.dialects = dialects;
        this.requestIds = requestIds;
    }

    MutableHttpResponse<Object> refused(HttpRequest<?> request, Refusal refusal) {
        MutableHttpResponse<Object> response = HttpResponse.ok();
        fill(response, request, dialect(request).refused(refusal, requestIds.of(request), tried(request)));
        if (refusal instanceof Refusal.InvalidCredentials) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (refusal instanceof Refusal.Unavailable unavailable
                && unavailable.failure() instanceof ProviderFailure.RateLimited limited) {
            response.header(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, limited.retryAfter().toSeconds())));
        }
        return response;
    }

    MutableHttpResponse<Object> failed(
            MutableHttpResponse<Object> response, HttpRequest<?> request, HttpStatus status, String message) {
        fill(response, request, dialect(request).failed(status, message, requestIds.of(request), tried(request)));
        return response;
    }

    private static Dialect.Tried tried(HttpRequest<?> request) {
        return new Dialect.Tried(request.getMethodName(), request.getPath());
    }

    private static void fill(MutableHttpResponse<Object> response, HttpRequest<?> request, Dialect.Reply reply) {
        response.status(reply.status());
        if (request.getMethod() != HttpMethod.HEAD) {
            response.contentType(reply.type()).body(reply.body());
        }
    }

    /** Ours speaks every path, and stands last. */
    private Dialect dialect(HttpRequest<?> request) {
        return dialects.stream()
                .filter(candidate -> candidate.speaks(request.getPath()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No dialect speaks " + request.getPath()));
    }
}
