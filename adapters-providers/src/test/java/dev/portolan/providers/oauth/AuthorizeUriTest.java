package dev.portolan.providers.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.AuthScheme;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AuthorizeUriTest {

    private static final OAuthGateway.Consent CONSENT = new OAuthGateway.Consent(
            "st~a-te_1.x", "https://portolan.example.com/oauth/callback", Optional.of("chal-lenge_"));

    @Test
    void everything_that_a_provider_wants_is_asked_in_one_encoding() {
        URI uri = uri(
                "https://auth.example.com/authorize",
                "scope",
                " ",
                true,
                Map.of("prompt", "consent", "audience", "a b*c+é%20"));

        assertEquals(
                "https://auth.example.com/authorize?response_type=code&client_id=id%2F1%3D"
                        + "&redirect_uri=https%3A%2F%2Fportolan.example.com%2Foauth%2Fcallback"
                        + "&scope=read%3Apage%20https%3A%2F%2Fx%2Fdrive.readonly"
                        + "&state=st~a-te_1.x&code_challenge=chal-lenge_&code_challenge_method=S256"
                        + "&audience=a%20b%2Ac%2B%C3%A9%2520&prompt=consent",
                uri.toString());
    }

    @Test
    void no_challenge_is_sent_to_who_does_not_know_pkce() {
        assertEquals(
                -1, uri("https://a/b", "scope", " ", false, Map.of()).toString().indexOf("code_challenge"));
    }

    @Test
    void scopes_go_where_and_how_the_provider_reads_them() {
        String uri = uri("https://a/b", "user_scope", ",", false, Map.of()).toString();

        assertEquals(true, uri.contains("&user_scope=read%3Apage%2Chttps%3A%2F%2Fx%2Fdrive.readonly&"));
        assertEquals(false, uri.contains("&scope="));
    }

    @Test
    void an_authorize_url_may_have_a_query_of_its_own() {
        assertEquals(
                0,
                uri("https://a/b?realm=x%20y", "scope", " ", false, Map.of())
                        .toString()
                        .indexOf("https://a/b?realm=x%20y&response_type=code&"));
    }

    @Test
    void the_scheme_cannot_overrule_what_the_protocol_needs() {
        assertEquals(
                true,
                uri("https://a/b", "scope", " ", false, Map.of("state", "mine"))
                        .toString()
                        .contains("state=st~a-te_1.x"));
    }

    private static URI uri(
            String authorizeUrl, String parameter, String separator, boolean pkce, Map<String, String> extra) {
        AuthScheme.OAuth2 scheme = new AuthScheme.OAuth2(
                URI.create(authorizeUrl),
                URI.create("https://auth.example.com/token"),
                Optional.empty(),
                List.of(),
                parameter,
                separator,
                AuthScheme.ClientAuthentication.BODY,
                AuthScheme.BodyFormat.FORM,
                pkce,
                extra,
                Map.of(),
                List.of());
        OAuthGateway.Client client = new OAuthGateway.Client(
                new dev.portolan.domain.Provider.Id("box"),
                scheme,
                "id/1=",
                Optional.of("secret"),
                List.of("read:page", "https://x/drive.readonly"));
        return Gateways.gateway().authorizeUri(client, CONSENT);
    }
}
