package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.oauth.Callers;
import dev.portolan.domain.KeyScope;
import dev.portolan.rest.Call.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Requests with an {@code Idempotency-Key}, in every dialect. */
class RepeatsTest {

    private static final String SECRETS =
            "\"accessKeyId\": \"AKIA0123456789ABCDEF\", \"secretAccessKey\": \"good-secret-key-0123456789\"";

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.of(java.util.Map.of("google_drive", "Google Drive"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A POST that makes something, and where that is listed. */
    private record Making(String dialect, String path, String body, String listed, int status) {
        String other() {
            return body.replace("Archive", "Another");
        }
    }

    private static final List<Making> ALL = List.of(
            new Making(
                    "portolan",
                    "/portolan/v1/connections",
                    "{\"provider\": \"s3\", \"name\": \"Archive\", \"settings\": {\"bucket\": \"b\"}, \"secrets\": {"
                            + SECRETS + "}}",
                    "/portolan/v1/connections",
                    201),
            new Making(
                    "zensearch",
                    "/v1/connectors",
                    "{\"type\": \"s3\", \"name\": \"Archive\", \"config\": {\"bucket\": \"b\"}, \"credentials\": {"
                            + SECRETS + "}}",
                    "/v1/connectors",
                    201),
            new Making(
                    "ballast",
                    "/api/v1/source-connections",
                    "{\"sourceShortName\": \"s3\", \"name\": \"Archive\", \"credentials\": {\"bucket\": \"b\", "
                            + SECRETS + "}}",
                    "/api/v1/source-connections",
                    200),
            new Making(
                    "stackai",
                    "/connections",
                    "{\"name\": \"Archive\", \"provider_id\": \"s3\", \"connection_type_id\": \"s3_credentials\","
                            + " \"connection_provider_data\": {\"bucket\": \"b\", " + SECRETS + "}}",
                    "/connections",
                    201),
            new Making(
                    "sourcesync",
                    "/v1/connections",
                    "{\"namespaceId\": \"default\", \"name\": \"Archive\", \"connector\": \"GOOGLE_DRIVE\"}",
                    "/v1/connections?namespaceId=default",
                    200));

    private Answer post(Making making, String key, String body) {
        return server.post(making.path, body).with("Idempotency-Key", key).send();
    }

    private int listed(Making making) {
        return server.get(making.listed).send().text().split("\"Archive\"|\"Another\"", -1).length - 1;
    }

    @TestFactory
    Stream<DynamicTest> who_repeats_a_request_gets_the_first_answer_and_nothing_is_made_twice_in() {
        return ALL.stream()
                .map(making -> DynamicTest.dynamicTest(making.dialect, () -> {
                    int before = listed(making);
                    Answer first = post(making, making.dialect, making.body);
                    assertEquals(making.status, first.status(), first.text());
                    Answer again = post(making, making.dialect, making.body);
                    assertEquals(making.status, again.status());
                    assertEquals(first.text(), again.text());
                    assertEquals(first.header("Location"), again.header("Location"));
                    assertEquals(first.header("Content-Type"), again.header("Content-Type"));
                    assertEquals("", first.header("Idempotency-Replayed"));
                    assertEquals("true", again.header("Idempotency-Replayed"));
                    assertEquals(before + 1, listed(making));

                    Answer other = post(making, making.dialect, making.other());
                    assertEquals(409, other.status(), other.text());
                    assertTrue(other.text().contains("was used for another request"), other.text());
                    assertEquals(before + 1, listed(making));
                    assertEquals(
                            making.status,
                            post(making, making.dialect + "2", making.other()).status());
                    assertEquals(before + 2, listed(making));
                }));
    }

    @Test
    void a_key_is_for_one_route() {
        Making first = ALL.getFirst();
        post(first, "k", first.body).json(201);
        assertEquals(
                409,
                server.post("/portolan/v1/keys", first.body)
                        .with("Idempotency-Key", "k")
                        .send()
                        .status());
    }

    @Test
    void many_at_once_make_one_thing() {
        Making making = ALL.getFirst();
        List<Answer> answers = Callers.results(Callers.crowd(8, () -> post(making, "k", making.body)));
        assertTrue(answers.stream().allMatch(answer -> answer.status() == 201 || answer.status() == 409));
        assertEquals(
                1,
                answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(Answer::text)
                        .distinct()
                        .count());
        assertEquals(1, listed(making));
    }

    @Test
    void what_was_refused_may_be_put_right() {
        Making making = ALL.getFirst();
        post(making, "k", "{\"provider\": \"gopher\"}").json(400);
        post(making, "k", making.body).json(201);
    }

    @Test
    void a_key_of_nonsense_is_named() {
        for (Making making : ALL) {
            Answer refused = post(making, "a b", making.body);
            assertEquals(making.dialect.equals("stackai") ? 422 : 400, refused.status(), refused.text());
            assertTrue(refused.text().contains("Idempotency-Key"), refused.text());
        }
    }

    @Test
    void an_answer_that_shows_a_secret_once_is_shown_again_to_its_asker_only() {
        String body = "{\"name\": \"ci\", \"scopes\": [\"connections:read\"]}";
        Answer made = server.post("/portolan/v1/keys", body)
                .with("Idempotency-Key", "k")
                .send();
        made.json(201);
        assertEquals(
                made.text(),
                server.post("/portolan/v1/keys", body)
                        .with("Idempotency-Key", "k")
                        .send()
                        .text());
        Answer narrow = server.post("/portolan/v1/keys", body)
                .with("Authorization", "Bearer " + server.key(KeyScope.CONNECTIONS_READ))
                .with("Idempotency-Key", "k")
                .send();
        assertEquals(403, narrow.status());
        assertFalse(narrow.text().contains(made.at("key")));
        assertEquals(
                401,
                server.anonymous("POST", "/portolan/v1/keys")
                        .json(body)
                        .with("Idempotency-Key", "k")
                        .send()
                        .status());
    }

    @Test
    void a_body_that_is_too_large_is_told_so_all_the_same() {
        Making making = ALL.getFirst();
        assertEquals(
                413,
                post(making, "k", "{\"name\": \"" + "x".repeat(2_000_000) + "\"}")
                        .status());
        post(making, "k", making.body).json(201);
    }

    @Test
    void a_request_without_a_body_is_carried_out_once_too() {
        String sync = "/portolan/v1/connections/" + server.connection() + "/syncs";
        Answer first = server.call("POST", sync).with("Idempotency-Key", "k").send();
        first.json(201);
        assertEquals(
                first.text(),
                server.call("POST", sync).with("Idempotency-Key", "k").send().text());
        assertEquals(409, server.call("POST", sync).send().status());
    }

    @Test
    void other_methods_take_no_notice_of_it() {
        String one = "/portolan/v1/connections/" + server.connection();
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    "",
                    server.call("PATCH", one)
                            .json("{\"name\": \"New " + i + "\"}")
                            .with("Idempotency-Key", "k")
                            .send()
                            .header("Idempotency-Replayed"));
        }
        assertEquals("New 1", server.get(one).send().at("name"));
    }
}
