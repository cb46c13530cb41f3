package dev.portolan.rest.token;

import dev.portolan.domain.Refusal;
import dev.portolan.rest.Dialect;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;

/** Failures as RFC 6749 words them. */
@Singleton
final class TokenDialect implements Dialect {

    static final String PATH = "/token";

    @Override
    public boolean speaks(String path) {
        return path.equals(PATH);
    }

    @Override
    public Reply refused(Refusal refusal, String requestId) {
        return invalid(HttpStatus.BAD_REQUEST, refusal.message());
    }

    @Override
    public Reply failed(HttpStatus status, String message, String requestId) {
        return switch (status) {
            case UNSUPPORTED_MEDIA_TYPE ->
                invalid(
                        HttpStatus.BAD_REQUEST,
                        "The body must be a form: send Content-Type: application/x-www-form-urlencoded");
            case INTERNAL_SERVER_ERROR -> Reply.json(status, new TokenJson.Failure("server_error", message));
            default -> invalid(status, message);
        };
    }

    private static Reply invalid(HttpStatus status, String description) {
        return Reply.json(status, new TokenJson.Failure("invalid_request", description));
    }
}
