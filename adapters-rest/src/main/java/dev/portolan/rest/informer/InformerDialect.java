package dev.portolan.rest.informer;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.Dialect;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;

/** Failures as informer words them: {@code {statusCode, error: "Not Found", message}}. */
@Singleton
final class InformerDialect implements Dialect {

    static final String LIBRARY = "/api/libraries/{id}";
    static final String PROGRESS = "/api/progress";
    private static final String LIBRARIES = "/api/libraries";

    @Override
    public boolean speaks(String path) {
        return Dialect.under(path, LIBRARIES) || Dialect.under(path, PROGRESS);
    }

    @Override
    public Reply refused(Refusal refusal, String requestId) {
        return switch (refusal) {
            case Refusal.NotFound r -> Reply.json(HttpStatus.NOT_FOUND, ErrorJson.of(r));
            case Refusal.InvalidInput r -> Reply.json(HttpStatus.BAD_REQUEST, ErrorJson.of(r));
            case Refusal.SyncInProgress r -> Reply.json(HttpStatus.CONFLICT, ErrorJson.of(r));
            case Refusal.Forbidden r -> told(HttpStatus.FORBIDDEN, r);
            case Refusal.InvalidCredentials r -> told(HttpStatus.UNAUTHORIZED, r);
            case Refusal.Conflict r -> told(HttpStatus.CONFLICT, r);
            case Refusal.Gone r -> told(HttpStatus.GONE, r);
            // 503, not 429: it is the provider who limits, and not this caller's pace that must change.
            case Refusal.Unavailable r
            when r.failure() instanceof ProviderFailure.RateLimited -> told(HttpStatus.SERVICE_UNAVAILABLE, r);
            case Refusal.Unavailable r -> told(HttpStatus.BAD_GATEWAY, r);
        };
    }

    @Override
    public Reply failed(HttpStatus status, String message, String requestId) {
        return Reply.json(status, ErrorJson.of(status, message));
    }

    private static Reply told(HttpStatus status, Refusal refusal) {
        return Reply.json(status, ErrorJson.of(status, refusal.message()));
    }
}
