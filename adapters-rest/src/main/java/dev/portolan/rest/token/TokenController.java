package dev.portolan.rest.token;

import dev.portolan.application.Logins;
import dev.portolan.domain.Storable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sells tokens for passwords. */
@Hidden
@Controller(TokenDialect.PATH)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TokenController {

    private final Logins logins;
    private final TrustedProxies proxies;

    TokenController(Logins logins, TrustedProxies proxies) {
        this.logins = logins;
        this.proxies = proxies;
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> token(HttpRequest<?> request, @Body @Nullable Map<String, Object> form) {
        Map<String, Object> given = form == null ? Map.of() : form;
        if (!(given.get("grant_type") instanceof String grant)) {
            return failure(HttpStatus.BAD_REQUEST, "invalid_request", "grant_type is required");
        }
        if (!grant.equals("password")) {
            return failure(HttpStatus.BAD_REQUEST, "unsupported_grant_type", "grant_type must be password");
        }
        if (!(given.get("username") instanceof String username)
                || !(given.get("password") instanceof String password)) {
            return failure(HttpStatus.BAD_REQUEST, "invalid_request", "username and password are required");
        }
        if (!Storable.is(username)) {
            return failure(HttpStatus.BAD_REQUEST, "invalid_request", "username must have no NUL in it");
        }
        return switch (logins.login(username, password, proxies.origin(request))) {
            case Logins.Granted granted -> unstored(HttpResponse.ok(TokenJson.Token.of(granted)));
            case Logins.Denied _ ->
                failure(HttpStatus.BAD_REQUEST, "invalid_grant", "The name is unknown or the password is wrong");
            case Logins.TooMany tooMany -> tooMany(tooMany.retryAfter());
        };
    }

    private static HttpResponse<?> tooMany(Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.toSeconds());
        return failure(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "invalid_grant",
                        "Too many attempts; try again in " + seconds + " seconds")
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }

    private static MutableHttpResponse<?> failure(HttpStatus status, String error, String description) {
        return unstored(HttpResponse.status(status).body(new TokenJson.Failure(error, description)));
    }

    private static MutableHttpResponse<?> unstored(MutableHttpResponse<?> response) {
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store").header(HttpHeaders.PRAGMA, "no-cache");
    }
}
