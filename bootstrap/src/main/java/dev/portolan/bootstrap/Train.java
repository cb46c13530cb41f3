package dev.portolan.bootstrap;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code train}: lives a short typical life, from which the JVM learns what to keep in its ahead-of-time cache. */
@Command(name = "train", hidden = true, description = "Starts, answers a few requests and ends.")
final class Train implements Callable<Integer> {
    private static final List<String> PATHS =
            List.of("/health", "/portolan/v1/providers", "/portolan/v1/connections", "/openapi.yml");

    @Override
    public Integer call() throws StartFailure, IOException, InterruptedException {
        Map<String, Object> nothingShared = Map.of(
                "portolan.port",
                0,
                "portolan.host",
                "127.0.0.1",
                "portolan.data",
                Path.of(System.getProperty("java.io.tmpdir")).toString(),
                "portolan.database.url",
                EmbeddedDatabase.inMemory("train"));
        try (Server server = Server.start(Map.of(), nothingShared);
                HttpClient client = HttpClient.newHttpClient()) {
            for (String path : PATHS) {
                URI uri = server.address().resolve(path);
                client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
            }
        }
        return 0;
    }
}
