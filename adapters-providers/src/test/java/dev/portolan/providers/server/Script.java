package dev.portolan.providers.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A server that answers what it was told to, by method and path. */
public final class Script implements AutoCloseable {

    private record Answer(int status, Map<String, String> headers, String body) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private volatile Optional<Answer> everything = Optional.empty();
    private final RawServer server = new RawServer(this::handle);

    /** @param what such as {@code GET /users/me}; queries do not count */
    public Script on(String what, String json) {
        return on(what, 200, Map.of(), json);
    }

    public Script on(String what, int status, Map<String, String> headers, String body) {
        answers.put(what, new Answer(status, headers, body));
        return this;
    }

    /** The same, whatever is asked. */
    public Script always(int status, Map<String, String> headers, String body) {
        everything = Optional.of(new Answer(status, headers, body));
        return this;
    }

    public URI uri() {
        return server.uri();
    }

    public List<RawServer.Request> seen() {
        return server.seen();
    }

    private void handle(RawServer.Request request, OutputStream out) throws IOException {
        String what = request.method() + " " + request.target().replaceFirst("\\?.*", "");
        Answer answer = everything.orElseGet(
                () -> answers.getOrDefault(what, new Answer(404, Map.of(), "{\"message\":\"no " + what + "\"}")));
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        headers.putAll(answer.headers());
        RawServer.reply(out, answer.status(), headers, answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
