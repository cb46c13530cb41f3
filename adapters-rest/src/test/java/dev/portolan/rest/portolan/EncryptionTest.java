package dev.portolan.rest.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EncryptionTest {

    private static final String ROTATION = "/portolan/v1/encryption/rotation";
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
    void a_rotation_tells_how_far_it_has_come() {
        String connection = server.connection();
        assertEquals("done", server.get(ROTATION).send().at("state"));

        Answer rotated = server.call("POST", ROTATION).send();
        assertEquals(server.json("""
                        {"state": "running", "key": 2, "since": "1970-01-01T00:00:00Z", "total": 1, "resealed": 0,
                         "remaining": 1, "unreadable": 0}
                        """), rotated.json(200));

        server.vault.reseal(10);

        Answer done = server.get(ROTATION).send();
        assertEquals("done", done.at("state"));
        assertEquals("1", done.at("resealed"));
        assertEquals(
                "true",
                server.call("POST", "/portolan/v1/connections/" + connection + "/test")
                        .send()
                        .at("ok"));
    }

    @Test
    void it_is_the_deployments_matter() {
        Answer organization = server.post("/portolan/v1/organizations", "{\"name\": \"Acme\", \"slug\": \"acme\"}")
                .send();
        for (String method : new String[] {"GET", "POST"}) {
            assertEquals(
                    403,
                    server.call(method, ROTATION)
                            .with("Authorization", "Bearer " + organization.at("adminKey"))
                            .send()
                            .status());
        }
    }
}
