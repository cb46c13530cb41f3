package dev.portolan.rest.informer;

import dev.portolan.rest.TestServer;
import java.net.http.HttpClient;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A library that can be synced, and people who wait for it. Signs of life come every 20 ms. */
abstract class AwaitedSync {

    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Library library;
    TestServer server;
    String connection;

    @BeforeEach
    void start() {
        library = new Library(Map.of("portolan.events.heartbeat", "20ms"));
        server = library.server;
        library.choose(library.integration());
        connection = library.connect("alice");
    }

    @AfterEach
    void stop() {
        // Whoever still waits is not waited for.
        http.shutdownNow();
        library.close();
    }

    String run() {
        return library.newest(connection).orElseThrow();
    }
}
