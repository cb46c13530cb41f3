package dev.portolan.rest.oidc;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.security.token.jwt.signature.jwks.DefaultJwkValidator;

/** A key checks signatures that it is for: by its use and algorithm, not by its id alone. */
final class FittingKeys extends DefaultJwkValidator {

    @Override
    public boolean validate(SignedJWT token, JWK key) {
        return JWKMatcher.forJWSHeader(token.getHeader()).matches(key) && super.validate(token, key);
    }
}
