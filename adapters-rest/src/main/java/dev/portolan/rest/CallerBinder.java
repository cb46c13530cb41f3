package dev.portolan.rest;

import dev.portolan.domain.Principal;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.AnnotatedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands controllers who calls. */
@Singleton
final class CallerBinder implements AnnotatedRequestArgumentBinder<CalledBy, Principal> {

    @Override
    public Class<CalledBy> getAnnotationType() {
        return CalledBy.class;
    }

    @Override
    public BindingResult<Principal> bind(ArgumentConversionContext<Principal> context, HttpRequest<?> request) {
        Optional<Principal> principal = request.getUserPrincipal(Caller.class).map(Caller::principal);
        return () -> principal;
    }
}
