package dev.portolan.rest.browser;

import dev.portolan.application.Callbacks;
import dev.portolan.application.Callbacks.Arrival;
import dev.portolan.application.Callbacks.Outcome;
import dev.portolan.application.Callbacks.Reply;
import dev.portolan.application.Catalog;
import dev.portolan.application.oauth.AuthorizationFailure;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.Dialect;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where providers send browsers after the consent. The state says what it was for; nothing else is known of who comes. */
@Hidden
@Controller(Pages.CALLBACK)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CallbackController {

    private final Callbacks callbacks;
    private final Catalog catalog;
    private final List<Dialect> dialects;

    CallbackController(Callbacks callbacks, Catalog catalog, List<Dialect> dialects) {
        this.callbacks = callbacks;
        this.catalog = catalog;
        this.dialects = dialects;
    }

    /** No HEAD: whoever looks ahead must not use the state up. */
    @Get(headRoute = false, produces = Pages.HTML)
    HttpResponse<String> callback(
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String code,
            @QueryValue @Nullable String error,
            @QueryValue("error_description") @Nullable String errorDescription) {
        if (state == null || state.isEmpty()) {
            throw new Refusal.InvalidInput("state", "is missing");
        }
        Reply reply =
                new Reply(Optional.ofNullable(code), Optional.ofNullable(error), Optional.ofNullable(errorDescription));
        return switch (callbacks.returned(state, reply)) {
            case Arrival.Completed completed -> ended(completed.outcome());
            case Arrival.ToBeSent toBeSent -> HttpResponse.ok(Pages.toBeSent(state, reply));
        };
    }

    private HttpResponse<String> ended(Outcome outcome) {
        if (outcome.clientRedirectUrl().isPresent()) {
            return HttpResponse.status(HttpStatus.SEE_OTHER)
                    .header(
                            HttpHeaders.LOCATION,
                            destination(outcome, outcome.clientRedirectUrl().get()))
                    .body("");
        }
        return outcome.failure()
                .map(failure -> HttpResponse.<String>status(status(failure)).body(Pages.notConnected(failure.reason())))
                .orElseGet(() -> HttpResponse.ok(connected(outcome)));
    }

    private String connected(Outcome outcome) {
        return outcome.connection()
                .map(connection -> Pages.connected(
                        catalog.provider(connection.provider()).name(),
                        connection.account().map(account -> account.email().orElse(account.displayName()))))
                .orElseThrow(() -> new IllegalStateException("Nothing was connected, and nothing failed"));
    }

    /** The client's own URL, and how it went. */
    private String destination(Outcome outcome, String url) {
        StringBuilder where = new StringBuilder(url).append(url.indexOf('?') < 0 ? '?' : '&');
        outcome.connection()
                .map(Connection::id)
                .or(outcome::asked)
                .ifPresent(id -> where.append("connectionId=")
                        .append(encoded(rendered(outcome.dialect(), id)))
                        .append('&'));
        where.append("status=").append(outcome.failure().isEmpty() ? "success" : "failed");
        outcome.failure()
                .map(AuthorizationFailure::reason)
                .ifPresent(reason -> where.append("&reason=").append(encoded(reason)));
        return where.toString();
    }

    private String rendered(String name, Connection.Id id) {
        return dialects.stream()
                .filter(dialect -> dialect.began(name))
                .findFirst()
                .map(dialect -> dialect.rendered(id))
                .orElseGet(() -> id.value().toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpStatus status(AuthorizationFailure failure) {
        return switch (failure.kind()) {
            case DENIED, EXPIRED, CODE_REFUSED, TOO_NARROW, NOT_LASTING, OTHER_ACCOUNT -> HttpStatus.BAD_REQUEST;
            case APP_REFUSED, ACCOUNT_REFUSED, PROVIDER_DOWN -> HttpStatus.BAD_GATEWAY;
            case GONE -> HttpStatus.GONE;
        };
    }
}
