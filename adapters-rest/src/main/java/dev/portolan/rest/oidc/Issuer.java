package dev.portolan.rest.oidc;

import dev.portolan.domain.Principal;

/** Somebody else who says who users are, if the operator trusts anybody. */
public sealed interface Issuer permits TrustedIssuer, NoIssuer {

    /** Whether a bearer is to be taken for a token of an issuer rather than for a key of ours. */
    boolean concerns(String bearer);

    /** @throws dev.portolan.domain.Refusal.InvalidCredentials saying what is wrong with the token */
    Principal authenticate(String token);
}
