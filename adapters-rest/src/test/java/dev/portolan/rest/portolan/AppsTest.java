package dev.portolan.rest.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.portolan.domain.KeyScope;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppsTest {

    private static final String ALL = "/portolan/v1/apps";
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer create(String more) {
        return server.post(
                        ALL,
                        "{\"provider\": \"fake_drive\", \"clientId\": \"ours\", \"clientSecret\": \"hush-hush-hush\"%s}"
                                .formatted(more))
                .send();
    }

    @Test
    void an_app_is_told_whole_but_never_its_secret() {
        Answer made = create(", \"name\": \"Drive of Acme\", \"scopes\": [\"files.read\"]");
        assertEquals(server.json("""
                        {"id": "%s", "provider": "fake_drive", "name": "Drive of Acme", "clientId": "ours",
                         "scopes": ["files.read"], "collectionId": null, "embedded": false,
                         "createdAt": "2026-05-01T12:00:00Z", "updatedAt": "2026-05-01T12:00:00Z"}
                        """.formatted(made.at("id"))), made.json(201));
        assertEquals(ALL + "/" + made.at("id"), made.header("Location"));
        assertFalse(made.text().contains("hush"));
        assertEquals(made.text(), server.get(made.header("Location")).send().text());
    }

    @Test
    void the_deployments_own_is_listed_last_and_edited_by_nobody() {
        Answer own = create(", \"collection\": \"default\"");
        Answer list = server.get(ALL).send();
        assertEquals(own.at("id"), list.at("data.0.id"));
        assertEquals(server.get("/portolan/v1/collections/default").send().at("id"), list.at("data.0.collectionId"));
        assertEquals("operators-client", list.at("data.1.clientId"));
        assertEquals("true", list.at("data.1.embedded"));
        String operators = ALL + "/" + list.at("data.1.id");
        assertEquals(
                403,
                server.call("PATCH", operators).json("{\"name\": \"x\"}").send().status());
        assertEquals(403, server.call("DELETE", operators).send().status());
    }

    @Test
    void the_most_specific_app_asks_for_the_consent_and_stays_while_it_is_used() {
        String connection = server.connection("{\"provider\": \"fake_drive\"}");
        String path = "/portolan/v1/connections/" + connection;
        assertEquals(
                "operators-client",
                clientOf(server.call("POST", path + "/authorize").send()));
        String app = create("").at("id");
        Answer begun = server.call("POST", path + "/authorize").send();
        assertEquals("ours", clientOf(begun));
        String state = begun.at("authorizationUrl").replaceAll(".*state=", "");
        server.get("/oauth/callback?state=" + state + "&code=" + server.oauth.consentOf("ada"))
                .send();
        assertEquals(
                409,
                server.call("PATCH", ALL + "/" + app)
                        .json("{\"clientId\": \"another\"}")
                        .send()
                        .status());
        assertEquals(
                "Renamed",
                server.call("PATCH", ALL + "/" + app)
                        .json("{\"name\": \"Renamed\", \"clientSecret\": \"newer\"}")
                        .send()
                        .at("name"));
        assertEquals(409, server.call("DELETE", ALL + "/" + app).send().status());
    }

    private static String clientOf(Answer begun) {
        return begun.at("authorizationUrl").replaceAll(".*client_id=([^&]*).*", "$1");
    }

    @Test
    void what_nobody_uses_goes() {
        String path = ALL + "/" + create("").at("id");
        assertEquals(204, server.call("DELETE", path).send().status());
        assertEquals(404, server.get(path).send().status());
        assertEquals(404, server.call("DELETE", path).send().status());
        assertEquals(404, server.get(ALL + "/no-id").send().status());
    }

    @Test
    void what_is_wrong_is_named() {
        Answer nothing = server.post(ALL, "{}").send();
        assertEquals("provider is required; clientId is required", nothing.at("detail"));
        assertEquals(
                "provider",
                server.post(ALL, "{\"provider\": \"s3\", \"clientId\": \"x\"}")
                        .send()
                        .at("errors.0.field"));
        assertEquals("colour", create(", \"colour\": \"red\"").at("errors.0.field"));
        assertEquals("scopes", create(", \"scopes\": [\"a b\"]").at("errors.0.field"));
        assertEquals(404, create(", \"collection\": \"nowhere\"").status());
    }

    @Test
    void apps_are_the_administrators_matter() {
        String key = server.key(KeyScope.CONNECTIONS_WRITE);
        for (String method : List.of("GET", "POST")) {
            assertEquals(
                    403,
                    server.call(method, ALL)
                            .json("{\"provider\": \"fake_drive\", \"clientId\": \"x\"}")
                            .with("Authorization", "Bearer " + key)
                            .send()
                            .status());
        }
    }
}
