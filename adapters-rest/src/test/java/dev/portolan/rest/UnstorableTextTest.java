package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.rest.Call.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NUL and halves of characters, which PostgreSQL does not take, are the client's mistake, in every dialect. */
class UnstorableTextTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** BAD stands for the text that cannot be stored. */
    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = ';', textBlock = """
            /portolan/v1/connections; 400; name; {"provider": "s3", "name": "aBADb", "settings": {"bucket": "b"}}
            /portolan/v1/connections; 400; settings.bucket; {"provider": "s3", "name": "a", "settings": {"bucket": "aBADb"}}
            /portolan/v1/connections; 400; settings.include.1; {"provider": "s3", "settings": {"include": ["a", "BAD"]}}
            /portolan/v1/collections; 400; name; {"name": "BAD"}
            /v1/connectors; 400; name; {"name": "BAD", "type": "s3", "collection": "default", "config": {"bucket": "b"}}
            /v1/connectors; 400; config.bucket; {"name": "a", "type": "s3", "collection": "default", "config": {"bucket": "BAD"}}
            /v1/namespaces; 400; name; {"name": "BAD", "identifier": "ns"}
            /v1/connections; 400; namespaceId; {"namespaceId": "BAD", "name": "a", "connector": "BOX"}
            /api/v1/source-connections; 400; name; {"collectionId": "default", "sourceShortName": "s3", "name": "BAD"}
            /connections; 422; name; {"name": "BAD", "provider_id": "s3", "connection_type_id": "s3_credentials"}""")
    void a_body_that_has_some_is_refused_by_the_name_of_the_field(String path, int status, String field, String body) {
        for (String bad : new String[] {"\\u0000", "\\ud83d", "\\ude00\\ud83d"}) {
            Answer answer = server.post(path, body.replace("BAD", bad)).send();
            assertEquals(status, answer.status(), answer.text());
            assertTrue(answer.text().contains(field.replaceAll(".*[.]", "")), answer.text());
            assertTrue(answer.text().contains("no NUL"), answer.text());
        }
    }

    @Test
    void whole_characters_are_kept() {
        String id = server.connection("""
                {"provider": "s3", "name": "\\ud83d\\ude00 \\uffff", "settings": {"bucket": "papers"},
                 "secrets": {"accessKeyId": "AKIA0123456789ABCDEF", "secretAccessKey": "good-secret-key-0123456789"}}""");
        assertEquals(
                "😀 \uffff", server.get("/portolan/v1/connections/" + id).send().at("name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/portolan/v1/collections/default/documents?q=%00",
                "/portolan/v1/connections?collection=a%00",
                "/portolan/v1/connections?status=active&after=%00",
                "/v1/connections?namespaceId=%00",
                "/v1/connectors?cursor=%00"
            })
    void so_is_a_query(String path) {
        Answer answer = server.get(path).send();
        assertEquals(400, answer.status(), answer.text());
        assertTrue(answer.text().contains(path.replaceAll(".*[?&](.*)=.*", "$1")), answer.text());
        assertTrue(answer.text().contains("no NUL"), answer.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/portolan/v1/collections/a%00",
                "/v1/connectors/%00",
                "/v1/namespaces/a%00",
                "/connections/%00",
                "/api/libraries/a%00/account"
            })
    void there_is_nothing_at_such_a_path(String path) {
        assertEquals(404, server.get(path).send().status());
    }

    @Test
    void nobody_has_such_a_name() {
        Answer answer = server.anonymous("POST", "/token")
                .body("application/x-www-form-urlencoded", "grant_type=password&username=a%00&password=b")
                .send();
        assertEquals(400, answer.status());
        assertEquals("invalid_request", answer.at("error"));
    }
}
