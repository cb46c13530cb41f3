package dev.portolan.rest.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.rest.Call;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenTest {

    private static final String GOOD = "grant_type=password&username=ada&password=correct+horse%21";
    private static final String FORM = "application/x-www-form-urlencoded";
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
        server.post("/portolan/v1/users", "{\"name\": \"ada\", \"role\": \"editor\", \"password\": \"correct horse!\"}")
                .send()
                .json(201);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Call token(String form) {
        return server.anonymous("POST", "/token").body(FORM, form);
    }

    private Answer refused(int status, String error, Call call) {
        Answer answer = call.send();
        answer.json(status);
        assertEquals(List.of("error", "error_description"), answer.names());
        assertEquals(error, answer.at("error"));
        assertFalse(answer.at("error_description").isBlank());
        return answer;
    }

    @Test
    void a_password_buys_a_bearer_token_that_works_in_every_dialect() {
        Answer answer = token(GOOD + "&scope=anything").send();
        answer.json(200);
        assertEquals(List.of("access_token", "token_type", "expires_in"), answer.names());
        assertEquals("bearer", answer.at("token_type"));
        assertEquals("3600", answer.at("expires_in"));
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals("no-cache", answer.header("Pragma"));
        for (String path : List.of(
                "/portolan/v1/connections",
                "/v1/connectors",
                "/api/v1/source-connections",
                "/connections",
                "/api/v1/connections")) {
            assertEquals(200, as(answer.at("access_token"), path), path);
        }
        server.clock.advance(Duration.ofHours(1));
        assertEquals(401, as(answer.at("access_token"), "/connections"));
    }

    private int as(String token, String path) {
        return server.anonymous("GET", path)
                .with("Authorization", "Bearer " + token)
                .send()
                .status();
    }

    @Test
    void failures_are_those_of_the_rfc() {
        refused(400, "invalid_grant", token("grant_type=password&username=ada&password=wrong"));
        refused(400, "invalid_grant", token("grant_type=password&username=eve&password=wrong"));
        refused(400, "invalid_request", token("username=ada&password=wrong"));
        refused(400, "invalid_request", token("grant_type=password&username=ada"));
        refused(400, "invalid_request", token("grant_type=password&username=ada&username=bob&password=wrong"));
        refused(400, "invalid_request", token(""));
        refused(400, "invalid_request", server.anonymous("POST", "/token"));
        refused(400, "unsupported_grant_type", token("grant_type=client_credentials"));
        refused(400, "invalid_request", server.anonymous("POST", "/token").json("{\"grant_type\": \"password\"}"));
        refused(405, "invalid_request", server.anonymous("GET", "/token"));
    }

    @Test
    void who_guesses_is_told_to_wait() {
        for (int guess = 0; guess < 10; guess++) {
            refused(400, "invalid_grant", token("grant_type=password&username=ada&password=guess" + guess));
        }
        Answer answer = refused(429, "invalid_grant", token(GOOD));
        assertEquals("900", answer.header("Retry-After"));
        assertTrue(answer.at("error_description").contains("900 seconds"));
        server.clock.advance(Duration.ofMinutes(15));
        assertEquals(200, token(GOOD).send().status());
    }

    @Test
    void a_bad_key_beside_a_good_password_does_no_harm() {
        assertEquals(
                200, token(GOOD).with("Authorization", "Bearer nonsense").send().status());
    }
}
