package dev.portolan.providers.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.OAuthGateway.Answer;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Credential;
import dev.portolan.providers.server.RawServer;
import dev.portolan.providers.server.Script;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent to a token endpoint, and what is made of the answers that providers give there. */
final class TokenResponseTest {

    private final Script server = new Script();
    private final AuthScheme.OAuth2 scheme = Gateways.scheme(server.uri());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_form_names_the_client_in_its_body() {
        exchanged("{\"access_token\":\"a\"}");

        RawServer.Request request = server.seen().getFirst();
        assertEquals("application/x-www-form-urlencoded", request.headers().get("Content-Type"));
        assertEquals("application/json", request.headers().get("Accept"));
        assertEquals(null, request.headers().get("Authorization"));
        assertEquals(
                "grant_type=authorization_code&code=the+code%2F&redirect_uri=https%3A%2F%2Fp%2Fcb&client_id=client+id"
                        + "&client_secret=s3cr3t%2Bapp%2Fvalue",
                request.body());
    }

    @Test
    void json_is_sent_where_json_is_read_and_the_client_in_a_header() {
        server.on("POST /token", "{\"access_token\":\"a\"}");
        Gateways.gateway()
                .exchange(
                        Gateways.client(Gateways.authenticating(
                                scheme, AuthScheme.ClientAuthentication.BASIC, AuthScheme.BodyFormat.JSON)),
                        "c\"1",
                        "https://p/cb",
                        Optional.of("verifier"));

        RawServer.Request request = server.seen().getFirst();
        assertEquals("application/json", request.headers().get("Content-Type"));
        assertEquals("2026-03-11", request.headers().get("Notion-Version"));
        assertEquals(
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString("client+id:s3cr3t%2Bapp%2Fvalue".getBytes(StandardCharsets.UTF_8)),
                request.headers().get("Authorization"));
        assertEquals(
                "{\"grant_type\":\"authorization_code\",\"code\":\"c\\\"1\",\"redirect_uri\":\"https://p/cb\","
                        + "\"code_verifier\":\"verifier\"}",
                request.body());
    }

    @Test
    void lives_are_counted_from_when_we_asked() {
        Credential.Tokens tokens = exchanged("""
                {"access_token":"a","expires_in":3600,"refresh_token":"r","refresh_token_expires_in":"15811200",
                 "token_type":"bearer","scope":""}""");

        assertEquals(Optional.of(Gateways.NOW.plusSeconds(3_600)), tokens.expiresAt());
        assertEquals(Optional.of(Gateways.NOW.plusSeconds(15_811_200)), tokens.refreshExpiresAt());
        assertEquals(1, tokens.version());
    }

    @Test
    void a_life_may_be_a_text_missing_or_nonsense() {
        assertEquals(Optional.of(Gateways.NOW.plusSeconds(3_599)), expiry("\"3599\""));
        assertEquals(Optional.of(Gateways.NOW.plusSeconds(3_599)), expiry("3599.0"));
        for (String nonsense : List.of("null", "0", "-5", "\"soon\"", "true", "{}")) {
            assertEquals(Optional.empty(), expiry(nonsense), nonsense);
        }
        assertTrue(expiry("999999999999999999").isPresent());
    }

    @Test
    void what_was_granted_may_stand_between_spaces_or_commas_or_nowhere() {
        assertEquals(List.of("repo", "user:email"), scopes("repo,user:email"));
        assertEquals(List.of("repo", "user:email"), scopes("repo user:email"));
        assertEquals(scheme.scopes(), scopes(""));
    }

    @Test
    void what_was_granted_is_told_in_the_words_in_which_it_was_asked_for() {
        assertEquals(
                List.of("Files.Read.All", "User.Read"), scopes("https://graph.microsoft.com/files.read.all User.Read"));
        assertEquals(
                List.of("User.Read", "offline_access"),
                exchanged("{\"access_token\":\"a\",\"refresh_token\":\"r\",\"scope\":\"User.Read\"}")
                        .scopes());
    }

    @Test
    void slack_puts_a_user_s_token_one_level_deeper() {
        Credential.Tokens tokens = exchanged("""
                {"ok":true,"app_id":"A0KRD7HC3","team":{"id":"T9TK3CUKW","name":"Acme"},"enterprise":null,
                 "is_enterprise_install":false,"authed_user":{"id":"U1234","scope":"channels:history,channels:read",
                 "access_token":"xoxe.xoxp-1-a","token_type":"user","expires_in":43200,"refresh_token":"xoxe-1-r"}}""");

        assertEquals("xoxe.xoxp-1-a", tokens.accessToken());
        assertEquals(Optional.of("xoxe-1-r"), tokens.refreshToken());
        assertEquals(Optional.of(Gateways.NOW.plusSeconds(43_200)), tokens.expiresAt());
        assertEquals(List.of("channels:history", "channels:read", "offline_access"), tokens.scopes());
        assertEquals(Map.of("team.id", "T9TK3CUKW"), tokens.extra());
    }

    @Test
    void salesforce_tells_no_life_but_where_the_organization_is() {
        Credential.Tokens tokens = exchanged("""
                {"access_token":"00D!AR8","refresh_token":"5Aep","signature":"x","scope":"refresh_token api id",
                 "instance_url":"https://acme.my.salesforce.com","id":"https://login.salesforce.com/id/0/0",
                 "token_type":"Bearer","issued_at":"1793880000000"}""");

        assertEquals(Optional.empty(), tokens.expiresAt());
        assertEquals(Map.of("instance_url", "https://acme.my.salesforce.com"), tokens.extra());
    }

    @Test
    void notion_may_give_no_refresh_token() {
        Credential.Tokens tokens = exchanged("""
                {"access_token":"ntn_1","token_type":"bearer","refresh_token":null,"bot_id":"b","workspace_icon":null,
                 "workspace_name":"Example","workspace_id":"w","owner":{"type":"workspace","workspace":true}}""");

        assertEquals(Optional.empty(), tokens.refreshToken());
        assertEquals(Optional.empty(), tokens.expiresAt());
    }

    @Test
    void an_old_server_may_answer_a_form() {
        server.on(
                "POST /token",
                200,
                Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                "access_token=gho_1&scope=repo%2Cuser&token_type=bearer");

        assertEquals(List.of("repo", "user"), granted(exchange()).scopes());
    }

    @Test
    void a_renewal_keeps_what_the_answer_does_not_repeat() {
        server.on("POST /token", "{\"access_token\":\"new\",\"expires_in\":14400,\"instance_url\":\"https://moved\"}");

        Credential.Tokens renewed =
                granted(Gateways.gateway().renew(Gateways.client(scheme), Gateways.tokens("old", "stays")));

        assertEquals("new", renewed.accessToken());
        assertEquals(Optional.of("stays"), renewed.refreshToken());
        assertEquals(List.of("User.Read"), renewed.scopes());
        assertEquals(Map.of("instance_url", "https://moved", "team.id", "T1"), renewed.extra());
        assertEquals(5, renewed.version());
        assertTrue(server.seen().getFirst().body().startsWith("grant_type=refresh_token&refresh_token=stays&"));
    }

    @Test
    void without_a_refresh_token_nobody_is_asked() {
        Credential.Tokens tokens = exchanged("{\"access_token\":\"a\"}");
        int calls = server.seen().size();

        assertInstanceOf(Answer.Refused.class, Gateways.gateway().renew(Gateways.client(scheme), tokens));
        assertEquals(calls, server.seen().size());
    }

    private Optional<java.time.Instant> expiry(String expiresIn) {
        return exchanged("{\"access_token\":\"a\",\"expires_in\":" + expiresIn + "}")
                .expiresAt();
    }

    private List<String> scopes(String told) {
        return exchanged("{\"access_token\":\"a\",\"scope\":\"" + told + "\"}").scopes();
    }

    private Credential.Tokens exchanged(String response) {
        server.on("POST /token", response);
        return granted(exchange());
    }

    private Answer exchange() {
        return Gateways.gateway()
                .exchange(Gateways.client(scheme), "the code/", "https://p/cb", Optional.of("not sent without PKCE"));
    }

    private static Credential.Tokens granted(Answer answer) {
        return assertInstanceOf(Answer.Granted.class, answer).tokens();
    }
}
