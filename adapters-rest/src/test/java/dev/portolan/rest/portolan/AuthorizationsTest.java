package dev.portolan.rest.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorizationsTest {

    private TestServer server;
    private String path;

    @BeforeEach
    void start() {
        server = new TestServer();
        path = "/portolan/v1/connections/" + server.connection("{\"provider\": \"fake_drive\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void connect(String account) {
        String url = server.call("POST", path + "/authorize").send().at("authorizationUrl");
        server.get("/oauth/callback?state=" + url.replaceAll(".*state=", "") + "&code="
                        + server.oauth.consentOf(account))
                .send();
    }

    @Test
    void an_authorization_is_a_url_that_expires() {
        Answer begun = server.call("POST", path + "/authorize").send();
        begun.json(200);
        assertEquals(List.of("authorizationUrl", "expiresAt"), begun.names());
        assertEquals("2026-05-01T12:10:00Z", begun.at("expiresAt"));
        assertTrue(begun.at("authorizationUrl").startsWith("https://fake.example/authorize?"));
    }

    @Test
    void what_cannot_be_authorized_is_told() {
        assertEquals(
                "clientRedirectUrl",
                server.post(path + "/authorize", "{\"clientRedirectUrl\": \"ftp://x\"}")
                        .send()
                        .at("errors.0.field"));
        assertEquals(
                "redirect",
                server.post(path + "/authorize", "{\"redirect\": \"x\"}").send().at("errors.0.field"));
        Answer bucket = server.call("POST", "/portolan/v1/connections/" + server.connection() + "/authorize")
                .send();
        assertEquals(409, bucket.status());
        assertTrue(bucket.at("detail").contains("by its keys"), bucket.at("detail"));
        assertEquals(
                404,
                server.call("POST", "/portolan/v1/connections/x/authorize")
                        .send()
                        .status());
    }

    @Test
    void a_test_asks_with_the_tokens() {
        connect("ada");
        Answer test = server.call("POST", path + "/test").send();
        assertEquals("true", test.at("ok"));
        assertEquals("ada", test.at("account.id"));
    }

    @Test
    void what_is_revoked_is_given_back_and_that_is_recorded() {
        connect("ada");
        Answer revoked = server.call("POST", path + "/revoke").send();
        assertEquals("revoked", revoked.at("status"));
        assertEquals("revoked", server.call("POST", path + "/revoke").send().at("status"));
        assertEquals("waiting", server.get("/portolan/v1/revocations").send().at("data.0.state"));

        server.core.oauth().revocations().work();

        Answer recorded = server.get("/portolan/v1/revocations").send();
        assertEquals("done", recorded.at("data.0.state"));
        assertEquals("ada", recorded.at("data.0.account"));
        assertEquals("operators-client", recorded.at("data.0.clientId"));
        assertEquals(1, server.oauth.revoked().size());
        assertEquals(400, server.get("/portolan/v1/revocations?limit=0").send().status());
    }
}
