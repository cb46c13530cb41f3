package dev.portolan.rest.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.portolan.rest.Call;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens of an OpenID Connect server that is not ours, and all that pretends to be one. */
class RealIssuerTest {

    private static final String US = "portolan";
    private static final String ANY = "/portolan/v1/connections";
    private static final MockOAuth2Server ISSUER = new MockOAuth2Server();
    private static TestServer server;
    private static String name;

    @BeforeAll
    static void start() {
        ISSUER.start(InetAddress.getLoopbackAddress(), 0);
        name = ISSUER.issuerUrl("acme").toString();
        server = new TestServer(Map.of(
                "portolan.oidc.issuer",
                name,
                "portolan.oidc.audience",
                US,
                "portolan.oidc.groups.claim",
                "realm.groups",
                "portolan.oidc.admin.group",
                "admins"));
        server.clock.advanceTo(Instant.now());
    }

    @AfterAll
    static void stop() {
        server.close();
        ISSUER.shutdown();
    }

    private static SignedJWT issued(String subject, Map<String, ?> more) {
        return ISSUER.issueToken("acme", subject, US, more, 3600);
    }

    private static String token(String subject, String... groups) {
        return issued(subject, Map.of("preferred_username", subject, "realm", Map.of("groups", List.of(groups))))
                .serialize();
    }

    private static Call as(String token, String method, String path) {
        return server.anonymous(method, path).with("Authorization", "Bearer " + token);
    }

    private static Answer get(String token, String path) {
        return as(token, "GET", path).send();
    }

    private static void refused(String token, String reason) {
        Answer answer = get(token, ANY);
        assertEquals(401, answer.status(), answer.text());
        assertEquals(List.of("Bearer"), answer.response().headers().allValues("WWW-Authenticate"));
        assertTrue(answer.at("detail").contains(reason), answer.text());
    }

    @Test
    void a_token_opens_every_dialect_and_keys_and_passwords_still_do() {
        String ada = token("ada");
        for (String path : List.of(
                "/portolan/v1/connections",
                "/v1/connectors",
                "/api/v1/source-connections",
                "/connections",
                "/api/v1/connections")) {
            assertEquals(200, get(ada, path).status(), path);
            assertEquals(200, get(TestServer.KEY, path).status(), path);
        }
        server.post("/portolan/v1/users", "{\"name\": \"local\", \"password\": \"correct horse\"}")
                .send()
                .json(201);
        Answer bought = server.anonymous("POST", "/token")
                .body(
                        "application/x-www-form-urlencoded",
                        "grant_type=password&username=local&password=correct%20horse")
                .send();
        assertEquals(200, get(bought.at("access_token"), ANY).status());
    }

    @Test
    void users_and_groups_are_made_on_first_sight_and_see_what_their_groups_see() {
        String connection = server.connection();
        String path = "/portolan/v1/connections/" + connection;
        String bob = token("bob", "readers");
        assertEquals(404, get(bob, path).status());
        assertTrue(server.get("/portolan/v1/users").send().text().contains("\"name\":\"bob\""));
        assertEquals("readers", server.get("/portolan/v1/groups").send().at("data.0.name"));

        String readers = server.get("/portolan/v1/groups").send().at("data.0.id");
        server.call("PUT", path + "/roles/groups/" + readers)
                .json("{\"role\": \"viewer\"}")
                .send()
                .json(200);
        assertEquals(200, get(bob, path).status());
        assertEquals(403, as(bob, "DELETE", path).send().status());
        assertEquals(404, get(token("bob"), path).status(), "who has left the group sees nothing");
        assertEquals(403, get(token("bob"), "/portolan/v1/users").status());
    }

    @Test
    void the_group_of_admins_makes_admins_of_the_organization_but_not_of_the_deployment() {
        String eve = token("eve", "admins");
        assertEquals(200, get(eve, "/portolan/v1/users").status());
        assertEquals(403, get(eve, "/portolan/v1/organizations").status());
        assertEquals(403, get(token("eve"), "/portolan/v1/users").status());
    }

    @Test
    void tokens_for_others_of_others_and_of_yesterday_are_refused() {
        refused(
                ISSUER.issueToken("acme", "ada", "somebody-else", Map.of(), 3600)
                        .serialize(),
                "aud");
        refused(
                ISSUER.issueToken("acme", "ada", US, Map.of("iss", "https://evil"), 3600)
                        .serialize(),
                "iss");
        refused(
                ISSUER.issueToken("acme", "ada", US, Map.of("iss", "https://evil/" + name), 3600)
                        .serialize(),
                "iss");
        refused(
                ISSUER.issueToken("acme", "ada", US, Map.of("iss", "acme"), 3600)
                        .serialize(),
                "iss");
        refused(
                ISSUER.issueToken("acme", "ada", US, Map.of("iss", name.replace("http", "https")), 3600)
                        .serialize(),
                "iss");
        refused(
                ISSUER.issueToken("acme", "ada", US, Map.of("iss", name + "/"), 3600)
                        .serialize(),
                "iss");
        refused(ISSUER.issueToken("acme", "ada", US, Map.of("iss", ""), 3600).serialize(), "iss");
        refused(ISSUER.issueToken("other", "ada", US, Map.of(), 3600).serialize(), "not one that is accepted");
        refused(ISSUER.issueToken("acme", "ada", US, Map.of(), -3600).serialize(), "expired");
        Date tomorrow = Date.from(server.clock.instant().plus(Duration.ofDays(1)));
        refused(issued("ada", Map.of("nbf", tomorrow)).serialize(), "before");
    }

    @Test
    void a_minute_of_grace_is_given_and_no_more() {
        Instant now = server.clock.instant();
        assertEquals(200, get(until(now.minusSeconds(50)), ANY).status());
        refused(until(now.minusSeconds(70)), "expired");
        assertEquals(
                200,
                get(issued("ada", Map.of("nbf", Date.from(now.plusSeconds(50)))).serialize(), ANY)
                        .status());
        refused(issued("ada", Map.of("nbf", Date.from(now.plusSeconds(70)))).serialize(), "before");
    }

    private static String until(Instant end) {
        return issued("ada", Map.of("exp", Date.from(end))).serialize();
    }

    @Test
    void what_the_issuer_did_not_sign_is_refused() throws Exception {
        SignedJWT good = issued("ada", Map.of());
        String kid = good.getHeader().getKeyID();
        RSAKey forged = new RSAKeyGenerator(2048).keyID(kid).generate();
        JWTClaimsSet claims = good.getJWTClaimsSet();

        refused(new PlainJWT(claims).serialize(), "Unsecured");
        refused(signed(JWSAlgorithm.RS256, kid, claims, new RSASSASigner(forged)), "Invalid signature");
        refused(signed(JWSAlgorithm.RS256, "unknown", claims, new RSASSASigner(forged)), "no matching key");
        String[] parts = good.serialize().split("\\.", -1);
        String[] others = token("eve", "admins").split("\\.", -1);
        refused(parts[0] + "." + others[1] + "." + parts[2], "Invalid signature");
        refused(parts[0] + "." + parts[1] + ".", "");
    }

    @Test
    void the_public_key_is_no_secret_to_sign_with() throws Exception {
        SignedJWT good = issued("ada", Map.of());
        RSAKey published = publishedKey();
        for (byte[] secret : List.of(
                published.toRSAPublicKey().getEncoded(),
                published.toPublicJWK().toJSONString().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                published.getModulus().decode())) {
            refused(
                    signed(
                            JWSAlgorithm.HS256,
                            good.getHeader().getKeyID(),
                            good.getJWTClaimsSet(),
                            new MACSigner(secret)),
                    "Another algorithm expected");
        }
    }

    @Test
    void a_token_says_whose_it_is_and_until_when() throws Exception {
        refused(ISSUER.issueToken("acme", "", US, Map.of(), 3600).serialize(), "subject");
        assertEquals(200, get(token("ada"), ANY).status());
    }

    private static RSAKey publishedKey() throws IOException, ParseException {
        URI keys = ISSUER.jwksUrl("acme").uri();
        return JWKSet.load(keys.toURL()).getKeys().getFirst().toRSAKey();
    }

    private static String signed(JWSAlgorithm algorithm, String kid, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
        token.sign(signer);
        return token.serialize();
    }
}
