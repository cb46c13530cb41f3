package dev.portolan.rest;

import dev.portolan.domain.Refusal;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;

/** Where all of the framework's own failures arrive: no route, a parameter of the wrong type, too large a body, no key. */
@Singleton
@Replaces(ErrorResponseProcessor.class)
final class FrameworkFailures implements ErrorResponseProcessor<Object> {

    private final Failures failures;

    FrameworkFailures(Failures failures) {
        this.failures = failures;
    }

    @Override
    public MutableHttpResponse<Object> processResponse(ErrorContext context, MutableHttpResponse<?> base) {
        HttpRequest<?> request = context.getRequest();
        return switch (context.getRootCause().orElse(null)) {
            case ConversionErrorException wrongType ->
                failures.refused(
                        request,
                        new Refusal.InvalidInput(name(wrongType.getArgument()), expected(wrongType.getArgument())));
            case UnsatisfiedRouteException missing -> failures.refused(request, missing(missing.getArgument()));
            case AuthorizationException denied -> failures.refused(request, denied(request, denied));
            case null, default -> byStatus(request, base);
        };
    }

    private MutableHttpResponse<Object> byStatus(HttpRequest<?> request, MutableHttpResponse<?> base) {
        HttpStatus status = HttpStatus.valueOf(base.code());
        String path = request.getPath().length() > 200 ? request.getPath().substring(0, 200) + "…" : request.getPath();
        // What the framework has set already, such as Allow, stays.
        @SuppressWarnings("unchecked")
        MutableHttpResponse<Object> response = (MutableHttpResponse<Object>) base;
        return switch (status) {
            case BAD_REQUEST ->
                failures.refused(
                        request,
                        new Refusal.InvalidInput("", "The request is malformed: it is no HTTP that we understand"));
            case NOT_FOUND -> failures.failed(response, request, status, "There is nothing at " + path);
            case METHOD_NOT_ALLOWED ->
                failures.failed(response, request, status, request.getMethodName() + " is not possible at " + path);
            case REQUEST_ENTITY_TOO_LARGE ->
                failures.failed(response, request, status, "The request is too large; a body may have 1 MiB");
            case UNSUPPORTED_MEDIA_TYPE ->
                failures.failed(
                        response, request, status, "The body must be JSON: send Content-Type: application/json");
            case NOT_ACCEPTABLE ->
                failures.failed(response, request, status, "We have nothing of the kind that Accept asks for");
            default -> failures.failed(response, request, status, status.getReason());
        };
    }

    /** As clients know it. */
    private static String name(Argument<?> argument) {
        return argument.getAnnotationMetadata()
                .stringValue(Bindable.class)
                .filter(name -> !name.isEmpty())
                .orElse(argument.getName());
    }

    private static String expected(Argument<?> argument) {
        Class<?> type = Argument.of(argument.getType()).getWrapperType();
        return Number.class.isAssignableFrom(type)
                ? "must be a whole number"
                : type == Boolean.class ? "must be true or false" : "cannot be read";
    }

    private static Refusal missing(Argument<?> argument) {
        return argument.getAnnotationMetadata().hasAnnotation(Body.class)
                ? new Refusal.InvalidInput("", "The request needs a body: a JSON object")
                : new Refusal.InvalidInput(name(argument), "is required");
    }

    private static Refusal denied(HttpRequest<?> request, AuthorizationException denied) {
        return denied.isForbidden()
                ? new Refusal.Forbidden("This is not for you")
                : new Refusal.InvalidCredentials(request.getAttribute(Bearers.REFUSED, String.class)
                        .orElse("An API key is needed: send Authorization: Bearer <key>"));
    }
}
