package dev.portolan.rest;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request to a test server, and its answer. */
public final class Call {

    private final HttpClient http;
    private final JsonMapper mapper;
    private final String method;
    private final HttpRequest.Builder request;
    private BodyPublisher body = BodyPublishers.noBody();

    Call(HttpClient http, JsonMapper mapper, String method, URI uri) {
        this.http = http;
        this.mapper = mapper;
        this.method = method;
        this.request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60));
    }

    public Call with(String header, String value) {
        request.setHeader(header, value);
        return this;
    }

    public Call json(String text) {
        return body("application/json", text);
    }

    public Call body(String type, String text) {
        body = BodyPublishers.ofString(text);
        return with("Content-Type", type);
    }

    public Answer send() {
        try {
            HttpResponse<String> response =
                    http.send(request.method(method, body).build(), BodyHandlers.ofString());
            Answer answer = new Answer(mapper, response);
            answer.checkDescribed(method);
            return answer;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What came back. */
    public record Answer(JsonMapper mapper, HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The body; a wrong status shows it. */
        public Map<String, Object> json(int expectedStatus) {
            if (status() != expectedStatus) {
                throw new AssertionError("Expected " + expectedStatus + ", got " + status() + ": " + text());
            }
            return parse(mapper, text());
        }

        /** The body where it is a list. */
        public List<Object> list() {
            try {
                return mapper.readValue(text(), Argument.listOf(Object.class));
            } catch (IOException noJson) {
                throw new AssertionError("No JSON list: " + text(), noJson);
            }
        }

        /** Whatever a test asks for, the answer is as the OpenAPI documents have it. */
        private void checkDescribed(String method) {
            String type = header("Content-Type").replaceFirst(";.*", "");
            Described.check(
                    method, response.uri().getPath(), status(), type, type.endsWith("json") ? value(text()) : null);
        }

        /** What a JSON text says, be it null. */
        @Nullable
        Object value(String text) {
            try {
                return mapper.readValue(text, Argument.OBJECT_ARGUMENT);
            } catch (IOException noJson) {
                throw new AssertionError("No JSON: " + text, noJson);
            }
        }

        /** The names at the top of the body, in their order. */
        public List<String> names() {
            return List.copyOf(parse(mapper, text()).keySet());
        }

        /** What stands at a path of the body such as {@code data.0.id}. */
        public String at(String path) {
            Object here = parse(mapper, text());
            for (String step : path.split("\\.", -1)) {
                here = here instanceof List<?> list
                        ? list.get(Integer.parseInt(step))
                        : here instanceof Map<?, ?> map && map.containsKey(step) ? map.get(step) : missing(path);
            }
            return String.valueOf(here);
        }

        private Object missing(String path) {
            throw new AssertionError("Nothing at " + path + " of " + text());
        }

        private static Map<String, Object> parse(JsonMapper mapper, String text) {
            try {
                return mapper.readValue(text, Argument.mapOf(String.class, Object.class));
            } catch (IOException noJson) {
                throw new AssertionError("No JSON: " + text, noJson);
            }
        }
    }
}
