package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.SyncRun;
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
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every API has words for whatever we refuse, and for whatever the server fails with. */
class RefusalsTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
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
        all.forEach(RefusalsTest::known);
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
            api.shape()
                    .check(
                            response.code(),
                            mapper.readValue(
                                    mapper.writeValueAsBytes(response.body()),
                                    Argument.mapOf(String.class, Object.class)));
        } catch (IOException noJson) {
            throw new AssertionError(noJson);
        }
    }

    @TestFactory
    Stream<DynamicTest> every_refusal_and_every_status_of_the_server_has_words_in() {
        return Api.ALL.stream()
                .map(api -> DynamicTest.dynamicTest(api.name(), () -> {
                    Failures failures = server.context.getBean(Failures.class);
                    for (HttpMethod method :
                            List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH)) {
                        HttpRequest<?> request = HttpRequest.create(method, api.write());
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
