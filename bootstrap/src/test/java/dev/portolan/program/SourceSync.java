package dev.portolan.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.program.Client.Answer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A client of sourcesync that knows nothing of Portolan but its base URL and a key. */
record SourceSync(Client client, String namespace) {

    private static final String CONNECTIONS = "/v1/connections";

    /** A namespace to work in. */
    static SourceSync in(Client client, String namespace) {
        client.post("/v1/namespaces", "{\"name\": \"%s\", \"identifier\": \"%s\"}".formatted(namespace, namespace))
                .ok();
        return new SourceSync(client, namespace);
    }

    /** A connection that waits for consent. */
    record Begun(String id, URI authorizationUrl) {}

    Begun create(String clientRedirectUrl) {
        Answer created = client.post(CONNECTIONS, """
                        {"namespaceId": "%s", "name": "My Box", "connector": "BOX", "clientRedirectUrl": "%s"}
                        """.formatted(namespace, clientRedirectUrl))
                .ok();
        assertEquals("true", created.string("success"));
        return new Begun(of(created, "id"), authorizationUrl(created));
    }

    Begun patch(String id, String name) {
        Answer patched = client.send("PATCH", CONNECTIONS + "/" + id, """
                        {"namespaceId": "%s", "name": "%s"}""".formatted(namespace, name))
                .ok();
        return new Begun(of(patched, "id"), authorizationUrl(patched));
    }

    private static URI authorizationUrl(Answer answer) {
        return URI.create(answer.at("data", "authorizationUrl"));
    }

    Answer get(String id) {
        return client.get(CONNECTIONS + "/" + id + "?namespaceId=" + namespace).ok();
    }

    String status(String id) {
        return of(get(id), "status");
    }

    List<?> list() {
        Answer listed = client.get(CONNECTIONS + "?connector=BOX&namespaceId=" + namespace)
                .ok();
        return ((Map<?, ?>) listed.body().get("data")).get("connections") instanceof List<?> all ? all : List.of();
    }

    Answer revoke(String id) {
        return client.post(CONNECTIONS + "/" + id + "/revoke", "{\"namespaceId\": \"%s\"}".formatted(namespace))
                .ok();
    }

    /** What an answer says of its connection. */
    static String of(Answer answer, String... path) {
        return answer.at(
                Stream.concat(Stream.of("data", "connection"), Stream.of(path)).toArray(String[]::new));
    }
}
