package dev.portolan.rest.portolan;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.Dialect;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Failures as RFC 9457 problem details: of our own API, and of every path that no dialect claims. */
@Singleton
@Order(Ordered.LOWEST_PRECEDENCE)
final class PortolanDialect implements Dialect {

    @Override
    public boolean speaks(String path) {
        return true;
    }

    @Override
    public Reply refused(Refusal refusal, String requestId) {
        String says = refusal.message();
        return switch (refusal) {
            case Refusal.NotFound r -> reply(HttpStatus.NOT_FOUND, "not-found", "Not found", says, requestId);
            case Refusal.Forbidden r -> reply(HttpStatus.FORBIDDEN, "forbidden", "Forbidden", says, requestId);
            case Refusal.InvalidCredentials r ->
                reply(HttpStatus.UNAUTHORIZED, "unauthorized", "Unauthorized", says, requestId);
            case Refusal.Conflict r -> reply(HttpStatus.CONFLICT, "conflict", "Conflict", says, requestId);
            case Refusal.Gone r -> reply(HttpStatus.GONE, "gone", "Gone", says, requestId);
            case Refusal.SyncInProgress r ->
                reply(
                        HttpStatus.CONFLICT,
                        "sync-in-progress",
                        "Sync in progress",
                        says,
                        requestId,
                        null,
                        r.run().value());
            case Refusal.InvalidInput r ->
                reply(
                        HttpStatus.BAD_REQUEST,
                        "invalid-input",
                        "Invalid input",
                        says,
                        requestId,
                        Problem.Wrong.of(r),
                        null);
            // 503, not 429: it is the provider who limits, and not this caller's pace that must change.
            case Refusal.Unavailable r
            when r.failure() instanceof ProviderFailure.RateLimited ->
                reply(HttpStatus.SERVICE_UNAVAILABLE, "rate-limited", "The provider limits us", says, requestId);
            case Refusal.Unavailable r ->
                reply(HttpStatus.BAD_GATEWAY, "unavailable", "The provider refused or failed", says, requestId);
        };
    }

    @Override
    public Reply failed(HttpStatus status, String message, String requestId) {
        String type = status.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return reply(status, type, status.getReason(), message, requestId);
    }

    private static Reply reply(HttpStatus status, String type, String title, String detail, String requestId) {
        return reply(status, type, title, detail, requestId, null, null);
    }

    private static Reply reply(
            HttpStatus status,
            String type,
            String title,
            String detail,
            String requestId,
            @Nullable List<Problem.Wrong> errors,
            @Nullable UUID syncId) {
        return new Reply(
                status,
                MediaType.APPLICATION_JSON_PROBLEM_TYPE,
                new Problem(
                        "urn:portolan:problem:" + type, title, status.getCode(), detail, requestId, errors, syncId));
    }
}
