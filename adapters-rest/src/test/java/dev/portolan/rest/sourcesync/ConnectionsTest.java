package dev.portolan.rest.sourcesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.KeyScope;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private TestServer server;
    private Consents consents;

    @BeforeEach
    void start() {
        server = new TestServer();
        consents = new Consents(server).namespace("ns_123").namespace("ns_456");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tokens_are_shown_to_a_key_for_them_and_masked_for_others() {
        Answer begun = consents.begun("ns_123");
        consents.back(begun, "code=" + Consents.encoded(server.oauth.lastingConsentOf("ada")));
        String one = Consents.CONNECTIONS + "/" + begun.at("data.connection.id") + "?namespaceId=ns_123";
        String token = "data.connection.config.credentials.accessToken";
        assertTrue(server.get(one).send().at(token).startsWith("lasting-access-"));
        String clear = server.get(one).send().at(token);

        for (String path : List.of(one, Consents.CONNECTIONS + "?namespaceId=ns_123")) {
            Answer masked = server.anonymous("GET", path)
                    .with("Authorization", "Bearer " + server.key(KeyScope.CONNECTIONS_READ))
                    .send();
            masked.json(200);
            assertFalse(masked.text().contains(clear), masked.text());
            assertTrue(masked.text().contains("\"accessToken\":\"last…"), masked.text());
            assertTrue(server.anonymous("GET", path)
                    .with("Authorization", "Bearer " + server.key(KeyScope.CONNECTIONS_READ, KeyScope.CREDENTIALS_READ))
                    .send()
                    .text()
                    .contains(clear));
        }
    }

    @Test
    void a_tenant_labels_what_it_makes_and_sees_nothing_else() {
        Answer theirs = consents.creation("ns_123", "Theirs")
                .with("X-Tenant-ID", "acme")
                .send();
        String id = theirs.at("data.connection.id");
        String ours = consents.begun("ns_123").at("data.connection.id");
        assertEquals("acme", consents.get("ns_123", id).at("data.connection.tenantId"));

        String list = Consents.CONNECTIONS + "?namespaceId=ns_123";
        Answer narrowed = server.get(list).with("X-Tenant-ID", "acme").send();
        assertEquals(id, narrowed.at("data.connections.0.id"));
        assertFalse(narrowed.text().contains(ours));
        Answer all = server.get(list).send();
        assertTrue(all.text().contains(id) && all.text().contains(ours));
        Answer hidden = server.get(Consents.CONNECTIONS + "/" + ours + "?namespaceId=ns_123")
                .with("X-Tenant-ID", "acme")
                .send();
        assertEquals(404, hidden.status());
        assertEquals("CONNECTION_NOT_FOUND", hidden.at("error.code"));
        Answer revoke = server.post(Consents.CONNECTIONS + "/" + ours + "/revoke", "{\"namespaceId\": \"ns_123\"}")
                .with("X-Tenant-ID", "acme")
                .send();
        assertEquals(404, revoke.status());
        assertEquals(
                "INVALID_REQUEST",
                server.get(list).with("X-Tenant-ID", "a b").send().at("error.code"));
    }

    @Test
    void a_connection_is_only_in_its_namespace_and_both_go_by_any_of_their_names() {
        String id = consents.begun("ns_123").at("data.connection.id");
        assertEquals("CONNECTION_NOT_FOUND", consents.get("ns_456", id).at("error.code"));
        assertEquals("CONNECTION_NOT_FOUND", consents.revoke("ns_456", id).at("error.code"));
        assertEquals(
                "CONNECTION_NOT_FOUND",
                consents.patch(id, "{\"namespaceId\": \"ns_456\"}").at("error.code"));
        assertEquals("NAMESPACE_NOT_FOUND", consents.get("ns_789", id).at("error.code"));

        String uuid = server.get("/portolan/v1/collections/ns_123").send().at("id");
        String plain = id.replaceFirst("conn_(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        for (String namespace : List.of(uuid, "col_" + uuid.replace("-", ""), "default:ns_123")) {
            assertEquals(id, consents.get(namespace, plain).at("data.connection.id"));
            assertEquals("ns_123", consents.get(namespace, id).at("data.connection.namespace.identifier"));
        }
    }

    @Test
    void a_list_is_of_one_namespace_and_has_every_connection_newest_first() {
        String first = consents.begun("ns_123").at("data.connection.id");
        String second = consents.begun("ns_123").at("data.connection.id");
        consents.begun("ns_456");
        Answer list = consents.list("ns_123");
        assertEquals(second, list.at("data.connections.0.id"));
        assertEquals(first, list.at("data.connections.1.id"));
        assertFalse(list.text().contains("ns_456"));
        String path = Consents.CONNECTIONS + "?namespaceId=ns_123&connector=";
        assertEquals("{connections=[]}", server.get(path + "S3").send().at("data"));
        assertEquals(second, server.get(path + "FAKE_DRIVE").send().at("data.connections.0.id"));
    }

    @Test
    void what_is_connected_by_keys_is_seen_and_revoked_but_neither_made_nor_authorized_here() {
        String made = server.connection("""
                {"provider": "s3", "name": "Archive", "collection": "ns_123", "settings": {"bucket": "papers"},
                 "secrets": {"accessKeyId": "AKIA0123456789ABCDEF", "secretAccessKey": "good-secret-key-0123456789"}}
                """);
        Answer seen = consents.get("ns_123", made);
        assertEquals("S3", seen.at("data.connection.connector"));
        assertEquals("{authType=CREDENTIALS, credentials=null}", seen.at("data.connection.config"));
        assertFalse(seen.text().contains("AKIA"));
        Answer refused = server.post(
                        Consents.CONNECTIONS,
                        "{\"namespaceId\": \"ns_123\", \"name\": \"Mine\", \"connector\": \"S3\"}")
                .send();
        assertEquals(400, refused.status());
        assertEquals("INVALID_REQUEST", refused.at("error.code"));
        assertTrue(refused.at("error.details.reason").contains("/api/v1/source-connections"), refused.text());
        Answer patched = consents.patch(made, "{\"namespaceId\": \"ns_123\", \"name\": \"Other\"}");
        assertEquals("INVALID_REQUEST", patched.at("error.code"));
        assertEquals("Archive", consents.get("ns_123", made).at("data.connection.name"));
        assertEquals("REVOKED", consents.revoke("ns_123", made).at("data.connection.status"));
    }

    @Test
    void where_the_browser_goes_is_changed_with_the_connection_or_not_at_all() {
        String id = consents.begun("ns_123").at("data.connection.id");
        assertEquals(Consents.THERE, consents.get("ns_123", id).at("data.connection.clientRedirectUrl"));
        Answer wrong = consents.patch(
                id,
                "{\"namespaceId\": \"ns_123\", \"name\": \"Other\", \"clientRedirectUrl\": \"http://evil.example\"}");
        assertEquals("INVALID_REQUEST", wrong.at("error.code"));
        assertTrue(wrong.at("error.details.reason").startsWith("clientRedirectUrl must be"), wrong.text());
        assertEquals("Mine", consents.get("ns_123", id).at("data.connection.name"));
        Answer patched = consents.patch(
                id, "{\"namespaceId\": \"ns_123\", \"clientRedirectUrl\": \"https://app.example/other\"}");
        assertEquals("https://app.example/other", patched.at("data.connection.clientRedirectUrl"));
        assertEquals(
                "https://app.example/other?connectionId=" + id + "&status=success",
                consents.consented(patched, "ada").header("Location"));
        assertEquals(
                400,
                server.post(
                                Consents.CONNECTIONS,
                                "{\"namespaceId\": \"ns_123\", \"name\": \"No\", \"connector\": \"FAKE_DRIVE\","
                                        + " \"clientRedirectUrl\": \"/done\"}")
                        .send()
                        .status());
        assertFalse(consents.list("ns_123").text().contains("\"No\""));
    }
}
