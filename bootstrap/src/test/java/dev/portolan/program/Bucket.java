package dev.portolan.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A bucket on a real S3 server in this process, and what is known to be in it. */
final class Bucket implements AutoCloseable {

    private static final String NAME = "papers";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> objects = new TreeMap<>();
    private final Random random;
    private final S3Proxy server;

    Bucket(long seed) {
        this.random = new Random(seed);
        this.server = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.NONE, "", "")
                .build();
        try {
            server.start();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
        send("PUT", "", "");
    }

    String settings() {
        return "{\"bucket\":\"%s\",\"region\":\"us-east-1\",\"endpoint\":\"%s\"}".formatted(NAME, endpoint());
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    void put(String key, String text) {
        send("PUT", "/" + key, text);
        objects.put(key, text);
    }

    void delete(String key) {
        send("DELETE", "/" + key, "");
        objects.remove(key);
    }

    void fill(int count) {
        for (int i = 0; i < count; i++) {
            put("folder-%d/note-%05d.md".formatted(i % 7, i), text(i));
        }
    }

    /** Some documents change, some go, some come: never so many that it looks like an accident. */
    void stir(int times) {
        for (int i = 0; i < times; i++) {
            int which = random.nextInt(objects.size());
            String key = objects.keySet().stream().skip(which).findFirst().orElseThrow();
            switch (random.nextInt(3)) {
                case 0 -> put(key, text(random.nextInt(1_000_000)));
                case 1 -> delete(key);
                default -> put("late/%08x.txt".formatted(random.nextInt()), text(random.nextInt(1_000_000)));
            }
        }
    }

    private static String text(int seed) {
        return "# Note " + seed + "\n\n" + ("Words of note " + seed + ". ").repeat(1 + seed % 60);
    }

    /** What is in it now, by key. */
    Map<String, String> objects() {
        return new TreeMap<>(objects);
    }

    private void send(String method, String path, String body) {
        try {
            var response = http.send(
                    HttpRequest.newBuilder(URI.create(endpoint() + "/" + NAME + path))
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + response.body());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
