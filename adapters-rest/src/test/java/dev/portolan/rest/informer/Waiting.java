package dev.portolan.rest.informer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.rest.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Somebody whom the server keeps waiting for the end of a sync. */
record Waiting(TestServer server, HttpResponse<InputStream> response) {

    /** Returns when the first sign of life has come. */
    static Waiting with(HttpClient http, TestServer server, String body, String... headers) {
        Waiting waiting = tried(http, server, body, headers);
        assertEquals(200, waiting.response.statusCode());
        assertEquals(
                "application/json",
                waiting.response.headers().firstValue("Content-Type").orElse(""));
        return waiting;
    }

    /** The same, whatever the server says to it. */
    static Waiting tried(HttpClient http, TestServer server, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.at(Library.PATH + "/_sync"))
                .header("Authorization", "Bearer " + TestServer.KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new Waiting(
                server,
                http.sendAsync(request.build(), BodyHandlers.ofInputStream()).join());
    }

    Map<String, Object> result() {
        try (InputStream body = response.body()) {
            return server.json(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void leave() {
        try {
            response.body().close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
