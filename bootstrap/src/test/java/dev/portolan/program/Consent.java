package dev.portolan.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.program.Client.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What a user and their browser do: go to the provider, and bring its answer to whichever server they are sent to. */
public final class Consent {

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private Consent() {}

    /** A connection that waits for consent. @return its id */
    static String connection(Client client) {
        return client.post("connections", "{\"provider\":\"box\",\"name\":\"Box\"}")
                .ok()
                .string("id");
    }

    /** @return where the browser is to go */
    static URI begin(Client client, String connection) {
        return URI.create(client.post("connections/" + connection + "/authorize", "{}")
                .ok()
                .string("authorizationUrl"));
    }

    /** The browser goes there. @return the path and query with which the provider sends it back */
    static String given(URI authorizationUrl) {
        try {
            HttpResponse<Void> sent = BROWSER.send(
                    HttpRequest.newBuilder(authorizationUrl)
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    BodyHandlers.discarding());
            assertEquals(302, sent.statusCode());
            URI back = URI.create(sent.headers().firstValue("Location").orElseThrow());
            return back.getRawPath() + "?" + back.getRawQuery();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A connection that was authorized in whole. @return its id */
    public static String connected(Client client) {
        String connection = connection(client);
        Answer page = client.get(given(begin(client, connection)));
        assertEquals(200, page.status(), page.text());
        return connection;
    }

    static String status(Client client, String connection) {
        return client.get("connections/" + connection).ok().string("status");
    }

    static boolean works(Client client, String connection) {
        return Boolean.TRUE.equals(client.post("connections/" + connection + "/test", "{}")
                .ok()
                .body()
                .get("ok"));
    }
}
