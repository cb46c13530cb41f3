package dev.portolan.rest.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.KeyScope;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogAndCollectionsTest {

    private static final String COLLECTIONS = "/portolan/v1/collections";
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_provider_comes_with_json_schemas_of_what_it_needs() {
        Answer provider = server.get("/portolan/v1/providers/s3").send();
        assertEquals(server.json("""
                        {"id": "s3", "name": "Amazon S3", "summary": "Objects of a bucket.", "labels": ["files"],
                         "authentication": ["secrets"], "capabilities": ["deletions"],
                         "suggestedSchedule": {"cron": "0 * * * *", "zone": "UTC", "missed": "once"}, "completeEvery": null,
                         "settings": {
                           "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                           "properties": {
                             "bucket": {"type": "string", "title": "Bucket", "description": "Its name."},
                             "region": {"type": "string", "title": "Region", "description": "Where it is.", "default": "us-east-1"},
                             "prefix": {"type": "string", "title": "Prefix", "description": "Only keys that begin so."},
                             "endpoint": {"type": "string", "format": "uri", "title": "Endpoint", "description": "Of another S3."},
                             "port": {"type": "integer", "minimum": 1, "maximum": 65535, "title": "Port", "description": "Of a proxy."},
                             "pathStyle": {"type": "boolean", "title": "Path style", "description": "Bucket in the path."},
                             "suffixes": {"type": "array", "items": {"type": "string"}, "title": "Suffixes", "description": "Only keys that end so."},
                             "storage": {"type": "string", "title": "Storage", "description": "Class of storage.", "enum": ["standard", "cold"]}},
                           "required": ["bucket"], "additionalProperties": false},
                         "secrets": {
                           "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                           "properties": {
                             "accessKeyId": {"type": "string", "title": "Access key id", "description": "Of an IAM user."},
                             "secretAccessKey": {"type": "string", "format": "password", "writeOnly": true,
                                                 "title": "Secret access key", "description": "Shown once."}},
                           "required": ["accessKeyId", "secretAccessKey"], "additionalProperties": false}}
                        """), provider.json(200));
        assertTrue(server.get("/portolan/v1/providers").send().text().contains(provider.text()));
        assertEquals(404, server.get("/portolan/v1/providers/gopher").send().status());
    }

    @Test
    void a_collection_is_made_found_by_id_and_slug_renamed_and_deleted() {
        Answer made = server.post(COLLECTIONS, "{\"name\": \"Team Docs\"}").send();
        assertEquals(server.json("""
                        {"id": "%s", "name": "Team Docs", "slug": "team-docs",
                         "createdAt": "2026-05-01T12:00:00Z", "updatedAt": "2026-05-01T12:00:00Z"}
                        """.formatted(made.at("id"))), made.json(201));
        assertEquals(COLLECTIONS + "/" + made.at("id"), made.header("Location"));
        assertEquals(
                made.text(),
                server.get(COLLECTIONS + "/" + made.at("id")).send().text());
        assertEquals(made.text(), server.get(COLLECTIONS + "/team-docs").send().text());
        assertEquals(
                made.text(),
                server.get(COLLECTIONS + "/col_" + made.at("id").replace("-", ""))
                        .send()
                        .text());

        assertEquals(
                "notes",
                server.call("PATCH", COLLECTIONS + "/team-docs")
                        .json("{\"slug\": \"notes\"}")
                        .send()
                        .at("slug"));
        assertEquals(204, server.call("DELETE", COLLECTIONS + "/notes").send().status());
        assertEquals(404, server.get(COLLECTIONS + "/notes").send().status());
    }

    @Test
    void a_taken_slug_and_a_collection_in_use_are_conflicts() {
        server.connection();
        assertEquals(
                "urn:portolan:problem:conflict",
                server.post(COLLECTIONS, "{\"name\": \"Default\"}").send().at("type"));
        assertEquals(409, server.call("DELETE", COLLECTIONS + "/default").send().status());
        assertEquals(
                "slug",
                server.post(COLLECTIONS, "{\"name\": \"X\", \"slug\": \"No Slug\"}")
                        .send()
                        .at("errors.0.field"));
        assertEquals(
                "name",
                server.call("PATCH", COLLECTIONS + "/default")
                        .json("{\"name\": \"\"}")
                        .send()
                        .at("errors.0.field"));
    }

    @Test
    void collections_are_paged_by_slug() {
        server.post(COLLECTIONS, "{\"name\": \"Alpha\"}").send().json(201);
        Answer first = server.get(COLLECTIONS + "?limit=1").send();
        assertEquals("alpha", first.at("data.0.slug"));
        Answer second =
                server.get(COLLECTIONS + "?limit=1&after=" + first.at("next")).send();
        assertEquals("default", second.at("data.0.slug"));
        assertEquals(400, server.get(COLLECTIONS + "?limit=1001").send().status());
    }

    @Test
    void a_key_without_the_scope_makes_no_collection() {
        String key = server.key(KeyScope.CONNECTIONS_WRITE);
        assertEquals(
                403,
                server.post(COLLECTIONS, "{\"name\": \"X\"}")
                        .with("Authorization", "Bearer " + key)
                        .send()
                        .status());
    }
}
