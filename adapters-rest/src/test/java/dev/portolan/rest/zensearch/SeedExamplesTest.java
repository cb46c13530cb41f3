package dev.portolan.rest.zensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.Progress;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.FakeWorker;
import dev.portolan.rest.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The published document's own examples, sent and compared as they stand there. */
class SeedExamplesTest {

    private TestServer server;
    private String collection;

    @BeforeEach
    void start() {
        server = new TestServer();
        collection = "col_"
                + server.get("/portolan/v1/collections/default").send().at("id").replace("-", "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer create() {
        return server.post("/v1/connectors", example("create-request").replace("col_abc123", collection))
                .send();
    }

    @Test
    void the_example_of_create_makes_a_connector() {
        Answer created = create();
        created.json(201);
        assertEquals("Document Storage", created.at("data.name"));
        assertEquals("s3", created.at("data.type"));
        assertEquals("pending", created.at("data.status"));
        assertEquals(collection, created.at("data.collection"));
        assertEquals("{bucket=my-documents, prefix=/documents/, region=us-east-1}", created.at("data.config"));
        Map<?, ?> item = (Map<?, ?>)
                ((List<?>) Objects.requireNonNull(expected("list-response").get("data"))).getFirst();
        assertAlike(item, created.json(201).get("data"), "data");
    }

    @Test
    void the_list_is_shaped_like_its_example() {
        create();
        Answer list = server.get("/v1/connectors").send();
        assertAlike(expected("list-response"), list.json(200), "");
        assertTrue(list.at("data.0.id").matches("conn_[0-9a-f]{32}"));
    }

    @Test
    void the_example_of_update_changes_the_name_and_merges_the_config() {
        String connector = "/v1/connectors/" + create().at("data.id");
        Answer updated =
                server.call("PUT", connector).json(example("update-request")).send();
        updated.json(200);
        assertEquals("Updated Name", updated.at("data.name"));
        assertEquals("{bucket=my-documents, prefix=/new-prefix/, region=us-east-1}", updated.at("data.config"));
        assertEquals(updated.at("data"), server.get(connector).send().at("data"));
    }

    @Test
    void a_sync_and_its_status_are_shaped_like_their_examples() {
        String sync = "/v1/connectors/" + create().at("data.id") + "/sync";
        Answer started = server.call("POST", sync).send();
        assertAlike(expected("sync-response"), started.json(200), "");
        assertEquals("queued", started.at("data.status"));
        assertTrue(started.at("data.jobId").matches("job_[0-9a-f]{32}"));

        new FakeWorker(server)
                .working(
                        started.at("data.jobId"),
                        new Progress(150, 120, 100, 100, 0, 0, 0, 0, 0, 0, 0, Optional.empty()));
        Answer job = server.get(sync + "/" + started.at("data.jobId")).send();
        assertAlike(expected("job-response"), job.json(200), "");
        assertEquals("running", job.at("data.status"));
        assertEquals("150", job.at("data.progress.collected"));
        assertEquals("120", job.at("data.progress.parsed"));
        assertEquals("100", job.at("data.progress.indexed"));
    }

    @Test
    void where_to_consent_is_told_as_in_its_example() {
        Answer begun = server.get("/v1/connectors/oauth/fake_drive/authorize").send();
        assertAlike(expected("authorize-response"), begun.json(200), "");
    }

    /** The document shows what its client library is told; this is what that sends. */
    @Test
    void the_example_of_the_client_library_makes_a_connector_and_syncs_it() {
        String told = file("client-create.js");
        String sent = told.substring(told.indexOf('{'), told.lastIndexOf('}') + 1)
                .replaceAll("process\\.env\\.(\\w+)", "'value of $1'")
                .replaceAll("(?m)^(\\w+):", "'$1':")
                .replace('\'', '"')
                .replace("col_abc123", collection);
        Answer created = server.post("/v1/connectors", sent).send();
        created.json(201);
        assertEquals("{bucket=my-docs, region=us-east-1}", created.at("data.config"));
        Answer job = server.call("POST", "/v1/connectors/" + created.at("data.id") + "/sync")
                .send();
        assertTrue(job.at("data.jobId").startsWith("job_"), job.text());
    }

    /** Every field of the example is there, and of the same kind; more may be. */
    private static void assertAlike(@Nullable Object example, @Nullable Object found, String path) {
        switch (example) {
            case Map<?, ?> fields ->
                fields.forEach((name, value) -> {
                    assertTrue(
                            found instanceof Map<?, ?> map && map.containsKey(name), path + "." + name + " is missing");
                    assertAlike(value, ((Map<?, ?>) found).get(name), path + "." + name);
                });
            case List<?> items ->
                assertAlike(items.getFirst(), ((List<?>) Objects.requireNonNull(found)).getFirst(), path + ".0");
            case String text when text.endsWith("Z") && found != null -> Instant.parse(found.toString());
            case String text when found == null -> assertTrue(path.endsWith(".lastSync"), path);
            case null, default ->
                assertEquals(
                        Objects.requireNonNull(example).getClass(),
                        Objects.requireNonNull(found).getClass(),
                        path);
        }
    }

    private Map<String, Object> expected(String name) {
        return server.json(example(name));
    }

    private static String example(String name) {
        return file(name + ".json");
    }

    private static String file(String name) {
        try (InputStream file = SeedExamplesTest.class.getResourceAsStream("/zensearch/" + name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
