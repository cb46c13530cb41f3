package dev.portolan.rest.oidc;

import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Nobody is trusted but ourselves. */
@Singleton
@Requires(missingBeans = TrustedIssuer.class)
final class NoIssuer implements Issuer {

    @Override
    public boolean concerns(String bearer) {
        return false;
    }

    @Override
    public Principal authenticate(String token) {
        throw new Refusal.InvalidCredentials("No issuer of tokens is trusted here");
    }
}
