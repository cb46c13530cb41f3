package dev.portolan.rest.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTest {

    private static final String KEYS = "/portolan/v1/keys";
    private static final String ORGANIZATIONS = "/portolan/v1/organizations";
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
    void a_key_is_shown_once_works_within_its_scopes_and_ends_when_it_is_deleted() {
        Answer made = server.post(KEYS, "{\"name\": \"reader\", \"scopes\": [\"connections:read\"]}")
                .send();
        made.json(201);
        assertEquals(KEYS + "/" + made.at("id"), made.header("Location"));
        assertTrue(made.at("key").startsWith("ptl_"));
        assertFalse(server.get(KEYS).send().text().contains(made.at("key")));

        assertEquals(200, asReader(made, "/portolan/v1/connections"));
        assertEquals(403, asReader(made, KEYS));
        assertEquals(
                204, server.call("DELETE", KEYS + "/" + made.at("id")).send().status());
        assertEquals(401, asReader(made, "/portolan/v1/connections"));
        assertEquals(
                404, server.call("DELETE", KEYS + "/" + made.at("id")).send().status());
        assertEquals(404, server.call("DELETE", KEYS + "/none").send().status());
    }

    @Test
    void a_key_ends_with_its_day() {
        Answer made = server.post(
                        KEYS,
                        "{\"name\": \"r\", \"scopes\": [\"connections:read\"], \"expiresAt\": \"2026-05-01T15:00:00+02:00\"}")
                .send();
        assertEquals("2026-05-01T13:00:00Z", made.at("expiresAt"));
        assertEquals(200, asReader(made, "/portolan/v1/connections"));
        server.clock.advance(Duration.ofHours(1));
        assertEquals(401, asReader(made, "/portolan/v1/connections"));
    }

    private int asReader(Answer made, String path) {
        return server.get(path)
                .with("Authorization", "Bearer " + made.at("key"))
                .send()
                .status();
    }

    @Test
    void keys_are_listed_without_their_text() {
        Answer keys = server.get(KEYS).send();
        assertEquals(server.json("""
                        {"data": [{"id": "%s", "name": "PORTOLAN_ADMIN_KEY", "hint": "first-ad", "scopes": ["admin"],
                          "createdAt": "2026-05-01T12:00:00Z", "expiresAt": null}]}
                        """.formatted(keys.at("data.0.id"))), keys.json(200));
    }

    @Test
    void what_no_key_can_be_is_named() {
        assertEquals("scopes", field("{\"name\": \"k\"}"));
        assertEquals("scopes", field("{\"name\": \"k\", \"scopes\": [\"everything\"]}"));
        assertEquals("scopes", field("{\"name\": \"k\", \"scopes\": [7]}"));
        assertEquals("scopes", field("{\"name\": \"k\", \"scopes\": \"admin\"}"));
        assertEquals("name", field("{\"scopes\": [\"admin\"]}"));
        assertEquals("expiresAt", field("{\"name\": \"k\", \"scopes\": [\"admin\"], \"expiresAt\": \"tomorrow\"}"));
        assertEquals(
                "expiresAt",
                field("{\"name\": \"k\", \"scopes\": [\"admin\"], \"expiresAt\": \"2020-01-01T00:00:00Z\"}"));
    }

    private String field(String json) {
        return server.post(KEYS, json).send().at("errors.0.field");
    }

    @Test
    void an_organization_comes_with_a_key_that_sees_nothing_of_others_and_makes_no_more_of_them() {
        server.connection();
        Answer made = server.post(ORGANIZATIONS, "{\"name\": \"Acme\", \"slug\": \"acme\"}")
                .send();
        made.json(201);
        assertEquals("acme", made.at("slug"));
        assertEquals("default", server.get(ORGANIZATIONS).send().at("data.1.slug"));

        String theirs = "Bearer " + made.at("adminKey");
        assertEquals(
                "{\"data\":[]}",
                server.get("/portolan/v1/connections")
                        .with("Authorization", theirs)
                        .send()
                        .text());
        assertEquals(
                403,
                server.get(ORGANIZATIONS).with("Authorization", theirs).send().status());
        assertEquals(
                409,
                server.post(ORGANIZATIONS, "{\"name\": \"Acme\", \"slug\": \"acme\"}")
                        .send()
                        .status());
    }
}
