package dev.portolan.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that would be recognized anywhere are given to a connection that fails in every way: they are seen nowhere. */
final class CanaryIT {

    private static final String SECRET = "canary-7Qx-secret-access-key-of-nobody";
    private static final String TOKEN = "canary-9Zw-session-token-of-nobody";

    @Test
    void no_secret_is_in_an_answer_the_log_or_the_database(@TempDir Path directory) throws IOException {
        StringBuilder seen = new StringBuilder();
        try (Bucket bucket = new Bucket(21);
                Program program = Program.start(directory, Map.of("PORTOLAN_LOG_LEVEL", "DEBUG"))) {
            Client client = program.client();
            String secrets = "{\"accessKeyId\":\"AKIACANARY\",\"secretAccessKey\":\"%s\",\"sessionToken\":\"%s\"}"
                    .formatted(SECRET, TOKEN);
            for (String settings : List.of(bucket.settings(), bucket.settings().replace("papers", "no-such-bucket"))) {
                fail(client, client.connect("Canary", "s3", settings, secrets), seen);
            }
            seen.append(client.post(
                            "connections", "{\"provider\":\"s3\",\"settings\":{},\"secrets\":%s}".formatted(secrets))
                    .text());
            seen.append(client.get("connections").text()).append(program.log());
        }
        assertFalse(seen.toString().contains(SECRET), "an answer or the log shows the secret");
        assertFalse(seen.toString().contains(TOKEN), "an answer or the log shows the token");
        assertNotAtRest(directory);
    }

    private static void fail(Client client, String connection, StringBuilder seen) {
        seen.append(client.post("connections/" + connection + "/test", "{}").text());
        String sync = client.startSync(connection);
        client.awaitEnd(sync);
        seen.append(client.get("syncs/" + sync).text())
                .append(client.get("connections/" + connection).text())
                .append(client.get("connections/" + connection + "/issues").text());
        assertEquals(200, client.get("connections/" + connection).status());
    }

    private static void assertNotAtRest(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertTrue(all.stream().anyMatch(file -> file.toString().endsWith(".mv.db")), "there is a database");
            for (Path file : all) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains(SECRET) || bytes.contains(TOKEN), () -> file + " shows a secret");
            }
        }
    }
}
