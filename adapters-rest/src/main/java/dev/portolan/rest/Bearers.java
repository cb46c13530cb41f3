package dev.portolan.rest;

import dev.portolan.application.Access;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.oidc.Issuer;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Accepts our API keys, our tokens and those of the issuer that the operator trusts. A key is looked up at every request and
 * never remembered, so that a revoked one ends at once.
 */
@Singleton
final class Bearers implements TokenValidator<HttpRequest<?>> {

    /** Why the bearer of a request was looked at and refused. */
    static final String REFUSED = "portolan.refused-bearer";

    private final Access access;
    private final Issuer issuer;
    private final Scheduler blocking;

    Bearers(Access access, Issuer issuer, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.access = access;
        this.issuer = issuer;
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    @Override
    public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
        return Mono.<Authentication>fromCallable(() ->
                        new Caller(issuer.concerns(token) ? issuer.authenticate(token) : access.authenticate(token)))
                .subscribeOn(blocking)
                .onErrorResume(Refusal.InvalidCredentials.class, refused -> {
                    if (request != null) {
                        request.setAttribute(REFUSED, refused.message());
                    }
                    return Mono.empty();
                });
    }
}
