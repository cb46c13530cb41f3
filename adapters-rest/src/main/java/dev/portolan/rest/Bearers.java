package dev.portolan.rest;

import dev.portolan.application.Access;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.oidc.Issuer;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.token.TokenAuthenticationFetcher;
import io.micronaut.security.token.reader.TokenResolver;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Accepts our API keys, our tokens and those of the issuer that the operator trusts. A key is looked up at every request and
 * never remembered, so that a revoked one ends at once.
 *
 * <p>In place of Micronaut's own, which tells of each token that it takes in an event with the host and language of the request:
 * nobody listens, and it costs as much as all else that it does.
 */
@Singleton
@Replaces(TokenAuthenticationFetcher.class)
final class Bearers implements AuthenticationFetcher<HttpRequest<?>> {

    /** Why the bearer of a request was looked at and refused. */
    static final String REFUSED = "portolan.refused-bearer";

    private final TokenResolver<HttpRequest<?>> tokens;
    private final Access access;
    private final Issuer issuer;
    private final Scheduler blocking;

    Bearers(
            TokenResolver<HttpRequest<?>> tokens,
            Access access,
            Issuer issuer,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.tokens = tokens;
        this.access = access;
        this.issuer = issuer;
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        List<String> found = tokens.resolveTokens(request);
        return found.isEmpty()
                ? Mono.empty()
                : Mono.fromCallable(() -> caller(request, found)).subscribeOn(blocking);
    }

    /** The first that is good. */
    private @Nullable Authentication caller(HttpRequest<?> request, List<String> found) {
        for (String token : found) {
            try {
                return new Caller(principal(token));
            } catch (Refusal.InvalidCredentials refused) {
                request.setAttribute(REFUSED, refused.message());
            }
        }
        return null;
    }

    private Principal principal(String token) {
        return issuer.concerns(token) ? issuer.authenticate(token) : access.authenticate(token);
    }
}
