package dev.portolan.rest.oidc;

import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;

/** Nobody is trusted but ourselves. */
record NoIssuer() implements Issuer {

    @Override
    public boolean concerns(String bearer) {
        return false;
    }

    @Override
    public Principal authenticate(String token) {
        throw new Refusal.InvalidCredentials("No issuer of tokens is trusted here");
    }
}
