package dev.portolan.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of the zensearch document, in its order, against the built program and a real S3 server. */
final class ZenSearchIT {

    @Test
    void the_life_of_a_connector(@TempDir Path directory) {
        try (Bucket bucket = new Bucket(31);
                Program program = Program.start(directory, Map.of())) {
            bucket.fill(40);
            Client client = program.client();
            Client.Answer made = client.post("/v1/connectors", """
                    {"name": "Document Storage", "type": "s3", "collection": "default",
                     "config": {"bucket": "papers", "region": "us-east-1", "prefix": "/folder-1/", "endpoint": "%s"},
                     "credentials": {"accessKeyId": "AKIA", "secretAccessKey": "secret"}}""".formatted(bucket.endpoint()));
            assertEquals(201, made.status(), made.text());
            String id = "/v1/connectors/" + data(made, "id");
            assertTrue(client.get("/v1/connectors").ok().text().contains("Document Storage"));
            assertEquals(40 / 7 + 1, indexed(client, id));
            assertEquals(
                    200,
                    client.send("PUT", id, "{\"name\": \"Updated Name\", \"config\": {\"prefix\": \"/folder-2/\"}}")
                            .status());
            assertEquals("Updated Name", data(client.get(id).ok(), "name"));
            assertEquals(40 / 7 + 1, indexed(client, id));
            assertEquals(204, client.send("DELETE", id, "").status());
            assertEquals(404, client.get(id).status());
        }
    }

    private static int indexed(Client client, String connector) {
        Client.Answer started = client.post(connector + "/sync", "{}").ok();
        assertEquals("queued", data(started, "status"));
        String job = connector + "/sync/" + data(started, "jobId");
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        Client.Answer now = client.get(job).ok();
        while (!"completed".equals(data(now, "status"))) {
            assertTrue(System.nanoTime() < until, now.text());
            Pause.shortly();
            now = client.get(job).ok();
        }
        return ((Number) ((Map<?, ?>) ((Map<?, ?>) now.body().get("data")).get("progress")).get("indexed")).intValue();
    }

    private static String data(Client.Answer answer, String field) {
        return String.valueOf(((Map<?, ?>) answer.body().get("data")).get(field));
    }
}
