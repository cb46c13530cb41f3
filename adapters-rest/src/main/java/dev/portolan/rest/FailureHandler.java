package dev.portolan.rest;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes whatever our own code throws: refusals are answers, anything else is a defect and logged once. */
@Singleton
final class FailureHandler implements ExceptionHandler<Throwable, MutableHttpResponse<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    private final Failures failures;
    private final RequestIds requestIds;

    FailureHandler(Failures failures, RequestIds requestIds) {
        this.failures = failures;
        this.requestIds = requestIds;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public MutableHttpResponse<?> handle(HttpRequest request, Throwable failure) {
        HttpRequest<?> asked = request;
        return switch (failure) {
            case Refusal refusal -> failures.refused(asked, refusal);
            case ProviderFailure provider -> failures.refused(asked, new Refusal.Unavailable(provider));
            case IOException clientGone -> unread(asked, clientGone);
            default -> unexpected(asked, failure);
        };
    }

    /** Nothing of ours throws it: the connection broke, and nobody reads the answer. */
    private MutableHttpResponse<?> unread(HttpRequest<?> request, IOException clientGone) {
        LOG.debug("{}: the client went away", requestIds.of(request), clientGone);
        return HttpResponse.badRequest();
    }

    private MutableHttpResponse<?> unexpected(HttpRequest<?> request, Throwable failure) {
        String id = requestIds.of(request);
        LOG.error("{}: {} {} failed", id, request.getMethodName(), request.getPath(), failure);
        return failures.failed(
                HttpResponse.ok(),
                request,
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something is wrong on our side; the log tells more under " + id);
    }
}
