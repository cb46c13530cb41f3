package dev.portolan.rest.sourcesync;

import dev.portolan.rest.Call;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What a client of sourcesync and its user's browser do. */
record Consents(TestServer server) {

    static final String CONNECTIONS = "/v1/connections";
    static final String THERE = "https://app.example/done";

    Consents namespace(String identifier) {
        server.post("/v1/namespaces", "{\"name\": \"Of a test\", \"identifier\": \"%s\"}".formatted(identifier))
                .send()
                .json(200);
        return this;
    }

    Call creation(String namespace, String name) {
        return server.post(CONNECTIONS, """
                {"namespaceId": "%s", "name": "%s", "connector": "FAKE_DRIVE", "clientRedirectUrl": "%s"}
                """.formatted(namespace, name, THERE));
    }

    /** A connection that waits for consent. */
    Answer begun(String namespace) {
        Answer begun = creation(namespace, "Mine").send();
        begun.json(200);
        return begun;
    }

    /** The browser comes back to us with what the provider has to say. @return where it is sent on to, or the page that it sees */
    Answer back(Answer begun, String query) {
        return server.anonymous("GET", "/oauth/callback?state=" + state(begun) + "&" + query)
                .send();
    }

    Answer consented(Answer begun, String account) {
        return back(begun, "code=" + encoded(server.oauth.consentOf(account)));
    }

    /** A connection that was authorized. @return its id */
    String connected(String namespace, String account) {
        Answer begun = begun(namespace);
        consented(begun, account);
        return begun.at("data.connection.id");
    }

    Answer get(String namespace, String id) {
        return server.get(CONNECTIONS + "/" + id + "?namespaceId=" + namespace).send();
    }

    Answer list(String namespace) {
        return server.get(CONNECTIONS + "?namespaceId=" + namespace).send();
    }

    Answer patch(String id, String json) {
        return server.call("PATCH", CONNECTIONS + "/" + id).json(json).send();
    }

    Answer revoke(String namespace, String id) {
        return server.post(CONNECTIONS + "/" + id + "/revoke", "{\"namespaceId\": \"%s\"}".formatted(namespace))
                .send();
    }

    static String state(Answer begun) {
        return begun.at("data.authorizationUrl").replaceAll(".*state=", "");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
