package dev.portolan.providers.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.application.port.OAuthGateway.Answer;
import dev.portolan.providers.server.RawServer;
import dev.portolan.providers.server.Script;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the ways in which token endpoints say no mean, and what is never said on. */
final class TokenRefusalTest {

    private final Script server = new Script();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_grant_ends_by_words_that_say_so() {
        refused("invalid_grant", 400, error("invalid_grant", "Token has been expired or revoked."));
        refused("invalid_grant", 403, error("invalid_grant", "Unknown or invalid refresh token."));
        refused("bad_verification_code", 200, error("bad_verification_code", "The code is incorrect or expired."));
        refused("bad_refresh_token", 200, error("bad_refresh_token", "The refresh token is incorrect."));
        refused("invalid_refresh_token", 200, "{\"ok\":false,\"error\":\"invalid_refresh_token\"}");
        refused("code_already_used", 200, "{\"ok\":false,\"error\":\"code_already_used\"}");
        refused("interaction_required", 400, error("interaction_required", "AADSTS50076: MFA\\r\\nTrace ID: 1"));
        refused("access_denied", 400, error("access_denied", "no"));
    }

    @Test
    void an_app_that_is_refused_is_its_owner_s_matter() {
        appRefused("invalid_client", 401, error("invalid_client", "AADSTS7000222: expired secret"));
        appRefused("incorrect_client_credentials", 200, error("incorrect_client_credentials", "wrong"));
        appRefused("redirect_uri_mismatch", 200, error("redirect_uri_mismatch", "wrong"));
        appRefused("bad_client_secret", 200, "{\"ok\":false,\"error\":\"bad_client_secret\"}");
        appRefused("invalid_client_id", 400, error("invalid_client_id", "client identifier invalid"));
        appRefused("unauthorized_client", 400, error("unauthorized_client", "not approved"));
        appRefused("access_denied", 401, error("access_denied", "Unauthorized"));
        appRefused("invalid_scope", 400, error("invalid_scope", "x"));
        appRefused("never_heard_of", 400, error("never_heard_of", "x"));
        appRefused(
                "validation_error",
                400,
                "{\"object\":\"error\",\"status\":400,\"code\":\"validation_error\",\"message\":\"body\"}");
        appRefused("401", 401, "");
    }

    @Test
    void what_may_pass_proves_nothing() {
        for (int status : new int[] {408, 425, 429, 500, 502, 503, 504, 529}) {
            unavailable(status, error("invalid_grant", "maybe"));
        }
        unavailable(400, error("temporarily_unavailable", "x"));
        unavailable(400, error("invalid_grant", "token request is already being processed"));
        unavailable(400, error("invalid_grant", "Login rate exceeded"));
        unavailable(200, "{\"ok\":false,\"error\":\"ratelimited\"}");
        unavailable(200, "<html>Welcome</html>");
        unavailable(200, "{}");
        unavailable(200, "[\"access_token\"]");
        unavailable(200, "");
        unavailable(400, "Bad Request");
        unavailable(302, "");
        unavailable(404, "<html>");
    }

    @Test
    void a_wait_that_is_asked_for_is_told() {
        server.always(429, Map.of("Retry-After", "90"), "");

        assertEquals(
                Optional.of(Duration.ofSeconds(90)),
                assertInstanceOf(Answer.Unavailable.class, exchange()).retryAfter());
    }

    @Test
    void an_answer_without_an_end_is_not_kept() {
        server.always(200, Map.of(), "{\"access_token\":\"a\",\"x\":\"" + "x".repeat(300_000) + "\"}");

        assertInstanceOf(Answer.Unavailable.class, exchange());
    }

    @Test
    void an_answer_that_trickles_in_ends_in_time_and_the_thread_goes_on() throws Exception {
        try (RawServer slow = new RawServer(TokenRefusalTest::trickle)) {
            OAuthGateway gateway = Gateways.within(Duration.ofMillis(300));

            Answer answer = gateway.exchange(
                    Gateways.client(Gateways.scheme(slow.uri())), "code", "https://p/cb", Optional.empty());

            assertTrue(
                    assertInstanceOf(Answer.Unavailable.class, answer).reason().contains("in time"));
            assertFalse(Thread.currentThread().isInterrupted());
        }
    }

    @Test
    void a_call_is_never_made_twice() {
        server.always(503, Map.of("Retry-After", "0"), "");
        exchange();
        assertEquals(1, server.seen().size());

        try (RawServer dropping = new RawServer((request, out) -> {})) {
            Gateways.gateway()
                    .renew(Gateways.client(Gateways.scheme(dropping.uri())), Gateways.tokens("access", "refresh"));
            assertEquals(1, dropping.seen().size());
        }
    }

    @Test
    void whatever_a_provider_repeats_of_our_secrets_is_not_said_on() {
        String basic = Base64.getEncoder().encodeToString(Gateways.SECRET.getBytes(StandardCharsets.UTF_8));
        String ours = Gateways.SECRET + " s3cr3t%2Bapp%2Fvalue " + basic;
        server.always(400, Map.of(), error("invalid_grant", "the-code-42 the-verifier " + ours));
        assertEquals(
                "… … … … …==",
                assertInstanceOf(Answer.Refused.class, exchange()).reason());

        server.always(400, Map.of(), error("the-refresh", "the-access the-refresh the-refresh-and-more " + ours));
        Answer renewed = Gateways.gateway()
                .renew(Gateways.client(Gateways.scheme(server.uri())), Gateways.tokens("the-access", "the-refresh"));
        assertEquals(new Answer.AppRefused("…", "… … …-and-more … … …=="), renewed);
    }

    @Test
    void long_stories_are_cut_after_the_first_line() {
        server.always(400, Map.of(), error("invalid_grant", "AADSTS70008: expired.\\r\\nTrace ID: 1"));
        assertEquals(
                "AADSTS70008: expired.",
                assertInstanceOf(Answer.Refused.class, exchange()).reason());

        server.always(400, Map.of(), error("invalid_grant", "x".repeat(5_000)));
        assertEquals(
                301, assertInstanceOf(Answer.Refused.class, exchange()).reason().length());
    }

    private static void trickle(RawServer.Request request, OutputStream out)
            throws java.io.IOException, InterruptedException {
        out.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100000\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        while (true) {
            out.write(' ');
            out.flush();
            Thread.sleep(20);
        }
    }

    private void refused(String code, int status, String body) {
        server.always(status, Map.of(), body);
        assertEquals(
                code, assertInstanceOf(Answer.Refused.class, exchange(), body).code());
    }

    private void appRefused(String code, int status, String body) {
        server.always(status, Map.of(), body);
        assertEquals(
                code,
                assertInstanceOf(Answer.AppRefused.class, exchange(), body).code());
    }

    private void unavailable(int status, String body) {
        server.always(status, Map.of(), body);
        assertInstanceOf(Answer.Unavailable.class, exchange(), status + " " + body);
    }

    private Answer exchange() {
        return Gateways.gateway()
                .exchange(
                        Gateways.client(Gateways.authenticating(
                                Gateways.scheme(server.uri()),
                                dev.portolan.domain.AuthScheme.ClientAuthentication.BODY,
                                dev.portolan.domain.AuthScheme.BodyFormat.FORM)),
                        "the-code-42",
                        "https://p/cb",
                        Optional.of("the-verifier"));
    }

    private static String error(String code, String description) {
        return "{\"error\":\"" + code + "\",\"error_description\":\"" + description + "\"}";
    }
}
