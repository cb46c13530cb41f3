package dev.portolan.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built program and a real OpenID Connect server. */
final class IssuerIT {

    @Test
    void a_token_of_the_issuer_makes_its_user_and_a_forged_one_nobody(@TempDir Path directory) throws Exception {
        MockOAuth2Server issuer = new MockOAuth2Server();
        issuer.start(InetAddress.getLoopbackAddress(), 0);
        awake(issuer);
        try (Program program = Program.start(
                directory,
                Map.of(
                        "PORTOLAN_OIDC_ISSUER", issuer.issuerUrl("acme").toString(),
                        "PORTOLAN_OIDC_AUDIENCE", "portolan",
                        "PORTOLAN_OIDC_GROUPS_CLAIM", "groups",
                        "PORTOLAN_OIDC_ADMIN_GROUP", "admins",
                        // On a machine that is busy the first answer of both may take long.
                        "PORTOLAN_OIDC_PATIENCE", "60s",
                        "PORTOLAN_LOG_LEVEL", "DEBUG"))) {
            SignedJWT ada = token(issuer, "ada", List.of("admins"));
            String users = as(program, ada).get("users").ok().text();
            assertTrue(users.contains("\"name\":\"ada\""), users);
            SignedJWT eve = token(issuer, "eve", List.of("readers"));
            assertEquals(403, as(program, eve).get("users").status());

            assertEquals(401, as(program, forged(ada)).get("users").status());
            assertEquals(
                    401,
                    as(program, issuer.issueToken("other", "mallory", "portolan"))
                            .get("users")
                            .status());
            assertFalse(program.client().get("users").ok().text().contains("mallory"));
            for (SignedJWT token : List.of(ada, eve)) {
                assertFalse(program.log().contains(token.serialize()), "the log shows a token");
            }
        } finally {
            issuer.shutdown();
        }
    }

    /** It has answered before. */
    private static void awake(MockOAuth2Server issuer) throws Exception {
        for (URL page : List.of(
                issuer.wellKnownUrl("acme").url(), issuer.jwksUrl("acme").url())) {
            try (InputStream answer = page.openStream()) {
                assertTrue(answer.readAllBytes().length > 0);
            }
        }
    }

    private static Client as(Program program, SignedJWT token) {
        return new Client(program.address(), token.serialize());
    }

    private static SignedJWT token(MockOAuth2Server issuer, String name, List<String> groups) {
        return issuer.issueToken("acme", name, "portolan", Map.of("preferred_username", name, "groups", groups), 3600);
    }

    /** It says the same, signed by somebody with a key of the same name. */
    private static SignedJWT forged(SignedJWT token) throws Exception {
        JWSHeader header = token.getHeader();
        SignedJWT forged = new SignedJWT(header, token.getJWTClaimsSet());
        forged.sign(new RSASSASigner(
                new RSAKeyGenerator(2048).keyID(header.getKeyID()).generate()));
        return forged;
    }
}
