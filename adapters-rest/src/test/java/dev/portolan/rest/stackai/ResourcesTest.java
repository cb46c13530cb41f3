package dev.portolan.rest.stackai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.FakeTree;
import dev.portolan.domain.Capability;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourcesTest {

    private final FakeTree tree = FakeTree.of("postgresql", Capability.HIERARCHY, Capability.SEARCH)
            .folder("", "f,1", "Reports")
            .document("", "readme", "Readme.html")
            .plant(
                    "f,1",
                    Resource.document("may", "May", "v7")
                            .in(new Resource.Id("f,1"))
                            .ofType(java.util.Optional.of("text/markdown"))
                            .sized(12)
                            .linkedAs("https://example.com/may")
                            .modified(Instant.parse("2026-05-01T12:00:00Z")))
            .document("f,1", "june", "June.strange");
    private TestServer server;
    private String resources;
    private String connection;

    @BeforeEach
    void start() {
        server = new TestServer(tree);
        Answer made = server.post("/connections", """
                        {"provider_id": "postgres", "connection_type_id": "postgres_credentials",
                         "connection_provider_data": {"host": "db"}}
                        """).send();
        made.json(201);
        connection = "/connections/" + made.at("connection_id");
        resources = connection + "/resources";
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer get(String path) {
        Answer answer = server.get(path).send();
        answer.json(200);
        return answer;
    }

    @Test
    void resources_are_a_map_of_files_directories_and_nulls() {
        Answer found = get(resources + "?resource_ids=may&resource_ids=f,1&resource_ids=gone");
        assertEquals(List.of("may", "f,1", "gone"), found.names());
        assertEquals("null", found.at("gone"));
        assertEquals("directory", found.at("f,1.inode_type"));
        assertEquals("file", found.at("may.inode_type"));
    }

    @Test
    void without_ids_the_selected_roots_are_answered() {
        assertEquals(List.of("f,1", "readme"), get(resources).names());
    }

    @Test
    void a_file_has_every_documented_field() {
        Answer found = get(resources + "?resource_ids=may");
        assertEquals(
                List.of(
                        "knowledge_base_id",
                        "created_at",
                        "modified_at",
                        "indexed_at",
                        "inode_type",
                        "resource_id",
                        "inode_path",
                        "dataloader_metadata",
                        "user_metadata",
                        "inode_id",
                        "content_hash",
                        "content_mime",
                        "size",
                        "status"),
                names(found, "may"));
        assertEquals("may", found.at("may.resource_id"));
        assertEquals("Reports/May", found.at("may.inode_path.path"));
        assertEquals("2026-05-01T12:00:00Z", found.at("may.modified_at"));
        assertEquals("https://example.com/may", found.at("may.dataloader_metadata.web_url"));
        assertEquals(
                List.of("last_modified_at", "last_modified_by", "created_at", "created_by", "web_url", "path"),
                names(found, "may.dataloader_metadata"));
        assertEquals("v7", found.at("may.content_hash"));
        assertEquals("text/markdown", found.at("may.content_mime"));
        assertEquals("12", found.at("may.size"));
        assertEquals("null", found.at("may.status"));
        assertEquals(get("/portolan/v1/collections/default").at("id"), found.at("may.knowledge_base_id"));
    }

    private static List<String> names(Answer answer, String path) {
        java.util.Map<?, ?> here = answer.json(200);
        for (String step : path.split("\\.", -1)) {
            here = (java.util.Map<?, ?>) java.util.Objects.requireNonNull(here.get(step));
        }
        return here.keySet().stream().map(Object::toString).toList();
    }

    @Test
    void a_media_type_is_guessed_by_the_name_and_a_directory_has_none() {
        assertEquals("text/html", get(resources + "?resource_ids=readme").at("readme.content_mime"));
        assertEquals(
                "application/octet-stream",
                get(resources + "?resource_ids=june").at("june.content_mime"));
        assertEquals(
                List.of(
                        "knowledge_base_id",
                        "created_at",
                        "modified_at",
                        "indexed_at",
                        "inode_type",
                        "resource_id",
                        "inode_path",
                        "dataloader_metadata",
                        "user_metadata",
                        "inode_id"),
                names(get(resources + "?resource_ids=f,1"), "f,1"));
    }

    @Test
    void children_come_page_by_page() {
        Answer roots = get(resources + "/children");
        assertEquals(List.of("data", "next_cursor", "current_cursor"), roots.names());
        assertEquals("f,1", roots.at("data.0.resource_id"));
        assertEquals("null", roots.at("next_cursor"));
        assertEquals("null", roots.at("current_cursor"));

        Answer first = get(resources + "/children?resource_id=f,1&page_size=1");
        assertEquals("may", first.at("data.0.resource_id"));
        String cursor = URLEncoder.encode(first.at("next_cursor"), StandardCharsets.UTF_8);
        Answer last = get(resources + "/children?resource_id=f,1&page_size=1&cursor=" + cursor);
        assertEquals("june", last.at("data.0.resource_id"));
        assertEquals("null", last.at("next_cursor"));
        assertEquals(first.at("next_cursor"), last.at("current_cursor"));
        assertEquals("[]", get(resources + "/children?resource_id=may").at("data"));
        assertEquals(
                404, server.get(resources + "/children?resource_id=gone").send().status());
    }

    @Test
    void search_is_the_providers_own() {
        Answer found = get(resources + "/search?query=J");
        assertEquals("june", found.at("data.0.resource_id"));
        assertEquals("Reports/June.strange", found.at("data.0.inode_path.path"));
        wrong("/search", "query");
        wrong("/search?query=", "query");
    }

    @Test
    void cursors_and_page_sizes_that_make_no_sense_are_named() {
        String cursor = get(resources + "/children?resource_id=f,1&page_size=1").at("next_cursor");
        wrong("/children?cursor=" + cursor, "cursor");
        wrong("/search?query=a&cursor=" + cursor, "cursor");
        wrong("/children?resource_id=f,1&cursor=ZXhhbXBsZV9jdXJzb3I=", "cursor");
        wrong("/children?page_size=0", "page_size");
        wrong("/children?page_size=1001", "page_size");
        wrong("/search?query=a&page_size=many", "page_size");
        wrong("?resource_ids=x".repeat(1) + "&refresh_oauth_tokens=perhaps", "refresh_oauth_tokens");
    }

    private void wrong(String path, String parameter) {
        Answer answer = server.get(resources + path).send();
        assertEquals(422, answer.status(), path + answer.text());
        assertEquals("[query, " + parameter + "]", answer.at("detail.0.loc"), path);
    }

    @Test
    void what_the_provider_says_is_told_with_a_status_of_its_own() {
        refused(() -> new ProviderFailure.Invalid("It makes no sense"), 400);
        refused(() -> new ProviderFailure.Denied("Not yours"), 403);
        refused(() -> new ProviderFailure.Transient("Down"), 502);
        refused(() -> new ProviderFailure.Unauthorized("Wrong password"), 502);
        refused(() -> new ProviderFailure.RateLimited("Slow down", Duration.ofSeconds(7)), 503);
        assertEquals("7", server.get(resources + "/children").send().header("Retry-After"));
    }

    private void refused(java.util.function.Supplier<ProviderFailure> failure, int status) {
        tree.failing(failure);
        Answer answer = server.get(resources + "/children").send();
        assertEquals(status, answer.status(), answer.text());
        assertEquals(failure.get().message(), answer.at("detail"));
    }

    @Test
    void a_provider_that_cannot_be_searched_says_so() {
        String bucket =
                server.post("/connections", ConnectionsTest.ARCHIVE).send().at("connection_id");
        Answer answer = server.get("/connections/" + bucket + "/resources/search?query=a")
                .send();
        assertEquals(400, answer.status());
        assertEquals("Amazon S3 cannot be searched", answer.at("detail"));
    }

    @Test
    void health_tells_what_works_and_what_to_do() {
        Answer healthy = get(connection + "/health");
        assertEquals(List.of("status", "checked_at", "latency_ms", "needs_reauth", "checks"), healthy.names());
        assertEquals("healthy", healthy.at("status"));
        assertEquals("false", healthy.at("needs_reauth"));
        assertEquals("passed", healthy.at("checks.0.status"));
        assertEquals("Connected as Ada", healthy.at("checks.0.message"));

        tree.failing(() -> new ProviderFailure.Transient("Down"));
        Answer degraded = get(connection + "/health");
        assertEquals("degraded", degraded.at("status"));
        assertEquals("false", degraded.at("needs_reauth"));

        tree.failing(() -> new ProviderFailure.Unauthorized("Wrong password"));
        Answer unhealthy = get(connection + "/health");
        assertEquals("unhealthy", unhealthy.at("status"));
        assertEquals("true", unhealthy.at("needs_reauth"));
        assertEquals("Wrong password", unhealthy.at("checks.0.message"));
        assertTrue(unhealthy.at("checks.0.action").contains("Authorize"));

        tree.recovered();
        assertEquals("healthy", get(connection + "/health").at("status"));
    }
}
