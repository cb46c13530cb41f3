package dev.portolan.rest.zensearch;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.Dialect;
import dev.portolan.rest.zensearch.ErrorJson.Details;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Failures as zensearch words them: {@code {error: {code, message, details?}, meta: {requestId}}}. */
@Singleton
final class ZenSearchDialect implements Dialect {

    static final String MOUNT = "/v1/connectors";
    static final String API_MOUNT = "/api/v1/connectors";

    @Override
    public boolean speaks(String path) {
        return Dialect.under(path, MOUNT) || Dialect.under(path, API_MOUNT);
    }

    @Override
    public Reply refused(Refusal refusal, String requestId) {
        String says = refusal.message();
        return switch (refusal) {
            case Refusal.NotFound r -> reply(HttpStatus.NOT_FOUND, "not_found", says, requestId, null);
            case Refusal.Forbidden r -> reply(HttpStatus.FORBIDDEN, "forbidden", says, requestId, null);
            case Refusal.InvalidCredentials r -> reply(HttpStatus.UNAUTHORIZED, "unauthorized", says, requestId, null);
            case Refusal.Conflict r -> reply(HttpStatus.CONFLICT, "conflict", says, requestId, null);
            case Refusal.Gone r -> reply(HttpStatus.GONE, "gone", says, requestId, null);
            case Refusal.SyncInProgress r -> reply(HttpStatus.CONFLICT, "conflict", says, requestId, Details.of(r));
            case Refusal.InvalidInput r -> invalid(Dialect.withCursor(r), requestId);
            // 503, not 429: it is the provider who limits, and not this caller's pace that must change.
            case Refusal.Unavailable r
            when r.failure() instanceof ProviderFailure.RateLimited ->
                reply(HttpStatus.SERVICE_UNAVAILABLE, "rate_limited", says, requestId, null);
            case Refusal.Unavailable r -> reply(HttpStatus.BAD_GATEWAY, "unavailable", says, requestId, null);
        };
    }

    private static Reply invalid(Refusal.InvalidInput refusal, String requestId) {
        return reply(HttpStatus.BAD_REQUEST, "invalid_request", refusal.message(), requestId, Details.of(refusal));
    }

    @Override
    public Reply failed(HttpStatus status, String message, String requestId) {
        String code = switch (status) {
            case INTERNAL_SERVER_ERROR -> "internal_error";
            case REQUEST_ENTITY_TOO_LARGE -> "payload_too_large";
            default -> status.name().toLowerCase(Locale.ROOT);
        };
        return reply(status, code, message, requestId, null);
    }

    private static Reply reply(
            HttpStatus status, String code, String message, String requestId, @Nullable Details details) {
        return Reply.json(
                status, new ErrorJson(new ErrorJson.Body(code, message, details), new ErrorJson.Meta(requestId)));
    }
}
