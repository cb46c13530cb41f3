package dev.portolan.rest.stackai;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.Dialect;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;

/** Failures as StackAI words them: {@code {detail}}, a list of what is wrong where the status is 422. */
@Singleton
final class StackAiDialect implements Dialect {

    static final String NAME = "stackai";
    static final String MOUNT = "/connections";
    static final String API_MOUNT = "/api/v1/connections";

    @Override
    public boolean speaks(String path) {
        return Dialect.under(path, MOUNT) || Dialect.under(path, API_MOUNT);
    }

    @Override
    public Reply refused(Refusal refusal, String requestId) {
        return switch (refusal) {
            case Refusal.InvalidInput r -> Reply.json(HttpStatus.UNPROCESSABLE_ENTITY, ErrorJson.Invalid.of(r));
            case Refusal.NotFound r -> told(HttpStatus.NOT_FOUND, r);
            case Refusal.Forbidden r -> told(HttpStatus.FORBIDDEN, r);
            case Refusal.InvalidCredentials r -> told(HttpStatus.UNAUTHORIZED, r);
            case Refusal.Conflict r -> told(HttpStatus.CONFLICT, r);
            case Refusal.SyncInProgress r -> told(HttpStatus.CONFLICT, r);
            case Refusal.Gone r -> told(HttpStatus.GONE, r);
            case Refusal.Unavailable r -> told(unavailable(r.failure()), r);
        };
    }

    private static HttpStatus unavailable(ProviderFailure failure) {
        return switch (failure) {
            // 503, not 429: it is the provider who limits, and not this caller's pace that must change.
            case ProviderFailure.RateLimited limited -> HttpStatus.SERVICE_UNAVAILABLE;
            case ProviderFailure.Invalid invalid -> HttpStatus.BAD_REQUEST;
            case ProviderFailure.Missing missing -> HttpStatus.NOT_FOUND;
            case ProviderFailure.Denied denied -> HttpStatus.FORBIDDEN;
            case ProviderFailure.Unauthorized refused -> HttpStatus.BAD_GATEWAY;
            case ProviderFailure.Transient passing -> HttpStatus.BAD_GATEWAY;
            case ProviderFailure.ResyncRequired lost -> HttpStatus.BAD_GATEWAY;
        };
    }

    @Override
    public Reply failed(HttpStatus status, String message, String requestId) {
        return Reply.json(status, new ErrorJson.Told(message));
    }

    @Override
    public boolean began(String dialect) {
        return dialect.equals(NAME);
    }

    private static Reply told(HttpStatus status, Refusal refusal) {
        return Reply.json(status, new ErrorJson.Told(refusal.message()));
    }
}
