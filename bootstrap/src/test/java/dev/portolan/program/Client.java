package dev.portolan.program;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A client of our own API, for tests. */
public final class Client {

    private static final String API = "/portolan/v1/";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final JsonMapper JSON = JsonMapper.createDefault();

    private final URI base;
    private final String key;

    public Client(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    public record Answer(int status, String text, Map<String, Object> body) {
        public String string(String field) {
            return String.valueOf(body.get(field));
        }

        /** What stands at the end of a path of names. */
        String at(String... path) {
            Object here = body;
            for (String step : path) {
                here = here instanceof Map<?, ?> map ? map.get(step) : here;
            }
            return String.valueOf(here);
        }

        @SuppressWarnings("unchecked")
        public List<Map<String, Object>> list(String field) {
            return (List<Map<String, Object>>) body.getOrDefault(field, List.of());
        }

        Answer ok() {
            assertTrue(status < 300, () -> status + " " + text);
            return this;
        }
    }

    public Answer get(String path) {
        return send("GET", path, "");
    }

    public Answer post(String path, String json) {
        return send("POST", path, json);
    }

    /** The same with an {@code Idempotency-Key}. */
    Answer postOnce(String idempotencyKey, String path, String json) {
        return send("POST", path, json, "Idempotency-Key", idempotencyKey);
    }

    public Answer send(String method, String path, String json, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path.startsWith("/") ? path : API + path))
                    .timeout(Duration.ofSeconds(60))
                    .header("Authorization", "Bearer " + key)
                    .method(
                            method,
                            json.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(json));
            if (!json.isEmpty()) {
                request.header("Content-Type", "application/json");
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            String text = new String(response.body(), StandardCharsets.UTF_8);
            return new Answer(
                    response.statusCode(),
                    text,
                    text.stripLeading().startsWith("{")
                            ? JSON.readValue(response.body(), Argument.mapOf(String.class, Object.class))
                            : Map.of());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A browser comes, without a key. @return where it is sent on to */
    String sentOn(String path) {
        try {
            var response = HTTP.send(
                    HttpRequest.newBuilder(base.resolve(path))
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    BodyHandlers.ofString());
            return response.headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new AssertionError(response.statusCode() + " " + response.body()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    // --- what the tests do again and again

    public String connect(String name, String provider, String settings, String secrets) {
        return post("connections", connection(name, provider, settings, secrets))
                .ok()
                .string("id");
    }

    /** The same, and nothing more when it is repeated. */
    String connectOnce(String name, String provider, String settings, String secrets) {
        return postOnce(name, "connections", connection(name, provider, settings, secrets))
                .ok()
                .string("id");
    }

    private static String connection(String name, String provider, String settings, String secrets) {
        return "{\"name\":\"%s\",\"provider\":\"%s\",\"settings\":%s,\"secrets\":%s}"
                .formatted(name, provider, settings, secrets);
    }

    public String startSync(String connection) {
        return post("connections/" + connection + "/syncs", "{\"mode\":\"catch_up\"}")
                .ok()
                .string("id");
    }

    boolean ended(String sync) {
        return get("syncs/" + sync).ok().body().get("finishedAt") != null;
    }

    /** @return seconds from the request to the end, as the server tells them */
    public double timedSync(String connection) {
        String sync = startSync(connection);
        String state = awaitEnd(sync);
        assertTrue(state.equals("completed"), state);
        Answer ended = get("syncs/" + sync);
        return Duration.between(Instant.parse(ended.string("createdAt")), Instant.parse(ended.string("finishedAt")))
                        .toMillis()
                / 1e3;
    }

    /** @return how it ended */
    public String awaitEnd(String sync) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            Answer answer = get("syncs/" + sync).ok();
            if (answer.body().get("finishedAt") != null) {
                return answer.string("state");
            }
            Pause.shortly();
        }
        throw new AssertionError("The sync did not end: " + get("syncs/" + sync).text());
    }

    /** Every document of the default collection by its external id: version and text as one string. */
    Map<String, String> documents(String connection) {
        Map<String, String> documents = new TreeMap<>();
        for (Map<String, Object> document : all("collections/default/documents?limit=1000&connection=" + connection)) {
            String twice = documents.put(
                    String.valueOf(document.get("externalId")),
                    document.get("version") + " " + document.get("name") + " " + document.get("size"));
            assertTrue(twice == null, () -> "Twice: " + document);
        }
        return documents;
    }

    /** Everything of a list, page after page. */
    public List<Map<String, Object>> all(String path) {
        List<Map<String, Object>> all = new ArrayList<>();
        String after = "";
        do {
            Answer page = get(path + after).ok();
            all.addAll(page.list("data"));
            after = page.body().get("next") == null ? "" : "&after=" + page.string("next");
        } while (!after.isEmpty());
        return all;
    }

    /** What a reader of the feed from its beginning ends up with: live documents by external id, with version and text. */
    Map<String, String> feed(String connection) {
        Map<String, String> live = new TreeMap<>();
        Map<String, String> names = new TreeMap<>();
        String after = "";
        boolean more = true;
        while (more) {
            Answer page = get("collections/default/changes?text=true&limit=1000" + after)
                    .ok();
            for (Map<String, Object> change : page.list("changes")) {
                follow(change, connection, names, live);
            }
            after = "&after=" + page.string("next");
            more = Boolean.TRUE.equals(page.body().get("hasMore"));
        }
        return live;
    }

    private static void follow(
            Map<String, Object> change, String connection, Map<String, String> names, Map<String, String> live) {
        String id = String.valueOf(change.get("documentId"));
        assertTrue(!names.containsKey(id), () -> "A document stands in the feed once: " + id);
        if (change.get("document") instanceof Map<?, ?> document && connection.equals(document.get("connectionId"))) {
            names.put(id, String.valueOf(document.get("externalId")));
            live.put(String.valueOf(document.get("externalId")), document.get("version") + "\n" + document.get("text"));
        } else {
            names.put(id, "");
        }
    }
}
