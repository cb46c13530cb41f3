package dev.portolan.rest.oidc;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.portolan.application.Identities;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The issuer that the operator named: its users become ours. */
record TrustedIssuer(OidcSettings settings, Checks checks, Identities identities) implements Issuer {

    /** Three parts, of which the first is a header. Whose it is shows when it is checked. */
    @Override
    public boolean concerns(String bearer) {
        String[] parts = bearer.split("\\.", -1);
        try {
            return parts.length == 3
                    && JSONObjectUtils.parse(Base64URL.from(parts[0]).decodeToString())
                            .containsKey("alg");
        } catch (ParseException noHeader) {
            return false;
        }
    }

    @Override
    public Principal authenticate(String token) {
        return identities.recognize(settings.home(), claims(checked(token)));
    }

    private JWTClaimsSet checked(String token) {
        try {
            return checks.passed(token);
        } catch (ExpiredJWTException expired) {
            throw new Refusal.InvalidCredentials("The token has expired");
        } catch (BadJOSEException | ParseException refused) {
            throw new Refusal.InvalidCredentials("The token is not one that is accepted: " + refused.getMessage());
        }
    }

    private Identities.Claims claims(JWTClaimsSet token) {
        Optional<String> email = text(token.getClaim("email"));
        String name = Stream.of("preferred_username", "email", "name")
                .flatMap(claim -> text(token.getClaim(claim)).stream())
                .findFirst()
                .orElse(token.getSubject());
        return new Identities.Claims(
                settings.issuer(),
                token.getSubject(),
                name,
                email,
                settings.groups().map(path -> names(at(token, path))));
    }

    private static Optional<String> text(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    /** The claim of this name, or what stands at this path. */
    private static @Nullable Object at(JWTClaimsSet token, String path) {
        Object claim = token.getClaim(path);
        if (claim != null) {
            return claim;
        }
        Object here = token.getClaims();
        for (String step : path.split("\\.", -1)) {
            here = here instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return here;
    }

    /** A token that names no groups is of somebody who is in none. */
    private static Set<String> names(@Nullable Object claim) {
        List<?> values = claim instanceof List<?> list ? list : claim == null ? List.of() : List.of(claim);
        return values.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }
}
