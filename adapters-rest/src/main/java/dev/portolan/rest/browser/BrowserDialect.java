package dev.portolan.rest.browser;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.Dialect;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;

/** Failures as people read them. */
@Singleton
final class BrowserDialect implements Dialect {

    private static final MediaType HTML = MediaType.of(Pages.HTML);

    @Override
    public boolean speaks(String path) {
        return Dialect.under(path, Pages.MOUNT);
    }

    @Override
    public Reply refused(Refusal refusal, String requestId) {
        HttpStatus status = switch (refusal) {
            case Refusal.NotFound r -> HttpStatus.NOT_FOUND;
            case Refusal.Forbidden r -> HttpStatus.FORBIDDEN;
            case Refusal.InvalidCredentials r -> HttpStatus.UNAUTHORIZED;
            case Refusal.InvalidInput r -> HttpStatus.BAD_REQUEST;
            case Refusal.Conflict r -> HttpStatus.CONFLICT;
            case Refusal.SyncInProgress r -> HttpStatus.CONFLICT;
            case Refusal.Gone r -> HttpStatus.GONE;
            case Refusal.Unavailable r
            when r.failure() instanceof ProviderFailure.RateLimited -> HttpStatus.SERVICE_UNAVAILABLE;
            case Refusal.Unavailable r -> HttpStatus.BAD_GATEWAY;
        };
        return reply(status, "Not connected", sentence(refusal));
    }

    /** People do not know fields by their names, but this one stands in their address line. */
    private static String sentence(Refusal refusal) {
        return refusal instanceof Refusal.InvalidInput
                ? "This address does not work: its " + refusal.message() + "."
                : refusal.message();
    }

    @Override
    public Reply failed(HttpStatus status, String message, String requestId) {
        return reply(status, status.getReason(), message);
    }

    private static Reply reply(HttpStatus status, String title, String message) {
        return new Reply(status, HTML, Pages.failed(title, message));
    }
}
