package dev.portolan.rest;

import dev.portolan.domain.Principal;
import io.micronaut.security.authentication.Authentication;
import java.util.Map;

/** The domain's principal as the framework carries it through a request. */
record Caller(Principal principal) implements Authentication {

    @Override
    public String getName() {
        return principal.user().value().toString();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }
}
