package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One of the APIs, as far as its failures go.
 *
 * @param read a path that can be read
 * @param method with {@code write}: a call that takes a body
 * @param field that the body must have
 * @param invalid the status of wrong input
 */
record Api(String name, String read, String method, String write, String field, int invalid, Shape shape) {

    /** How failures look. */
    @FunctionalInterface
    interface Shape {
        void check(int status, Map<?, ?> body);
    }

    private static final String SECRETS =
            "\"accessKeyId\": \"AKIA0123456789ABCDEF\", \"secretAccessKey\": \"good-secret-key-0123456789\"";

    static final List<Api> ALL = List.of(
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

    /** With {@code write}: what can be made or chosen. */
    String body(String integration) {
        return switch (name) {
            case "portolan" ->
                "{\"provider\": \"s3\", \"settings\": {\"bucket\": \"b\"}, \"secrets\": {" + SECRETS + "}}";
            case "zensearch" ->
                "{\"type\": \"s3\", \"config\": {\"bucket\": \"b\"}, \"credentials\": {" + SECRETS + "}}";
            case "ballast" -> "{\"sourceShortName\": \"s3\", \"credentials\": {\"bucket\": \"b\", " + SECRETS + "}}";
            case "stackai" ->
                "{\"name\": \"Archive\", \"provider_id\": \"s3\", \"connection_type_id\": \"s3_credentials\","
                        + " \"connection_provider_data\": {\"bucket\": \"b\", " + SECRETS + "}}";
            case "sourcesync" -> "{\"namespaceId\": \"default\", \"name\": \"Mine\", \"connector\": \"GOOGLE_DRIVE\"}";
            default -> "{\"integrationId\": \"" + integration + "\"}";
        };
    }

    /** Where it is read, without parameters. */
    String readPath() {
        return read.replaceFirst("\\?.*", "");
    }
}
