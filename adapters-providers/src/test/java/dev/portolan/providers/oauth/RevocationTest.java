package dev.portolan.providers.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.application.port.OAuthGateway.Returned;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.AuthScheme.Revocation.Style;
import dev.portolan.domain.Credential;
import dev.portolan.providers.server.RawServer;
import dev.portolan.providers.server.Script;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RevocationTest {

    private final Script server = new Script();
    private final AuthScheme.OAuth2 scheme = Gateways.scheme(server.uri());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_provider_without_an_endpoint_is_not_called() {
        assertInstanceOf(Returned.NotOffered.class, revoke(scheme, living()));
        assertEquals(List.of(), server.seen());
    }

    @Test
    void by_rfc_7009_both_tokens_are_given_back_the_refresh_token_first() {
        server.on("POST /revoke", "");

        assertInstanceOf(Returned.Done.class, revoke(rfc7009(), living()));
        assertEquals(
                List.of(
                        "token=refresh&client_id=client+id&client_secret=s3cr3t%2Bapp%2Fvalue",
                        "token=access&client_id=client+id&client_secret=s3cr3t%2Bapp%2Fvalue"),
                server.seen().stream().map(RawServer.Request::body).toList());
    }

    @Test
    void what_a_provider_does_not_know_any_more_has_been_given_back() {
        server.always(400, Map.of(), "{\"error\":\"invalid_token\"}");
        assertInstanceOf(Returned.Done.class, revoke(rfc7009(), living()));
        server.always(200, Map.of(), "{\"ok\":false,\"error\":\"token_revoked\"}");
        assertInstanceOf(Returned.Done.class, revoke(bearer(), living()));
        server.always(200, Map.of(), "{\"ok\":false,\"error\":\"invalid_auth\"}");
        assertInstanceOf(Returned.Done.class, revoke(bearer(), living()));
        server.always(
                401,
                Map.of(),
                "{\"error_summary\":\"invalid_access_token/..\",\"error\":{\".tag\":\"invalid_access_token\"}}");
        assertInstanceOf(Returned.Done.class, revoke(bearer(), living()));
        server.always(404, Map.of(), "{\"message\":\"Not Found\"}");
        assertInstanceOf(Returned.Done.class, revoke(github(), living()));
    }

    @Test
    void what_may_pass_is_tried_later_and_what_will_not_is_said() {
        for (AuthScheme.OAuth2 each : List.of(rfc7009(), bearer(), github())) {
            server.always(503, Map.of("Retry-After", "5"), "");
            assertInstanceOf(Returned.Unavailable.class, revoke(each, living()));
        }
        server.always(401, Map.of(), "{\"error\":\"invalid_client\",\"error_description\":\"wrong secret\"}");
        assertEquals(new Returned.Refused("invalid_client", "wrong secret"), revoke(rfc7009(), living()));
        server.always(401, Map.of(), "{\"message\":\"Bad credentials\"}");
        assertInstanceOf(Returned.Refused.class, revoke(github(), living()));
        server.always(200, Map.of(), "{\"ok\":false,\"error\":\"method_not_supported\"}");
        assertInstanceOf(Returned.Refused.class, revoke(bearer(), living()));
    }

    @Test
    void a_bearer_gives_its_own_token_back() {
        server.on("POST /revoke", "null");

        assertInstanceOf(Returned.Done.class, revoke(bearer(), living()));

        RawServer.Request request = server.seen().getFirst();
        assertEquals("Bearer access", request.headers().get("Authorization"));
        assertEquals("", request.body());
    }

    @Test
    void github_s_app_deletes_the_whole_grant() {
        server.on("DELETE /applications/client+id/grant", 204, Map.of(), "");

        assertInstanceOf(Returned.Done.class, revoke(github(), living()));

        RawServer.Request request = server.seen().getFirst();
        assertTrue(request.headers().get("Authorization").startsWith("Basic "));
        assertEquals("{\"access_token\":\"access\"}", request.body());
    }

    @Test
    void an_expired_token_is_renewed_before_it_gives_its_grant_back() {
        server.on("POST /token", "{\"access_token\":\"renewed\"}").on("POST /revoke", "null");

        assertInstanceOf(Returned.Done.class, revoke(bearer(), expired()));
        assertEquals("Bearer renewed", server.seen().getLast().headers().get("Authorization"));
    }

    @Test
    void a_grant_that_cannot_be_renewed_any_more_has_been_given_back() {
        server.on("POST /token", 400, Map.of(), "{\"error\":\"invalid_grant\"}");
        assertInstanceOf(Returned.Done.class, revoke(bearer(), expired()));

        server.on("POST /token", 503, Map.of(), "");
        assertInstanceOf(Returned.Unavailable.class, revoke(bearer(), expired()));

        server.on("POST /token", 401, Map.of(), "{\"error\":\"invalid_client\"}");
        assertInstanceOf(Returned.Refused.class, revoke(bearer(), expired()));
    }

    private static Returned revoke(AuthScheme.OAuth2 scheme, Credential.Tokens tokens) {
        OAuthGateway gateway = Gateways.gateway();
        return gateway.revoke(Gateways.client(scheme), tokens);
    }

    private AuthScheme.OAuth2 rfc7009() {
        return Gateways.revoking(scheme, URI.create(server.uri() + "/revoke"), Style.RFC7009);
    }

    private AuthScheme.OAuth2 bearer() {
        return Gateways.revoking(scheme, URI.create(server.uri() + "/revoke"), Style.BEARER);
    }

    private AuthScheme.OAuth2 github() {
        return Gateways.revoking(scheme, URI.create(server.uri() + "/applications"), Style.GITHUB_GRANT);
    }

    private static Credential.Tokens living() {
        return Gateways.tokens("access", "refresh");
    }

    private static Credential.Tokens expired() {
        return new Credential.Tokens(
                "old",
                Optional.of("refresh"),
                Optional.of(Gateways.NOW.minusSeconds(1)),
                Optional.empty(),
                List.of(),
                Map.of(),
                4);
    }
}
