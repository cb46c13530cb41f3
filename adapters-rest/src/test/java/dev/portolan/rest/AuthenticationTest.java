package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.domain.KeyScope;
import dev.portolan.rest.Call.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_key_is_looked_up_once_a_request_and_never_remembered() {
        int before = server.access.lookUps.get();
        for (String path : new String[] {"/portolan/v1/connections", "/v1/connectors", "/portolan/v1/nowhere"}) {
            server.get(path).send();
        }
        assertEquals(3, server.access.lookUps.get() - before);
    }

    @Test
    void who_sends_no_key_is_told_how_and_who_sends_a_bad_one_that_it_is() {
        Answer none = server.anonymous("GET", "/portolan/v1/connections").send();
        assertEquals("Bearer", none.header("WWW-Authenticate"));
        assertEquals("An API key is needed: send Authorization: Bearer <key>", none.at("detail"));
        Answer bad = server.anonymous("GET", "/portolan/v1/connections")
                .with("Authorization", "Bearer ptl_guess")
                .send();
        assertEquals("The API key is unknown or has expired", bad.at("detail"));
    }

    @Test
    void the_word_bearer_is_read_in_any_case() {
        String key = server.key(KeyScope.CONNECTIONS_READ);
        assertEquals(
                200,
                server.anonymous("GET", "/portolan/v1/connections")
                        .with("Authorization", "bearer " + key)
                        .send()
                        .status());
    }

    @Test
    void of_two_keys_one_good_one_is_enough() {
        assertEquals(
                200,
                server.anonymous("GET", "/v1/connectors")
                        .with("Authorization", "Bearer nonsense")
                        .with("X-ZenSearch-Key", TestServer.KEY)
                        .send()
                        .status());
    }
}
