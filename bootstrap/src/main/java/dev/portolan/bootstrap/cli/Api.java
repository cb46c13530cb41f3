package dev.portolan.bootstrap.cli;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Our own API as the command line uses it. */
public final class Api implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CONFLICT = 409;
    private static final int ERROR = 400;

    private final URI base;
    private final String key;
    private final JsonMapper json = JsonMapper.createDefault();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** @param base of the server, without a path */
    public Api(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** What a server answered; {@code body} is empty where it was no JSON object. */
    public record Answer(int status, Map<String, Object> body) {
        public boolean isConflict() {
            return status == CONFLICT;
        }

        String text(String field) {
            return body.get(field) == null ? "" : String.valueOf(body.get(field));
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> list(String field) {
            return body.get(field) instanceof List<?> list ? (List<Map<String, Object>>) list : List.of();
        }
    }

    /** @throws CliFailure where the server cannot be reached or says no */
    Answer get(String path) {
        return checked(send("GET", path, Map.of()));
    }

    Answer post(String path, Map<String, Object> body) {
        return checked(send("POST", path, body));
    }

    /** The answer whatever it is. */
    Answer tryPost(String path, Map<String, Object> body) {
        return send("POST", path, body);
    }

    static Answer checked(Answer answer) {
        if (answer.status() >= ERROR) {
            String detail = answer.text("detail");
            throw new CliFailure("the server answers " + answer.status() + ": "
                    + (detail.isBlank() ? "it gives no reason; is this a Portolan server?" : detail));
        }
        return answer;
    }

    private Answer send(String method, String path, Map<String, Object> body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + key)
                    .header("Accept", "application/json");
            if (method.equals("POST")) {
                request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
            }
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), object(response.body()));
        } catch (IOException unreachable) {
            throw new CliFailure("no server answers at " + base + "; start one with ./portolan serve, or say --url");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CliFailure("interrupted");
        }
    }

    private Map<String, Object> object(byte[] body) {
        try {
            return body.length == 0 ? Map.of() : json.readValue(body, Argument.mapOf(String.class, Object.class));
        } catch (IOException notAnObject) {
            return Map.of();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
