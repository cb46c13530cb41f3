package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.rest.Call.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Everything that can go wrong with a request, in the accent of each API. */
class FailuresTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** An API's list of connections, and what it calls things. */
    private record Api(String path, String provider, String settings, String cursor) {
        static final Api OURS = new Api("/portolan/v1/connections", "provider", "settings", "after");
        static final Api ZENSEARCH = new Api("/v1/connectors", "type", "config", "cursor");
        static final Api ZENSEARCH_TOO = new Api("/api/v1/connectors", "type", "config", "cursor");

        String named(String json) {
            return json.replace("PROVIDER", provider).replace("SETTINGS", settings);
        }

        void assertFailure(Answer answer, Wrong wrong) {
            String context = wrong.what + " at " + path + " gave " + answer.status() + " " + answer.text();
            assertEquals(wrong.status, answer.status(), context);
            if (equals(OURS)) {
                assertEquals("application/problem+json", answer.header("content-type"), context);
                Map<String, Object> problem = answer.json(wrong.status);
                assertTrue(
                        List.of("type", "title", "status", "detail", "requestId").stream()
                                .allMatch(problem::containsKey),
                        context);
                assertEquals("urn:portolan:problem:" + wrong.ourType, problem.get("type"), context);
                assertEquals(wrong.status, problem.get("status"), context);
                assertEquals(Integer.toString(wrong.status), answer.at("status"));
                assertFields(wrong, context, problem.get("errors"));
            } else {
                assertEquals("application/json", answer.header("content-type"), context);
                assertEquals(List.of("error", "meta"), answer.names(), context);
                assertEquals(wrong.zensearchCode, answer.at("error.code"), context);
                assertFalse(answer.at("error.message").isBlank(), context);
                assertTrue(answer.at("meta.requestId").startsWith("req_"), context);
                Map<?, ?> error = (Map<?, ?>) answer.json(wrong.status).get("error");
                assertFields(
                        wrong,
                        context,
                        error.get("details") instanceof Map<?, ?> details ? details.get("fields") : null);
            }
        }

        private void assertFields(Wrong wrong, String context, @org.jspecify.annotations.Nullable Object errors) {
            List<String> expected = wrong.fields.stream()
                    .map(this::named)
                    .map(field -> field.replace("CURSOR", cursor))
                    .toList();
            List<String> found = errors instanceof List<?> list
                    ? list.stream()
                            .map(each -> String.valueOf(((Map<?, ?>) each).get("field")))
                            .toList()
                    : List.of();
            assertEquals(expected, found, context);
        }
    }

    /** One thing that can be wrong, and how it is to be told. */
    private record Wrong(String what, int status, String ourType, String zensearchCode, List<String> fields) {
        static Wrong input(String what, String... fields) {
            return new Wrong(what, 400, "invalid-input", "invalid_request", List.of(fields));
        }
    }

    @FunctionalInterface
    private interface Request {
        Call at(Api api);
    }

    private static DynamicTest told(Api api, Wrong wrong, Request request) {
        return DynamicTest.dynamicTest(
                wrong.what + " at " + api.path,
                () -> api.assertFailure(request.at(api).send(), wrong));
    }

    @TestFactory
    Stream<DynamicTest> every_failure_is_told_in_the_dialect_of_its_path() {
        return Stream.of(Api.OURS, Api.ZENSEARCH, Api.ZENSEARCH_TOO)
                .flatMap(api -> Stream.of(bodies(api), fields(api), parameters(api), requests(api), callers(api))
                        .flatMap(tests -> tests));
    }

    private static Stream<DynamicTest> bodies(Api api) {
        Wrong media =
                new Wrong("a body of another type", 415, "unsupported-media-type", "unsupported_media_type", List.of());
        return Stream.of(
                told(api, Wrong.input("broken JSON"), it -> server.post(it.path, "{\"name\": ")),
                told(api, Wrong.input("two JSON texts"), it -> server.post(it.path, "{} {}")),
                told(
                        api,
                        Wrong.input("a name twice"),
                        it -> server.post(it.path, "{\"name\": \"a\", \"name\": \"b\"}")),
                told(api, Wrong.input("deep nesting"), it -> server.post(it.path, "[".repeat(100_000))),
                told(api, Wrong.input("an empty body"), it -> server.post(it.path, "")),
                told(api, Wrong.input("no body"), it -> server.call("POST", it.path)),
                told(api, Wrong.input("a list for a body"), it -> server.post(it.path, "[]")),
                told(api, Wrong.input("null for a body"), it -> server.post(it.path, "null")),
                told(api, Wrong.input("bytes that are no text"), it -> server.post(it.path, "{\"name\": \"\u0000\"}")),
                told(api, media, it -> server.call("POST", it.path).body("text/plain", "{}")),
                told(api, media, it -> server.call("POST", it.path).body("application/x-www-form-urlencoded", "a=b")),
                told(
                        api,
                        new Wrong("a body of 20 MB", 413, "request-entity-too-large", "payload_too_large", List.of()),
                        it -> server.post(it.path, "{\"name\": \"" + "x".repeat(20_000_000) + "\"}")));
    }

    private static Stream<DynamicTest> fields(Api api) {
        return Stream.of(
                told(api, Wrong.input("no provider", "PROVIDER"), it -> server.post(it.path, "{}")),
                told(api, Wrong.input("an unknown provider", "PROVIDER"), it -> post(it, "{\"PROVIDER\": \"gopher\"}")),
                told(api, Wrong.input("a number for a text", "PROVIDER"), it -> post(it, "{\"PROVIDER\": 7}")),
                told(
                        api,
                        Wrong.input("settings that are no object", "SETTINGS"),
                        it -> post(it, "{\"PROVIDER\": \"s3\", \"SETTINGS\": []}")),
                told(
                        api,
                        Wrong.input(
                                "unknown and ill-typed settings",
                                "SETTINGS.colour",
                                "SETTINGS.bucket",
                                "SETTINGS.port"),
                        it -> post(
                                it,
                                "{\"PROVIDER\": \"s3\", \"SETTINGS\": {\"colour\": 1, \"bucket\": 5, \"port\": 99999}}")),
                told(
                        api,
                        Wrong.input("a prefix of 10 kB", "SETTINGS.prefix"),
                        it -> post(
                                it,
                                "{\"PROVIDER\": \"s3\", \"SETTINGS\": {\"bucket\": \"b\", \"prefix\": \""
                                        + "p".repeat(10_000) + "\"}}")),
                told(
                        api,
                        Wrong.input("a schedule of nonsense", "schedule.cron", "schedule.zone"),
                        it -> post(it, "{\"PROVIDER\": \"s3\", \"schedule\": {\"zone\": \"Mars\"}}")));
    }

    private static Call post(Api api, String json) {
        return server.post(api.path, api.named(json));
    }

    private static Stream<DynamicTest> parameters(Api api) {
        return Stream.of(
                told(api, Wrong.input("limit 0", "limit"), it -> server.get(it.path + "?limit=0")),
                told(api, Wrong.input("limit 100000", "limit"), it -> server.get(it.path + "?limit=100000")),
                told(api, Wrong.input("a limit that is no number", "limit"), it -> server.get(it.path + "?limit=ten")),
                told(
                        api,
                        Wrong.input("a cursor of nobody's", "CURSOR"),
                        it -> server.get(it.path + "?" + it.cursor + "=zzzz")),
                told(
                        api,
                        Wrong.input("a cursor from elsewhere", "CURSOR"),
                        it -> server.get(it.path + "?" + it.cursor + "=" + foreignCursor())));
    }

    private static String foreignCursor() {
        return server.get("/portolan/v1/collections/default/changes").send().at("next");
    }

    private static Stream<DynamicTest> requests(Api api) {
        Wrong noRoute = new Wrong("an unknown route", 404, "not-found", "not_found", List.of());
        Wrong method = new Wrong("a wrong method", 405, "method-not-allowed", "method_not_allowed", List.of());
        Wrong unknown = new Wrong("an unknown id", 404, "not-found", "not_found", List.of());
        return Stream.of(
                told(api, noRoute, it -> server.get(it.path + "/a/b/c/d")),
                told(api, noRoute, it -> server.anonymous("GET", it.path + "/a/b/c/d")),
                told(api, method, it -> server.call("DELETE", it.path)),
                told(api, method, it -> server.call("FROB", it.path)),
                told(api, unknown, it -> server.get(it.path + "/conn_0190000000007000800000000000ffff")),
                told(api, unknown, it -> server.get(it.path + "/" + "x".repeat(3_000))),
                told(api, unknown, it -> server.get(it.path + "/%00")),
                told(
                        api,
                        new Wrong("another Accept", 406, "not-acceptable", "not_acceptable", List.of()),
                        it -> server.get(it.path).with("Accept", "application/xml")));
    }

    private static Stream<DynamicTest> callers(Api api) {
        Wrong who = new Wrong("no or a wrong key", 401, "unauthorized", "unauthorized", List.of());
        Wrong may = new Wrong("too narrow a key", 403, "forbidden", "forbidden", List.of());
        return Stream.of(
                told(api, who, it -> server.anonymous("GET", it.path)),
                told(api, who, it -> server.anonymous("GET", it.path).with("Authorization", "Bearer nonsense")),
                told(api, who, it -> server.anonymous("GET", it.path).with("Authorization", "Basic YTpi")),
                told(api, who, it -> server.anonymous("GET", it.path).with("Authorization", "Bearer ")),
                told(api, who, it -> server.anonymous("POST", it.path).json("{")),
                told(
                        api,
                        may,
                        it -> server.anonymous("POST", it.path)
                                .json(it.named("{\"PROVIDER\": \"s3\"}"))
                                .with(
                                        "Authorization",
                                        "Bearer " + server.key(dev.portolan.domain.KeyScope.CONNECTIONS_READ))));
    }
}
