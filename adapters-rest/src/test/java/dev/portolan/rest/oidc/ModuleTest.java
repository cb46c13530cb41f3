package dev.portolan.rest.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.SignedJWT;
import dev.portolan.rest.TestServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.oauth2.client.DefaultOpenIdProviderMetadata;
import io.micronaut.security.oauth2.client.OauthClient;
import io.micronaut.security.oauth2.client.OpenIdProviderMetadataFetcher;
import io.micronaut.security.oauth2.configuration.OpenIdClientConfiguration;
import io.micronaut.security.token.jwt.nimbus.ReactiveJwksSignature;
import io.micronaut.security.token.jwt.signature.ReactiveSignatureConfiguration;
import io.micronaut.security.token.jwt.validator.JsonWebTokenParser;
import io.micronaut.security.token.validator.TokenValidator;
import io.micronaut.web.router.Router;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What micronaut-security-oauth2 does for us, and what it does not. */
class ModuleTest {

    private static final String US = "portolan";
    private static final MockOAuth2Server ISSUER = new MockOAuth2Server();
    private static TestServer server;
    private static String name;

    @BeforeAll
    static void start() {
        ISSUER.start(InetAddress.getLoopbackAddress(), 0);
        name = ISSUER.issuerUrl("acme").toString();
        server = new TestServer(Map.of("portolan.oidc.issuer", name, "portolan.oidc.audience", US));
    }

    @AfterAll
    static void stop() {
        server.close();
        ISSUER.shutdown();
    }

    @Test
    void the_issuer_is_a_client_of_the_module_whose_parts_check_its_tokens() throws Exception {
        ApplicationContext context = server.context();
        OpenIdClientConfiguration client = context.getBean(OpenIdClientConfiguration.class);
        assertEquals(name, client.getIssuer().orElseThrow().toString());
        assertEquals(
                ISSUER.jwksUrl("acme").toString(),
                context.getBean(OpenIdProviderMetadataFetcher.class).fetch().getJwksUri());
        @SuppressWarnings("unchecked")
        ReactiveSignatureConfiguration<SignedJWT> signature = context.getBean(ReactiveSignatureConfiguration.class);
        assertInstanceOf(ReactiveJwksSignature.class, signature);
        assertEquals(
                true,
                Mono.from(signature.verify(ISSUER.issueToken("acme", "ada", US, Map.of(), 3600)))
                        .block());
        assertEquals(
                false,
                Mono.from(signature.verify(ISSUER.issueToken("other", "ada", US, Map.of(), 3600)))
                        .block());
    }

    @Test
    void no_token_is_good_that_the_modules_signature_says_is_bad() {
        OidcFactory.Keys keys = server.context().getBean(OidcFactory.Keys.class);
        @SuppressWarnings("unchecked")
        JsonWebTokenParser<JWT> parser = server.context().getBean(JsonWebTokenParser.class);
        Claims claims = new Claims(server.context().getBean(OidcSettings.class), server.clock);
        ReactiveJwksSignature never =
                new ReactiveJwksSignature(keys.discovery(), (token, key) -> false, keys.published());
        Checks checks = new Checks(parser, keys.discovery(), keys.published(), never, claims);
        BadJOSEException refused = assertThrows(
                BadJOSEException.class,
                () -> checks.passed(
                        ISSUER.issueToken("acme", "ada", US, Map.of(), 3600).serialize()));
        assertEquals("Invalid signature", refused.getMessage());
    }

    @Test
    void the_module_takes_no_token_by_itself_and_serves_nothing() {
        assertTrue(server.context().getBeansOfType(TokenValidator.class).isEmpty());
        assertEquals(
                1, server.context().getBeansOfType(AuthenticationFetcher.class).size());
        assertTrue(server.context().getBeansOfType(OauthClient.class).isEmpty());
        assertTrue(server.context()
                .getBeansOfType(DefaultOpenIdProviderMetadata.class)
                .isEmpty());
        try (TestServer without = new TestServer()) {
            assertEquals(routes(without), routes(server));
            assertTrue(without.context()
                    .getBeansOfType(OpenIdClientConfiguration.class)
                    .isEmpty());
        }
        assertEquals(
                404, server.get("/.well-known/oauth-protected-resource").send().status());
    }

    private static Set<String> routes(TestServer server) {
        return server.context()
                .getBean(Router.class)
                .uriRoutes()
                .map(route -> route.getHttpMethodName() + " " + route.getUriMatchTemplate())
                .collect(Collectors.toSet());
    }
}
