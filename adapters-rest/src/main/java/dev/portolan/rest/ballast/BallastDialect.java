package dev.portolan.rest.ballast;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.Dialect;
import dev.portolan.rest.ballast.ErrorJson.Details;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Failures as ballast words them: {@code {success: false, error: "<code>", message, details?}}. */
@Singleton
final class BallastDialect implements Dialect {

    static final String SOURCES = "/api/v1/sources";
    static final String CONNECTIONS = "/api/v1/source-connections";

    /** What holds everything that is needed to get in over there, settings included. */
    static final String CREDENTIALS = "credentials";

    @Override
    public boolean speaks(String path) {
        return Dialect.under(path, SOURCES) || Dialect.under(path, CONNECTIONS);
    }

    @Override
    public Reply refused(Refusal refusal, String requestId) {
        String says = refusal.message();
        return switch (refusal) {
            case Refusal.NotFound r -> reply(HttpStatus.NOT_FOUND, "not_found", says, null);
            case Refusal.Forbidden r -> reply(HttpStatus.FORBIDDEN, "forbidden", says, null);
            case Refusal.InvalidCredentials r -> reply(HttpStatus.UNAUTHORIZED, "unauthorized", says, null);
            case Refusal.Conflict r -> reply(HttpStatus.CONFLICT, "conflict", says, null);
            case Refusal.Gone r -> reply(HttpStatus.GONE, "gone", says, null);
            case Refusal.SyncInProgress r -> reply(HttpStatus.CONFLICT, "sync_in_progress", says, Details.of(r));
            case Refusal.InvalidInput r -> invalid(Dialect.withCursor(r));
            case Refusal.Unavailable r
            when r.failure() instanceof ProviderFailure.RateLimited ->
                reply(HttpStatus.SERVICE_UNAVAILABLE, "rate_limited", says, null);
            case Refusal.Unavailable r -> reply(HttpStatus.BAD_GATEWAY, "unavailable", says, null);
        };
    }

    private static Reply invalid(Refusal.InvalidInput refusal) {
        return reply(HttpStatus.BAD_REQUEST, inputCode(refusal), refusal.message(), Details.of(refusal));
    }

    /** What is wrong with the credentials and nothing else. */
    private static String inputCode(Refusal.InvalidInput refusal) {
        return refusal.problems().stream()
                        .allMatch(problem -> problem.field().equals(CREDENTIALS)
                                || problem.field().startsWith(CREDENTIALS + "."))
                ? "invalid_credentials"
                : "invalid_request";
    }

    @Override
    public Reply failed(HttpStatus status, String message, String requestId) {
        String code = switch (status) {
            case INTERNAL_SERVER_ERROR -> "internal_error";
            case REQUEST_ENTITY_TOO_LARGE -> "payload_too_large";
            case TOO_MANY_REQUESTS -> "rate_limited";
            default -> status.name().toLowerCase(Locale.ROOT);
        };
        return reply(status, code, message, null);
    }

    static Reply reply(HttpStatus status, String code, String message, @Nullable Details details) {
        return Reply.json(status, ErrorJson.of(code, message, details));
    }
}
