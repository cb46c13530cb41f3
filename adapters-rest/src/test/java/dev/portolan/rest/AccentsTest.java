package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.Call.Answer;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/** Every kind of failure, under every API's paths, comes in that API's own body. */
class AccentsTest {

    private static final String SECRETS =
            "\"accessKeyId\": \"AKIA0123456789ABCDEF\", \"secretAccessKey\": \"good-secret-key-0123456789\"";

    private static TestServer server;
    private static String integration;

    @BeforeAll
    static void start() {
        server = TestServer.of(Map.of("google_drive", "Google Drive"));
        integration = server.get("/portolan/v1/apps").send().at("data.0.id");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** How an API's failures look. */
    @FunctionalInterface
    private interface Shape {
        void check(int status, Map<?, ?> body);
    }

    /**
     * An API.
     *
     * @param read a path that can be read
     * @param method with {@code write}: a call that takes a body
     * @param field that the body must have
     * @param invalid the status of wrong input
     */
    private record Api(String name, String read, String method, String write, String field, int invalid, Shape shape) {

        String body() {
            return switch (name) {
                case "portolan" ->
                    "{\"provider\": \"s3\", \"settings\": {\"bucket\": \"b\"}, \"secrets\": {" + SECRETS + "}}";
                case "zensearch" ->
                    "{\"type\": \"s3\", \"config\": {\"bucket\": \"b\"}, \"credentials\": {" + SECRETS + "}}";
                case "ballast" ->
                    "{\"sourceShortName\": \"s3\", \"credentials\": {\"bucket\": \"b\", " + SECRETS + "}}";
                case "stackai" ->
                    "{\"name\": \"Archive\", \"provider_id\": \"s3\", \"connection_type_id\": \"s3_credentials\","
                            + " \"connection_provider_data\": {\"bucket\": \"b\", " + SECRETS + "}}";
                case "sourcesync" ->
                    "{\"namespaceId\": \"default\", \"name\": \"Mine\", \"connector\": \"GOOGLE_DRIVE\"}";
                default -> "{\"integrationId\": \"" + integration + "\"}";
            };
        }

        Call call(String json) {
            return server.call(method, write).json(json);
        }
    }

    private static final List<Api> ALL = List.of(
            new Api(
                    "portolan",
                    "/portolan/v1/connections",
                    "POST",
                    "/portolan/v1/connections",
                    "provider",
                    400,
                    (status, body) -> {
                        assertTrue(
                                body.keySet().containsAll(Set.of("type", "title", "detail", "requestId")), body + "");
                        assertEquals(status, body.get("status"));
                    }),
            new Api("zensearch", "/v1/connectors", "POST", "/v1/connectors", "type", 400, (status, body) -> {
                assertEquals(Set.of("error", "meta"), body.keySet());
                Map<?, ?> error = (Map<?, ?>) body.get("error");
                assertTrue(String.valueOf(error.get("code")).matches("[a-z_]+"), body + "");
                assertFalse(String.valueOf(error.get("message")).isBlank());
                assertEquals(Set.of("requestId"), ((Map<?, ?>) body.get("meta")).keySet());
            }),
            new Api(
                    "ballast",
                    "/api/v1/source-connections",
                    "POST",
                    "/api/v1/source-connections",
                    "sourceShortName",
                    400,
                    (status, body) -> {
                        assertTrue(
                                Set.of("success", "error", "message", "details").containsAll(body.keySet()), body + "");
                        assertEquals(false, body.get("success"));
                        assertTrue(String.valueOf(body.get("error")).matches("[a-z_]+"), body + "");
                        assertFalse(String.valueOf(body.get("message")).isBlank());
                    }),
            new Api("stackai", "/connections", "POST", "/connections", "provider_id", 422, (status, body) -> {
                assertEquals(Set.of("detail"), body.keySet());
                if (status == 422) {
                    ((List<?>) body.get("detail"))
                            .forEach(wrong -> assertEquals(Set.of("loc", "msg", "type"), ((Map<?, ?>) wrong).keySet()));
                } else {
                    assertFalse(((String) body.get("detail")).isBlank());
                }
            }),
            new Api(
                    "sourcesync",
                    "/v1/connections?namespaceId=default",
                    "POST",
                    "/v1/connections",
                    "connector",
                    400,
                    (status, body) -> {
                        assertEquals(Set.of("success", "message", "error"), body.keySet());
                        assertEquals(false, body.get("success"));
                        Map<?, ?> error = (Map<?, ?>) body.get("error");
                        assertTrue(Set.of("code", "message", "details").containsAll(error.keySet()), body + "");
                        assertTrue(String.valueOf(error.get("code")).matches("[A-Z_]+"), body + "");
                    }),
            new Api(
                    "informer",
                    "/api/libraries/default/connection",
                    "PUT",
                    "/api/libraries/default/integration",
                    "integrationId",
                    400,
                    (status, body) -> {
                        assertTrue(
                                Set.of("statusCode", "error", "message", "details")
                                        .containsAll(body.keySet()),
                                body + "");
                        assertEquals(status, body.get("statusCode"));
                        assertEquals(HttpStatus.valueOf(status).getReason(), body.get("error"));
                        assertFalse(String.valueOf(body.get("message")).isBlank());
                    }));

    /** A failure, and how it comes about. */
    private record Kind(String name, int status, java.util.function.Function<Api, Answer> answer) {}

    private static List<Kind> kinds(Api api) {
        return List.of(
                new Kind(
                        "broken JSON", api.invalid, it -> it.call("{\"name\": ").send()),
                new Kind(
                        "no body",
                        api.invalid,
                        it -> server.call(it.method, it.write).send()),
                new Kind("a list for a body", api.invalid, it -> it.call("[]").send()),
                new Kind(
                        "a field of the wrong type",
                        api.invalid,
                        it -> named(
                                it,
                                it.call("{\"namespaceId\": \"default\", \"" + it.field + "\": 7}")
                                        .send())),
                new Kind(
                        "a missing field",
                        api.invalid,
                        it -> named(
                                it, it.call("{\"namespaceId\": \"default\"}").send())),
                new Kind(
                        "an unknown route",
                        404,
                        it -> server.get(path(it.read) + "/a/b/c/d").send()),
                new Kind(
                        "a wrong method",
                        405,
                        it -> server.call("FROB", path(it.read)).send()),
                new Kind("no key", 401, it -> server.anonymous("GET", it.read).send()),
                new Kind(
                        "a wrong key",
                        401,
                        it -> server.get(it.read)
                                .with("Authorization", "Bearer nonsense")
                                .send()),
                new Kind(
                        "too narrow a key",
                        403,
                        it -> it.call(it.body())
                                .with("Authorization", "Bearer " + server.key(KeyScope.CONNECTIONS_READ))
                                .send()),
                new Kind(
                        "another type of body",
                        415,
                        it -> server.call(it.method, it.write)
                                .body("text/plain", "{}")
                                .send()),
                new Kind(
                        "too large a body",
                        413,
                        it -> it.call("{\"name\": \"" + "x".repeat(2_000_000) + "\"}")
                                .send()),
                new Kind(
                        "another Accept",
                        406,
                        it -> server.get(it.read)
                                .with("Accept", "application/xml")
                                .send()),
                new Kind("a defect", 500, AccentsTest::broken));
    }

    private static String path(String read) {
        return read.replaceFirst("\\?.*", "");
    }

    private static Answer named(Api api, Answer answer) {
        assertTrue(answer.text().contains(api.field), answer.text());
        return answer;
    }

    /** Nothing can be stored for as long as this takes. */
    private static Answer broken(Api api) {
        Logger log = (Logger) LoggerFactory.getLogger(FailureHandler.class);
        Level before = log.getEffectiveLevel();
        log.setLevel(Level.OFF);
        server.database.beforeCommit(() -> {
            throw new IllegalStateException("A defect, as this test wants it");
        });
        try {
            Answer answer = api.call(api.body()).send();
            assertFalse(answer.text().contains("as this test wants it"), answer.text());
            return answer;
        } finally {
            server.database.beforeCommit(() -> {});
            log.setLevel(before);
        }
    }

    @TestFactory
    Stream<DynamicTest> every_failure_of_a_request_has_the_accent_of_its_path() {
        return ALL.stream()
                .flatMap(api -> kinds(api).stream()
                        .map(kind -> DynamicTest.dynamicTest(kind.name + " under " + api.name, () -> {
                            Answer answer = kind.answer.apply(api);
                            assertEquals(kind.status, answer.status(), answer.text());
                            assertTrue(answer.header("Content-Type").contains("json"), answer.header("Content-Type"));
                            api.shape.check(kind.status, answer.json(kind.status));
                        })));
    }

    /** One of each of the family; a new member does not compile until it is here. */
    private static List<Refusal> refusals() {
        SyncRun.Id run = new SyncRun.Id(new UUID(0, 1));
        List<Refusal> all = List.of(
                new Refusal.NotFound("connection", "x"),
                new Refusal.Forbidden("No"),
                new Refusal.SyncInProgress(run),
                new Refusal.InvalidInput("name", "is required"),
                new Refusal.InvalidCredentials("Who are you?"),
                new Refusal.Conflict("Taken"),
                new Refusal.Gone("Too old"),
                new Refusal.Unavailable(new ProviderFailure.Transient("Down")),
                new Refusal.Unavailable(new ProviderFailure.RateLimited("Slow", Duration.ofSeconds(9))),
                new Refusal.Unavailable(new ProviderFailure.Unauthorized("Token")),
                new Refusal.Unavailable(new ProviderFailure.Denied("Not yours")),
                new Refusal.Unavailable(new ProviderFailure.Missing("Gone")),
                new Refusal.Unavailable(new ProviderFailure.Invalid("Nonsense")),
                new Refusal.Unavailable(new ProviderFailure.ResyncRequired("Again")));
        all.forEach(AccentsTest::known);
        assertEquals(
                Refusal.class.getPermittedSubclasses().length,
                all.stream().map(Refusal::getClass).distinct().count());
        assertEquals(
                ProviderFailure.class.getPermittedSubclasses().length,
                all.stream()
                        .filter(Refusal.Unavailable.class::isInstance)
                        .map(refusal ->
                                ((Refusal.Unavailable) refusal).failure().getClass())
                        .distinct()
                        .count());
        return all;
    }

    private static void known(Refusal refusal) {
        assertFalse(refusal.message().isBlank());
    }

    /** As the server itself words it for a request. */
    private static void told(Api api, MutableHttpResponse<?> response) {
        JsonMapper mapper = server.context.getBean(JsonMapper.class);
        try {
            api.shape.check(
                    response.code(),
                    mapper.readValue(
                            mapper.writeValueAsBytes(response.body()), Argument.mapOf(String.class, Object.class)));
        } catch (IOException noJson) {
            throw new AssertionError(noJson);
        }
    }

    @TestFactory
    Stream<DynamicTest> every_refusal_and_every_status_of_the_server_has_words_in() {
        return ALL.stream()
                .map(api -> DynamicTest.dynamicTest(api.name, () -> {
                    Failures failures = server.context.getBean(Failures.class);
                    for (HttpMethod method :
                            List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH)) {
                        HttpRequest<?> request = HttpRequest.create(method, path(api.write));
                        for (Refusal refusal : refusals()) {
                            MutableHttpResponse<?> told = failures.refused(request, refusal);
                            assertTrue(told.code() >= 400 && told.code() != 500, refusal.message());
                            told(api, told);
                        }
                        for (HttpStatus status : List.of(
                                HttpStatus.NOT_FOUND,
                                HttpStatus.METHOD_NOT_ALLOWED,
                                HttpStatus.CONFLICT,
                                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                                HttpStatus.TOO_MANY_REQUESTS,
                                HttpStatus.INTERNAL_SERVER_ERROR)) {
                            MutableHttpResponse<?> told =
                                    failures.failed(HttpResponse.ok(), request, status, "What happened");
                            assertEquals(status.getCode(), told.code());
                            told(api, told);
                        }
                    }
                }));
    }
}
