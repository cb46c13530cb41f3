package dev.portolan.rest.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.security.token.jwt.signature.ReactiveSignatureConfiguration;
import io.micronaut.security.token.jwt.validator.JsonWebTokenParser;
import java.text.ParseException;
import java.util.Set;
import reactor.core.publisher.Mono;

/** What a token must pass: the module reads it and checks its signature, we what is signed, how, and what it says. */
record Checks(
        JsonWebTokenParser<JWT> parser,
        Discovery discovery,
        IssuerKeys keys,
        ReactiveSignatureConfiguration<SignedJWT> signature,
        Claims claims) {

    /** Signatures with a private key and nothing else: who reads the public keys must not be able to sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
            new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null);

    /**
     * @throws BadJOSEException saying what is wrong with the token
     * @throws dev.portolan.domain.Refusal.Unavailable while the issuer's keys cannot be read
     */
    JWTClaimsSet passed(String text) throws BadJOSEException, ParseException {
        JWT token = parser.parse(text).orElseThrow(() -> new BadJOSEException("It is malformed"));
        // Before anything is asked of the issuer: nobody's word makes an unsigned token good.
        if (!(token instanceof SignedJWT signed)) {
            throw new BadJOSEException("Unsecured and encrypted tokens are not taken");
        }
        checkHeader(signed.getHeader());
        checkSignature(signed);
        claims.verify(signed.getJWTClaimsSet(), null);
        return signed.getJWTClaimsSet();
    }

    private static void checkHeader(JWSHeader header) throws BadJOSEException {
        TYPES.verify(header.getType(), null);
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw new BadJOSEException("Another algorithm expected than " + header.getAlgorithm());
        }
    }

    private void checkSignature(SignedJWT signed) throws BadJOSEException {
        if (!keys.hold(discovery.getUrl(), signed.getHeader())) {
            throw new BadJOSEException("There is no matching key of the issuer");
        }
        if (!Boolean.TRUE.equals(Mono.from(signature.verify(signed)).block())) {
            throw new BadJOSEException("Invalid signature");
        }
    }
}
