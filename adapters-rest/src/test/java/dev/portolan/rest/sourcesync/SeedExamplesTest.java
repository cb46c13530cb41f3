package dev.portolan.rest.sourcesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.Curl;
import dev.portolan.rest.Golden;
import dev.portolan.rest.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The published document's own examples, sent and compared as they stand there, but for a comma too few and one too many. */
class SeedExamplesTest {

    private static final String CONNECTIONS = "/v1/connections";
    private TestServer server;
    private Golden golden;

    @BeforeEach
    void start() {
        server = TestServer.of(Map.of("notion", "Notion", "google_drive", "Google Drive"));
        golden = new Golden(server, "sourcesync");
        new Consents(server).namespace("ns_123");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void same(String name, Answer answer) {
        golden.assertAlike(name, answer);
        assertEquals(List.of("success", "message", "data"), answer.names());
        assertEquals(golden.json(name).get("success"), answer.json(200).get("success"));
        assertEquals(golden.json(name).get("message"), answer.json(200).get("message"));
    }

    /** A workspace of Notion, whose tokens do not expire. @return the connection's path */
    private String notion() {
        Answer begun = server.post(
                        CONNECTIONS,
                        golden.text("create-request")
                                .replace("My Google Drive", "My Notion Workspace")
                                .replace("GOOGLE_DRIVE", "NOTION")
                                .replace("google-drive", "notion"))
                .send();
        begun.json(200);
        Answer back = new Consents(server)
                .back(begun, "code=" + Consents.encoded(server.oauth.lastingConsentOf("bb78832e-c4c4")));
        assertEquals(
                "https://example.com/ragaas/notion/success?connectionId=" + begun.at("data.connection.id")
                        + "&status=success",
                back.header("Location"));
        return CONNECTIONS + "/" + begun.at("data.connection.id");
    }

    @Test
    void the_example_of_create_makes_a_connection() {
        Answer created = server.post(CONNECTIONS, golden.text("create-request")).send();
        same("create-response", created);
        assertTrue(created.at("data.connection.id").matches("conn_[0-9a-f]{32}"));
    }

    @Test
    void a_connection_and_the_list_of_them_have_the_fields_of_the_examples() {
        String notion = notion();
        same(
                "list-response",
                server.get(CONNECTIONS + "?namespaceId=ns_123&connector=NOTION").send());
        Answer one = server.get(notion + "?namespaceId=ns_123").send();
        same("get-response", one);
        assertEquals("My Notion Workspace", one.at("data.connection.name"));
        assertEquals("NOTION", one.at("data.connection.connector"));
        assertEquals("ACTIVE", one.at("data.connection.status"));
        assertEquals("NOTION|bb78832e-c4c4@example.com|bb78832e-c4c4", one.at("data.connection.externalId"));
        assertEquals("{identifier=ns_123}", one.at("data.connection.namespace"));
        assertTrue(one.at("data.connection.organization.id").matches("org_[0-9a-f]{32}"));
    }

    @Test
    void the_example_of_update_answers_the_connection_and_where_to_consent_anew() {
        Answer updated = server.call("PATCH", notion())
                .json(golden.text("update-request"))
                .send();
        same("update-response", updated);
        assertEquals("ACTIVE", updated.at("data.connection.status"));
    }

    /** The document's own commands, one after the other, with base URL and key changed. */
    @Test
    void its_curl_commands_work_as_they_are_printed() {
        String notion = notion().substring(CONNECTIONS.length() + 1);
        List<Answer> answers =
                Curl.all(golden.file("requests.sh"), Map.of("SOURCE_SYNC_API_KEY", TestServer.KEY)).stream()
                        .map(command ->
                                command.about("conn_abc123", notion).to(server).send())
                        .toList();
        List<String> expected = List.of("create", "list", "get", "update", "revoke");
        assertEquals(expected.size(), answers.size());
        for (int i = 0; i < expected.size(); i++) {
            same(expected.get(i) + "-response", answers.get(i));
        }
    }

    @Test
    void the_example_of_revoke_takes_access_away() {
        Answer revoked =
                server.post(notion() + "/revoke", golden.text("revoke-request")).send();
        same("revoke-response", revoked);
        assertEquals("REVOKED", revoked.at("data.connection.status"));
        assertEquals("The connection was revoked by the user", revoked.at("data.connection.statusReason"));
    }
}
