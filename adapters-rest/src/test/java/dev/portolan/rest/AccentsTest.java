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
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/** Every kind of failure, under every API's paths, comes in that API's own body. */
class AccentsTest {

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

    /** A failure, and how it comes about. */
    private record Kind(String name, int status, java.util.function.Function<Api, Answer> answer) {}

    private static List<Kind> kinds(Api api) {
        return List.of(
                new Kind(
                        "broken JSON",
                        api.invalid(),
                        it -> write(it, "{\"name\": ").send()),
                new Kind(
                        "no body",
                        api.invalid(),
                        it -> server.call(it.method(), it.write()).send()),
                new Kind(
                        "a list for a body",
                        api.invalid(),
                        it -> write(it, "[]").send()),
                new Kind(
                        "a field of the wrong type",
                        api.invalid(),
                        it -> named(
                                it,
                                write(it, "{\"namespaceId\": \"default\", \"" + it.field() + "\": 7}")
                                        .send())),
                new Kind(
                        "a missing field",
                        api.invalid(),
                        it -> named(
                                it, write(it, "{\"namespaceId\": \"default\"}").send())),
                new Kind(
                        "an unknown route",
                        404,
                        it -> server.get(it.readPath() + "/a/b/c/d").send()),
                new Kind(
                        "a wrong method",
                        405,
                        it -> server.call("FROB", it.readPath()).send()),
                new Kind("no key", 401, it -> server.anonymous("GET", it.read()).send()),
                new Kind(
                        "a wrong key",
                        401,
                        it -> server.get(it.read())
                                .with("Authorization", "Bearer nonsense")
                                .send()),
                new Kind(
                        "too narrow a key",
                        403,
                        it -> write(it, it.body(integration))
                                .with("Authorization", "Bearer " + server.key(KeyScope.CONNECTIONS_READ))
                                .send()),
                new Kind(
                        "another type of body",
                        415,
                        it -> server.call(it.method(), it.write())
                                .body("text/plain", "{}")
                                .send()),
                new Kind(
                        "too large a body",
                        413,
                        it -> write(it, "{\"name\": \"" + "x".repeat(2_000_000) + "\"}")
                                .send()),
                new Kind(
                        "another Accept",
                        406,
                        it -> server.get(it.read())
                                .with("Accept", "application/xml")
                                .send()),
                new Kind(
                        "a sync in progress",
                        409,
                        it -> failing(it, new Refusal.SyncInProgress(new SyncRun.Id(new UUID(0, 1))))),
                new Kind("a defect", 500, AccentsTest::broken),
                new Kind(
                        "too many requests",
                        429,
                        it -> failing(it, new HttpStatusException(HttpStatus.TOO_MANY_REQUESTS, "Slowly"))),
                new Kind("a provider that counts our calls", 503, AccentsTest::limited));
    }

    private static Call write(Api api, String json) {
        return server.call(api.method(), api.write()).json(json);
    }

    private static Answer named(Api api, Answer answer) {
        assertTrue(answer.text().contains(api.field()), answer.text());
        return answer;
    }

    /** It says for how long, as the answer does. */
    private static Answer limited(Api api) {
        Answer answer =
                failing(api, new Refusal.Unavailable(new ProviderFailure.RateLimited("Slowly", Duration.ofSeconds(9))));
        assertEquals("9", answer.header("Retry-After"));
        return answer;
    }

    /** Nothing can be stored for as long as this takes. */
    private static Answer failing(Api api, RuntimeException failure) {
        server.database.beforeCommit(() -> {
            throw failure;
        });
        try {
            return write(api, api.body(integration)).send();
        } finally {
            server.database.beforeCommit(() -> {});
        }
    }

    private static Answer broken(Api api) {
        Logger log = (Logger) LoggerFactory.getLogger(FailureHandler.class);
        Level before = log.getEffectiveLevel();
        log.setLevel(Level.OFF);
        try {
            Answer answer = failing(api, new IllegalStateException("A defect, as this test wants it"));
            assertFalse(answer.text().contains("as this test wants it"), answer.text());
            return answer;
        } finally {
            log.setLevel(before);
        }
    }

    @TestFactory
    Stream<DynamicTest> every_failure_of_a_request_has_the_accent_of_its_path() {
        return Api.ALL.stream()
                .flatMap(api -> kinds(api).stream()
                        .map(kind -> DynamicTest.dynamicTest(kind.name + " under " + api.name(), () -> {
                            Answer answer = kind.answer.apply(api);
                            assertEquals(kind.status, answer.status(), answer.text());
                            assertTrue(answer.header("Content-Type").contains("json"), answer.header("Content-Type"));
                            api.shape().check(kind.status, answer.json(kind.status));
                        })));
    }
}
