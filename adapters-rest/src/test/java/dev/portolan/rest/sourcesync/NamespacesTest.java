package dev.portolan.rest.sourcesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.KeyScope;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamespacesTest {

    private static final String ALL = "/v1/namespaces";
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.of(Map.of("notion", "Notion", "box", "Box"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer patch(String json) {
        return server.call("PATCH", ALL + "/papers").json(json).send();
    }

    private String client(String connector) {
        return server.post("/v1/connections", """
                        {"namespaceId": "papers", "name": "Mine", "connector": "%s"}
                        """.formatted(connector))
                .send()
                .at("data.authorizationUrl")
                .replaceAll(".*client_id=([^&]*).*", "$1");
    }

    @Test
    void a_namespace_is_made_seen_changed_and_deleted() {
        Answer made = server.post(ALL, "{\"name\": \"Papers\", \"vectorStorageConfig\": {\"provider\": \"PINECONE\"}}")
                .send();
        made.json(200);
        assertEquals(List.of("success", "message", "data"), made.names());
        assertEquals("papers", made.at("data.identifier"));
        assertTrue(made.at("data.organization.id").matches("org_[0-9a-f]{32}"));
        for (String config : List.of("notion", "googleDrive", "dropbox", "onedrive", "box", "sharepoint")) {
            assertEquals("null", made.at("data." + config + "Config"));
        }
        for (String config : List.of("fileStorage", "vectorStorage", "embeddingModel", "webScraper")) {
            assertEquals("null", made.at("data." + config + "Config"));
        }
        assertEquals(server.clock.instant().toString(), made.at("data.createdAt.isoString"));
        assertEquals(made.at("data"), server.get(ALL + "/papers").send().at("data"));
        Answer list = server.get(ALL).send();
        assertEquals("default", list.at("data.0.identifier"));
        assertEquals(made.at("data"), list.at("data.1"));

        assertEquals("Books", patch("{\"name\": \"Books\"}").at("data.name"));
        assertEquals("books", patch("{\"identifier\": \"books\"}").at("data.identifier"));
        Answer deleted = server.call("DELETE", ALL + "/books").send();
        assertEquals("{identifier=books}", deleted.at("data"));
        assertEquals("NAMESPACE_NOT_FOUND", server.get(ALL + "/books").send().at("error.code"));
    }

    @Test
    void its_own_app_is_asked_in_the_name_of_and_its_secret_is_masked() {
        Answer made = server.post(ALL, """
                        {"name": "Papers", "identifier": "papers",
                         "notionConfig": {"clientId": "papers-client", "clientSecret": "a-secret-that-is-long", "more": 1}}
                        """).send();
        made.json(200);
        assertEquals("{clientId=papers-client, clientSecret=a-se…ong}", made.at("data.notionConfig"));
        assertFalse(made.text().contains("a-secret-that-is-long"));
        assertEquals("papers-client", client("NOTION"));
        assertEquals("operators-client", client("BOX"));

        patch("{\"notionConfig\": {\"clientId\": \"other-client\", \"clientSecret\": \"a-se…ong\"}}")
                .json(200);
        assertEquals(
                "{clientId=other-client, clientSecret=a-se…ong}",
                server.get(ALL + "/papers").send().at("data.notionConfig"));
        assertEquals("null", patch("{\"notionConfig\": null}").at("data.notionConfig"));
        assertEquals("operators-client", client("NOTION"));
    }

    @Test
    void an_app_that_is_none_is_told_and_nothing_is_made() {
        for (String config : List.of("{}", "{\"clientId\": 7}", "{\"clientId\": \"x\", \"clientSecret\": 7}", "[]")) {
            Answer wrong = server.post(ALL, "{\"name\": \"Papers\", \"boxConfig\": " + config + "}")
                    .send();
            assertEquals("INVALID_REQUEST", wrong.at("error.code"));
            assertTrue(wrong.at("error.details.reason").startsWith("boxConfig"), wrong.text());
        }
        assertEquals(
                400,
                server.post(ALL, "{\"name\": \"Papers\", \"boxConfig\": {\"clientId\": \"\"}}")
                        .send()
                        .status());
        assertEquals(404, server.get(ALL + "/papers").send().status());
    }

    @Test
    void what_is_taken_or_in_use_is_a_conflict_in_words() {
        Answer taken = server.post(ALL, "{\"name\": \"Other\", \"identifier\": \"default\"}")
                .send();
        assertEquals(409, taken.status());
        assertEquals("CONFLICT", taken.at("error.code"));
        assertEquals("There is a namespace 'default' already", taken.at("message"));
        Answer wrong = server.post(ALL, "{\"name\": \"Other\", \"identifier\": \"Über\"}")
                .send();
        assertTrue(wrong.at("error.details.reason").startsWith("identifier must have"), wrong.text());

        new Consents(server).namespace("papers");
        client("BOX");
        Answer used = server.call("DELETE", ALL + "/papers").send();
        assertEquals(409, used.status());
        assertTrue(used.at("message").startsWith("The namespace 'papers' still has connections"), used.text());
    }

    @Test
    void only_who_may_make_collections_makes_and_changes_namespaces() {
        String key = server.key(KeyScope.CONNECTIONS_WRITE, KeyScope.CONNECTIONS_READ);
        Answer refused = server.anonymous("POST", ALL)
                .with("Authorization", "Bearer " + key)
                .json("{\"name\": \"Papers\"}")
                .send();
        assertEquals(403, refused.status());
        assertEquals("FORBIDDEN", refused.at("error.code"));
        assertEquals(
                200,
                server.anonymous("GET", ALL)
                        .with("Authorization", "Bearer " + key)
                        .send()
                        .status());
    }
}
