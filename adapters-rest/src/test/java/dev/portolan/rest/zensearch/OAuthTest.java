package dev.portolan.rest.zensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.KeyScope;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OAuthTest {

    private static final String AUTHORIZE = "/v1/connectors/oauth/fake_drive/authorize";
    private static final String CALLBACK = "/v1/connectors/oauth/fake_drive/callback";
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String state(String query) {
        Answer begun = server.get(AUTHORIZE + query).send();
        begun.json(200);
        return begun.at("data.authUrl").replaceAll(".*state=", "");
    }

    private Answer complete(String state, String more) {
        return server.post(
                        CALLBACK,
                        "{\"state\": \"%s\", \"code\": \"%s\"%s}".formatted(state, server.oauth.consentOf("ada"), more))
                .send();
    }

    @Test
    void authorize_answers_a_url_and_nothing_else() {
        Answer begun = server.get("/api" + AUTHORIZE).send();
        assertEquals(List.of("data", "meta"), begun.names());
        assertEquals(
                Map.of("authUrl", begun.at("data.authUrl")), begun.json(200).get("data"));
        assertTrue(begun.at("data.authUrl").startsWith("https://fake.example/authorize?"));
    }

    @Test
    void the_callback_makes_a_connector_that_works() {
        server.post("/portolan/v1/collections", "{\"name\": \"Papers\"}").send().json(201);
        Answer made = complete(state(""), ", \"name\": \"Ada's\", \"collection\": \"papers\"");
        made.json(201);
        assertEquals("active", made.at("data.status"));
        assertEquals("Ada's", made.at("data.name"));
        assertEquals("fake_drive", made.at("data.type"));
        String papers = server.get("/portolan/v1/collections/papers").send().at("id");
        assertEquals("col_" + papers.replace("-", ""), made.at("data.collection"));
        assertEquals(
                "active",
                server.get("/v1/connectors/" + made.at("data.id")).send().at("data.status"));
    }

    @Test
    void without_a_collection_it_is_made_where_authorize_said() {
        server.post("/portolan/v1/collections", "{\"name\": \"Papers\"}").send().json(201);
        String papers = server.get("/portolan/v1/collections/papers").send().at("id");
        Answer made = complete(state("?collection=papers"), "");
        assertEquals("col_" + papers.replace("-", ""), made.at("data.collection"));
    }

    @Test
    void a_connector_that_was_made_before_is_authorized_itself() {
        Answer pending = server.post("/v1/connectors", "{\"type\": \"fake_drive\", \"name\": \"Mine\"}")
                .send();
        assertEquals("pending", pending.at("data.status"));
        Answer made = complete(state("?connectorId=" + pending.at("data.id")), ", \"name\": \"Not this\"");
        assertEquals(pending.at("data.id"), made.at("data.id"));
        assertEquals("Mine", made.at("data.name"));
        assertEquals("active", made.at("data.status"));
        String bucket = server.connection();
        assertEquals(
                "connectorId",
                server.get(AUTHORIZE + "?connectorId=" + bucket).send().at("error.details.fields.0.field"));
        assertEquals(404, server.get(AUTHORIZE + "?connectorId=conn_x").send().status());
    }

    @Test
    void a_state_is_good_once_and_only_for_who_began() {
        String state = state("");
        Answer forged = complete("forged", "");
        assertEquals("state", forged.at("error.details.fields.0.field"));
        complete(state, "").json(201);
        Answer again = complete(state, "");
        assertEquals(400, again.status());
        assertTrue(again.at("error.message").contains("was used before"), again.text());
        Answer elsewhere = server.post(
                        "/v1/connectors/oauth/s3/callback", "{\"state\": \"%s\", \"code\": \"x\"}".formatted(state("")))
                .send();
        assertEquals("state", elsewhere.at("error.details.fields.0.field"));
    }

    @Test
    void what_goes_wrong_is_told_in_words_and_makes_nothing() {
        Answer refused = server.post(CALLBACK, "{\"state\": \"%s\", \"code\": \"nonsense\"}".formatted(state("")))
                .send();
        assertEquals(400, refused.status());
        assertTrue(refused.at("error.message").contains("refused the authorization code"), refused.text());
        Answer denied = server.post(CALLBACK, "{\"state\": \"%s\", \"error\": \"access_denied\"}".formatted(state("")))
                .send();
        assertEquals(400, denied.status());
        assertTrue(denied.at("error.message").contains("Consent was not given"), denied.text());
        server.oauth.next(new OAuthGateway.Answer.Unavailable("HTTP 503", Optional.empty()));
        Answer down = complete(state(""), "");
        assertEquals(502, down.status());
        assertEquals("unavailable", down.at("error.code"));
        Answer empty = server.post(CALLBACK, "{}").send();
        assertEquals("code is required; state is required", empty.at("error.message"));
        assertEquals(
                "[]", server.get("/v1/connectors").send().json(200).get("data").toString());
    }

    @Test
    void a_redirect_uri_of_the_clients_own_is_checked() {
        state("?redirectUri=https%3A%2F%2Fapp.example%2Fback");
        assertEquals(
                "redirectUri",
                server.get(AUTHORIZE + "?redirectUri=javascript%3Aalert(1)")
                        .send()
                        .at("error.details.fields.0.field"));
    }

    @Test
    void types_without_consent_and_unknown_types_are_told() {
        assertEquals(409, server.get("/v1/connectors/oauth/s3/authorize").send().status());
        assertEquals(
                404, server.get("/v1/connectors/oauth/gopher/authorize").send().status());
    }

    @Test
    void a_team_labels_what_its_callback_makes() {
        Answer made = server.post(
                        CALLBACK,
                        "{\"state\": \"%s\", \"code\": \"%s\"}".formatted(state(""), server.oauth.consentOf("ada")))
                .with("X-Team-ID", "blue")
                .send();
        made.json(201);
        assertEquals(
                404,
                server.get("/v1/connectors/" + made.at("data.id"))
                        .with("X-Team-ID", "red")
                        .send()
                        .status());
    }

    @Test
    void authorizing_needs_a_key_that_may_write() {
        String key = server.key(KeyScope.CONNECTIONS_READ);
        assertEquals(
                403,
                server.get(AUTHORIZE)
                        .with("Authorization", "Bearer " + key)
                        .send()
                        .status());
    }
}
