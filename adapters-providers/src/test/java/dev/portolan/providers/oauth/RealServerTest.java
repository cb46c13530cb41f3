package dev.portolan.providers.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.application.port.OAuthGateway.Answer;
import dev.portolan.application.port.OAuthGateway.Client;
import dev.portolan.application.port.OAuthGateway.Consent;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.AuthScheme.BodyFormat;
import dev.portolan.domain.AuthScheme.ClientAuthentication;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Provider;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocol as somebody else has read it: authorize, code, PKCE, tokens, renewal and what is not given back, at a server that is not ours. */
final class RealServerTest {

    private static final String CALLBACK = "http://localhost:8080/oauth/callback";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private final MockOAuth2Server server = new MockOAuth2Server(new OAuth2Config(false, null, null, true));
    private final OAuthGateway gateway = Gateways.gateway();

    @BeforeEach
    void start() {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void a_consent_becomes_tokens(ClientAuthentication authentication) throws Exception {
        Client client = client(authentication);
        Map<String, String> returned = browse(client, Optional.of(RotatingEndpoints.challenge(VERIFIER)));

        Credential.Tokens tokens =
                granted(gateway.exchange(client, returned.get("code"), CALLBACK, Optional.of(VERIFIER)));

        assertEquals("st ate/+", returned.get("state"));
        assertTrue(tokens.refreshToken().isPresent());
        assertTrue(tokens.expiresAt().orElseThrow().isAfter(Gateways.NOW.plus(Duration.ofMinutes(1))));
        assertTrue(tokens.scopes().contains("openid"), tokens.scopes().toString());

        Credential.Tokens renewed = granted(gateway.renew(client, tokens));
        assertEquals(2, renewed.version());
        assertNotEquals(tokens.refreshToken(), renewed.refreshToken());
    }

    @Test
    void a_stolen_code_is_worth_nothing_without_its_verifier() throws Exception {
        Client client = client(ClientAuthentication.BODY);
        String code = browse(client, Optional.of(RotatingEndpoints.challenge(VERIFIER)))
                .get("code");

        Answer answer = gateway.exchange(
                client, code, CALLBACK, Optional.of("another-verifier-of-at-least-forty-three-letters"));

        assertEquals(
                "invalid_grant", assertInstanceOf(Answer.Refused.class, answer).code());
    }

    @Test
    void a_made_up_code_is_refused() {
        assertInstanceOf(
                Answer.Refused.class,
                gateway.exchange(client(ClientAuthentication.BASIC), "made-up", CALLBACK, Optional.of(VERIFIER)));
    }

    @Test
    void a_made_up_refresh_token_is_refused() {
        assertInstanceOf(
                Answer.Refused.class,
                gateway.renew(client(ClientAuthentication.BASIC), Gateways.tokens("access", "made-up")));
    }

    /** This server wants a hint of which token it is, which RFC 7009 leaves to the client. */
    @Test
    void a_server_that_does_not_take_a_token_back_is_not_said_to_have() throws Exception {
        Client client = client(ClientAuthentication.BASIC);
        String code = browse(client, Optional.empty()).get("code");
        Credential.Tokens tokens = granted(gateway.exchange(client, code, CALLBACK, Optional.empty()));

        assertEquals(
                "unsupported_token_type",
                assertInstanceOf(OAuthGateway.Returned.Refused.class, gateway.revoke(client, tokens))
                        .code());
    }

    /** What a browser does: goes to the address, and is sent back with what the address bar then shows. */
    private Map<String, String> browse(Client client, Optional<String> challenge) throws Exception {
        URI uri = gateway.authorizeUri(client, new Consent("st ate/+", CALLBACK, challenge));
        try (HttpClient browser = HttpClient.newHttpClient()) {
            HttpResponse<String> sentBack =
                    browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(302, sentBack.statusCode(), sentBack.body());
            URI callback = URI.create(sentBack.headers().firstValue("Location").orElseThrow());
            return Arrays.stream(callback.getRawQuery().split("&"))
                    .map(field -> field.split("=", 2))
                    .collect(Collectors.toMap(
                            field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        }
    }

    private Client client(ClientAuthentication authentication) {
        AuthScheme.OAuth2 scheme = new AuthScheme.OAuth2(
                server.authorizationEndpointUrl("acme").uri(),
                server.tokenEndpointUrl("acme").uri(),
                Optional.of(new AuthScheme.Revocation(
                        server.revocationEndpointUrl("acme").uri(), AuthScheme.Revocation.Style.RFC7009)),
                List.of("openid", "offline_access"),
                "scope",
                " ",
                authentication,
                BodyFormat.FORM,
                true,
                Map.of("ui_locales", "de fr"),
                Map.of(),
                List.of());
        return new Client(new Provider.Id("box"), scheme, "portolan", Optional.of(Gateways.SECRET), scheme.scopes());
    }

    private static Credential.Tokens granted(Answer answer) {
        return assertInstanceOf(Answer.Granted.class, answer).tokens();
    }
}
