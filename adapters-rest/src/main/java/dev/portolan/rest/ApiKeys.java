package dev.portolan.rest;

import dev.portolan.application.Access;
import dev.portolan.domain.Refusal;
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

/** Accepts our API keys as tokens: one look-up a request and no cache, so that a revoked key ends at once. */
@Singleton
final class ApiKeys implements TokenValidator<HttpRequest<?>> {

    /** Set on a request whose key was looked at and refused. */
    static final String REFUSED = "portolan.refused-key";

    private final Access access;
    private final Scheduler blocking;

    ApiKeys(Access access, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.access = access;
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    @Override
    public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
        return Mono.<Authentication>fromCallable(() -> new Caller(access.authenticate(token)))
                .subscribeOn(blocking)
                .onErrorResume(Refusal.InvalidCredentials.class, refused -> {
                    if (request != null) {
                        request.setAttribute(REFUSED, true);
                    }
                    return Mono.empty();
                });
    }
}
