package dev.portolan.rest.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.portolan.application.Identities;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import io.micronaut.security.oauth2.client.OpenIdProviderMetadataFetcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An issuer that is not there, or is somebody else; and what the operator may say of one. */
class DiscoveryTest {

    private static final String ANY = "/portolan/v1/connections";
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger askedForKeys = new AtomicInteger();
    private volatile String document = "";
    private volatile String keys = "";
    private HttpServer web;
    private String name;

    @BeforeEach
    void listen() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        name = "http://127.0.0.1:" + web.getAddress().getPort() + "/realm";
        web.createContext("/", exchange -> {
            boolean forKeys = exchange.getRequestURI().getPath().equals("/keys");
            (forKeys ? askedForKeys : asked).incrementAndGet();
            byte[] body = (forKeys ? keys : document).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        web.start();
    }

    @AfterEach
    void hangUp() {
        web.stop(0);
    }

    private String documentOf(String issuer) {
        return "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}".formatted(issuer, name.replace("/realm", "/keys"));
    }

    private TestServer server() {
        return new TestServer(Map.of("portolan.oidc.issuer", name, "portolan.oidc.audience", "us"));
    }

    private static Answer get(TestServer server, String bearer) {
        return server.anonymous("GET", ANY)
                .with("Authorization", "Bearer " + bearer)
                .send();
    }

    private JWTClaimsSet claims(TestServer server) {
        return new JWTClaimsSet.Builder()
                .issuer(name)
                .audience(List.of("others", "us"))
                .subject("42")
                .expirationTime(Date.from(server.clock.instant().plusSeconds(60)))
                .build();
    }

    private String token(TestServer server, RSAKey key, String type) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(key.getKeyID())
                        .type(new com.nimbusds.jose.JOSEObjectType(type))
                        .build(),
                claims(server));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    @Test
    void an_issuer_that_is_down_is_asked_again_and_holds_up_nobody_else() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("first").generate();
        try (TestServer server = server()) {
            assertEquals(0, asked.get(), "a start waits for nobody");
            assertEquals(502, get(server, token(server, key, "JWT")).status());
            assertEquals(502, get(server, token(server, key, "JWT")).status());
            assertEquals(1, asked.get(), "not at every request");
            assertEquals(200, get(server, TestServer.KEY).status());

            document = documentOf(name);
            keys = new JWKSet(key.toPublicJWK()).toString();
            server.clock.advance(Duration.ofSeconds(5));
            assertEquals(200, get(server, token(server, key, "JWT")).status());
            assertEquals(200, get(server, token(server, key, "at+jwt")).status());
            assertEquals(401, get(server, token(server, key, "logout+jwt")).status());
            server.clock.advance(Duration.ofDays(1));
            assertEquals(200, get(server, token(server, key, "JWT")).status());
            assertEquals(2, asked.get());
        }
    }

    @Test
    void an_issuer_that_calls_itself_otherwise_is_not_the_one() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("first").generate();
        document = documentOf("https://somebody.example.com");
        keys = new JWKSet(key.toPublicJWK()).toString();
        try (TestServer server = server()) {
            assertEquals(502, get(server, token(server, key, "JWT")).status());
        }
    }

    @Test
    void an_unsigned_token_is_refused_also_while_there_are_no_keys_and_nobody_is_asked() {
        try (TestServer server = server()) {
            JWTClaimsSet claims = claims(server);
            assertEquals(401, get(server, new PlainJWT(claims).serialize()).status());
            document = documentOf(name);
            assertEquals(401, get(server, new PlainJWT(claims).serialize()).status());
            assertEquals(0, asked.get());
        }
    }

    @Test
    void a_secret_of_everybody_signs_nothing_also_while_there_are_no_keys() throws Exception {
        try (TestServer server = server()) {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(server));
            token.sign(new MACSigner(new byte[32]));
            assertEquals(401, get(server, token.serialize()).status());
            assertEquals(0, asked.get());
        }
    }

    @Test
    void keys_are_read_again_for_one_that_is_new_but_not_for_everybody_who_makes_one_up() throws Exception {
        RSAKey old = new RSAKeyGenerator(2048).keyID("old").generate();
        RSAKey fresh = new RSAKeyGenerator(2048).keyID("fresh").generate();
        document = documentOf(name);
        keys = new JWKSet(old.toPublicJWK()).toString();
        try (TestServer server = server()) {
            assertEquals(200, get(server, token(server, old, "JWT")).status());
            keys = new JWKSet(fresh.toPublicJWK()).toString();
            assertEquals(200, get(server, token(server, fresh, "JWT")).status());
            assertEquals(401, get(server, token(server, old, "JWT")).status(), "what is published no more");
            int before = askedForKeys.get();
            for (int i = 0; i < 20; i++) {
                RSAKey madeUp = new RSAKey.Builder(old).keyID("made-up-" + i).build();
                assertEquals(401, get(server, token(server, madeUp, "JWT")).status());
            }
            assertTrue(askedForKeys.get() < before + 10, () -> askedForKeys.get() - before + " times");
            assertEquals(200, get(server, token(server, fresh, "JWT")).status());
        }
    }

    @Test
    void a_key_signs_what_it_is_for() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("first").generate();
        document = documentOf(name);
        RSAKey forSecrets = new RSAKey.Builder(key).keyUse(KeyUse.ENCRYPTION).build();
        RSAKey forOthers = new RSAKey.Builder(key).algorithm(JWSAlgorithm.PS256).build();
        RSAKey namesake = new RSAKeyGenerator(2048).keyID("first").generate();
        for (List<JWK> published : List.<List<JWK>>of(
                List.of(forSecrets), List.of(forOthers), List.of(namesake, forSecrets), List.of(namesake, forOthers))) {
            keys = new JWKSet(published).toString();
            try (TestServer server = server()) {
                assertEquals(401, get(server, token(server, key, "JWT")).status());
                assertTrue(askedForKeys.get() > 0);
            }
        }
    }

    @Test
    void keys_that_come_over_an_open_network_are_nobodys() {
        try (TestServer server = server()) {
            OpenIdProviderMetadataFetcher fetcher = server.context().getBean(OpenIdProviderMetadataFetcher.class);
            String said = "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}";
            document = said.formatted(name, "https://keys.example.com/of/acme");
            assertEquals("https://keys.example.com/of/acme", fetcher.fetch().getJwksUri());
            for (String open : List.of("http://192.0.2.1/keys", "file:///etc/keys", "keys", "")) {
                document = said.formatted(name, open);
                String refused =
                        assertThrows(UncheckedIOException.class, fetcher::fetch).getMessage();
                assertTrue(refused.contains("neither https nor loopback"), refused);
            }
            document = "{\"issuer\": \"%s\"}".formatted(name);
            assertThrows(UncheckedIOException.class, fetcher::fetch);
        }
    }

    @Test
    void where_no_issuer_is_trusted_no_token_is_not_even_an_unsigned_one() {
        try (TestServer server = new TestServer()) {
            JWTClaimsSet claims = new JWTClaimsSet.Builder()
                    .subject("admin")
                    .expirationTime(Date.from(java.time.Instant.now().plusSeconds(3600)))
                    .build();
            Answer answer = get(server, new PlainJWT(claims).serialize());
            assertEquals(401, answer.status());
            assertEquals(List.of("Bearer"), answer.response().headers().allValues("WWW-Authenticate"));
        }
    }

    @Test
    void keys_may_have_dots() {
        try (TestServer server = server()) {
            Issuer issuer = server.context().getBean(Issuer.class);
            assertFalse(issuer.concerns("first.administrators.key"));
            assertFalse(issuer.concerns("e30.e30.e30"));
            assertTrue(issuer.concerns(new PlainJWT(new JWTClaimsSet.Builder().build()).serialize()));
        }
    }

    private static OidcSettings settings(
            String issuer, String audience, Optional<String> groups, Optional<String> admins) {
        return new OidcSettings(issuer, audience, new Identities.Home("default", admins), groups);
    }

    private static void wrong(
            String variable, String issuer, String audience, Optional<String> groups, Optional<String> admins) {
        Refusal.InvalidInput refused =
                assertThrows(Refusal.InvalidInput.class, () -> settings(issuer, audience, groups, admins));
        assertTrue(refused.message().startsWith(variable + " must be"), refused.message());
    }

    @Test
    void settings_that_would_be_unsafe_stop_the_start() {
        settings("https://issuer.example.com/realm/", "us", Optional.of("groups"), Optional.of("admins"));
        settings("http://localhost:8081/realm", "us", Optional.empty(), Optional.empty());
        wrong("PORTOLAN_OIDC_ISSUER", "http://192.0.2.1/realm", "us", Optional.empty(), Optional.empty());
        wrong("PORTOLAN_OIDC_ISSUER", "issuer", "us", Optional.empty(), Optional.empty());
        wrong("PORTOLAN_OIDC_ISSUER", "ftp://localhost/", "us", Optional.empty(), Optional.empty());
        wrong("PORTOLAN_OIDC_ISSUER", "https://", "us", Optional.empty(), Optional.empty());
        wrong("PORTOLAN_OIDC_AUDIENCE", "https://issuer", "", Optional.empty(), Optional.empty());
        wrong("PORTOLAN_OIDC_GROUPS_CLAIM", "https://issuer", "us", Optional.empty(), Optional.of("admins"));
    }
}
