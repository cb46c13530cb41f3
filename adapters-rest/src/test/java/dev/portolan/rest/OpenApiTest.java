package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Progress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The descriptions say what the server does. */
class OpenApiTest {

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<?, ?> description(String path) {
        return new Yaml().load(server.anonymous("GET", path).send().text());
    }

    @Test
    void every_route_is_described_and_nothing_else() {
        assertEquals(new TreeSet<>(RoutesTest.OURS), operations("/openapi.yml").keySet());
        Set<String> both = RoutesTest.ZENSEARCH.stream()
                .flatMap(route -> Stream.of(route, route.replace(" /v1", " /api/v1")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(both, operations("/openapi/zensearch.yml").keySet());
        assertEquals(
                new TreeSet<>(RoutesTest.STACKAI),
                operations("/openapi/stackai.yml").keySet());
        assertEquals(
                new TreeSet<>(RoutesTest.SOURCESYNC),
                operations("/openapi/sourcesync.yml").keySet());
        assertEquals(
                new TreeSet<>(RoutesTest.BALLAST),
                operations("/openapi/ballast.yml").keySet());
        assertEquals(
                new TreeSet<>(RoutesTest.INFORMER),
                operations("/openapi/informer.yml").keySet());
    }

    private Map<String, Map<?, ?>> operations(String description) {
        Map<String, Map<?, ?>> operations = new java.util.TreeMap<>();
        in(description(description), "paths")
                .forEach((path, methods) -> ((Map<?, ?>) methods)
                        .forEach((method, operation) -> operations.put(
                                method.toString().toUpperCase(java.util.Locale.ROOT) + " " + path,
                                (Map<?, ?>) operation)));
        return operations;
    }

    @Test
    void every_operation_tells_its_success_its_failures_and_no_argument_of_ours() {
        Map.of(
                        "/openapi.yml", "application/problem+json",
                        "/openapi/zensearch.yml", "application/json",
                        "/openapi/stackai.yml", "application/json",
                        "/openapi/sourcesync.yml", "application/json",
                        "/openapi/ballast.yml", "application/json",
                        "/openapi/informer.yml", "application/json")
                .forEach((description, failure) -> operations(description).forEach((route, operation) -> {
                    Map<?, ?> responses = in(operation, "responses");
                    assertTrue(Set.of("200", "201", "204").containsAll(without(responses.keySet())), route);
                    assertEquals(1, without(responses.keySet()).size(), route);
                    assertTrue(in(responses, "4XX", "content").containsKey(failure), route);
                    assertTrue(in(responses, "5XX", "content").containsKey(failure), route);
                    assertFalse(operation.toString().contains("caller"), route);
                }));
    }

    private static Set<Object> without(Set<?> responses) {
        Set<Object> rest = new java.util.HashSet<>(responses);
        rest.removeAll(Set.of("202", "422", "4XX", "5XX"));
        return rest;
    }

    @Test
    void lists_tell_how_they_are_paged_and_the_key_is_told() {
        Map<?, ?> list = Objects.requireNonNull(operations("/openapi.yml").get("GET /portolan/v1/connections"));
        String parameters = String.valueOf(list.get("parameters"));
        assertTrue(parameters.contains("maximum=1000, minimum=1") && parameters.contains("default=100"), parameters);
        assertFalse(parameters.contains("required=true"), parameters);
        assertEquals(
                "bearer",
                in(description("/openapi.yml"), "components", "securitySchemes", "key")
                        .get("scheme"));
        assertEquals(
                "X-ZenSearch-Key",
                in(description("/openapi/zensearch.yml"), "components", "securitySchemes", "zensearchKey")
                        .get("name"));
    }

    @Test
    void answers_are_as_described() {
        FakeWorker worker = new FakeWorker(server);
        String connection = server.connection();
        String document = worker.index(connection, "a/ocean.txt", "Blue.");
        String api = "/portolan/v1";
        String sync = server.call("POST", api + "/connections/" + connection + "/syncs")
                .send()
                .at("id");
        worker.working(sync, Progress.ZERO);
        worker.waiting(sync, server.clock.instant(), "Quota");
        worker.issue(connection, sync, "a/x", ItemIssue.Code.DENIED);
        Map<?, ?> ours = description("/openapi.yml");
        for (List<String> route : List.of(
                List.of(api + "/providers", "/providers"),
                List.of(api + "/providers/s3", "/providers/{id}"),
                List.of(api + "/collections", "/collections"),
                List.of(api + "/connections", "/connections"),
                List.of(api + "/connections/" + connection, "/connections/{id}"),
                List.of(api + "/connections/" + connection + "/syncs", "/connections/{id}/syncs"),
                List.of(api + "/connections/" + connection + "/issues", "/connections/{id}/issues"),
                List.of(api + "/syncs/" + sync, "/syncs/{id}"),
                List.of(api + "/documents/" + document, "/documents/{id}"),
                List.of(api + "/collections/default/documents", "/collections/{id}/documents"),
                List.of(api + "/collections/default/changes?text=true", "/collections/{id}/changes"),
                List.of(api + "/keys", "/keys"),
                List.of(api + "/apps", "/apps"),
                List.of(api + "/revocations", "/revocations"),
                List.of(api + "/encryption/rotation", "/encryption/rotation"),
                List.of(api + "/organizations", "/organizations"))) {
            matches(ours, api + route.get(1), route.get(0));
        }
        Map<?, ?> zensearch = description("/openapi/zensearch.yml");
        matches(zensearch, "/v1/connectors", "/v1/connectors");
        matches(zensearch, "/v1/connectors/{id}", "/v1/connectors/" + connection);
        matches(zensearch, "/v1/connectors/{id}/sync/{jobId}", "/v1/connectors/" + connection + "/sync/" + sync);
        Map<?, ?> stackai = description("/openapi/stackai.yml");
        matches(stackai, "/connections/{connection_id}", "/connections/" + connection);
        matches(stackai, "/connections/{connection_id}/health", "/connections/" + connection + "/health");
        matches(stackai, "/api/v1/connections", "/api/v1/connections");
        matches(stackai, "/api/v1/connections/{connection_id}/rbac", "/api/v1/connections/" + connection + "/rbac");
        Map<?, ?> sourcesync = description("/openapi/sourcesync.yml");
        matches(sourcesync, "/v1/connections", "/v1/connections?namespaceId=default");
        matches(sourcesync, "/v1/connections/{connectionId}", "/v1/connections/" + connection + "?namespaceId=default");
        matches(sourcesync, "/v1/namespaces", "/v1/namespaces");
        matches(sourcesync, "/v1/namespaces/{identifier}", "/v1/namespaces/default");
    }

    /** What the processor makes of a record with renamed fields and a name of its own for the schema. */
    @Test
    void no_schema_is_a_field_of_itself() {
        for (String dialect : List.of("portolan", "sourcesync", "ballast", "zensearch", "stackai")) {
            in(description("/openapi/" + dialect + ".yml"), "components", "schemas")
                    .forEach((name, schema) -> assertFalse(
                            ((Map<?, ?>) schema).get("properties") instanceof Map<?, ?> fields
                                    && fields.containsKey(name),
                            dialect + ": " + name));
        }
    }

    private void matches(Map<?, ?> description, String template, String path) {
        Map<?, ?> schema =
                in(description, "paths", template, "get", "responses", "200", "content", "application/json", "schema");
        new Schemas(in(description, "components", "schemas"))
                .check(schema, server.get(path).send().json(200), path);
    }

    @Test
    void failures_are_as_described() {
        Schemas ours = new Schemas(in(description("/openapi.yml"), "components", "schemas"));
        ours.check(
                Map.of("$ref", "#/components/schemas/Problem"),
                server.get("/portolan/v1/connections?limit=0").send().json(400),
                "problem");
        Schemas zensearch = new Schemas(in(description("/openapi/zensearch.yml"), "components", "schemas"));
        zensearch.check(
                Map.of("$ref", "#/components/schemas/Error"),
                server.get("/v1/connectors?limit=0").send().json(400),
                "error");
        Schemas sourcesync = new Schemas(in(description("/openapi/sourcesync.yml"), "components", "schemas"));
        sourcesync.check(
                Map.of("$ref", "#/components/schemas/NamespaceFailure"),
                server.get("/v1/connections").send().json(400),
                "failure");
    }

    private static Map<?, ?> in(Map<?, ?> map, String... names) {
        Map<?, ?> here = map;
        for (String name : names) {
            here = (Map<?, ?>) Objects.requireNonNull(here.get(name), () -> "No " + name);
        }
        return here;
    }
}
