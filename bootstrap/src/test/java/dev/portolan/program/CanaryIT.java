package dev.portolan.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.providers.oauth.RotatingProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that would be recognized anywhere are given to a connection that fails in every way: they are seen nowhere. */
final class CanaryIT {

    private static final String SECRET = "canary-7Qx-secret-access-key-of-nobody";
    private static final String TOKEN = "canary-9Zw-session-token-of-nobody";
    private static final String APPS_SECRET = "canary-3Kd-client-secret-of-nobody";

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
        assertNotAtRest(directory, SECRET);
        assertNotAtRest(directory, TOKEN);
    }

    @Test
    void no_token_and_no_client_secret_is_either(@TempDir Path directory) throws IOException {
        StringBuilder seen = new StringBuilder();
        Set<String> secrets = new HashSet<>(Set.of(APPS_SECRET));
        try (RotatingProvider provider = new RotatingProvider()) {
            Map<String, String> variables = new HashMap<>(provider.variables());
            variables.put("PORTOLAN_LOG_LEVEL", "DEBUG");
            try (Program program = Program.start(directory, variables)) {
                Client client = program.client();
                String connection = Consent.connected(client);
                seen.append(client.get("/oauth/callback?state=x&code=" + provider.consent("ada", "x"))
                        .text());
                fail(client, connection, seen);
                seen.append(refused(client, provider, connection));
                seen.append(client.post(
                                "apps",
                                "{\"provider\":\"box\",\"clientId\":\"x\",\"clientSecret\":\"%s\"}"
                                        .formatted(APPS_SECRET))
                        .ok()
                        .text());
                seen.append(client.get("apps").ok().text());
                client.post("connections/" + connection + "/revoke", "{}").ok();
                seen.append(client.get("revocations").ok().text()).append(program.log());
            }
            secrets.addAll(provider.secrets());
        }
        assertTrue(secrets.size() > 4, "tokens were given out");
        for (String secret : secrets) {
            assertFalse(seen.toString().contains(secret), () -> "an answer or the log shows " + secret);
            assertNotAtRest(directory, secret);
        }
    }

    /** The refresh token is refused with a message that quotes it. */
    private static String refused(Client client, RotatingProvider provider, String connection) {
        provider.forget("ada");
        String answer = client.post("connections/" + connection + "/test", "{}").text();
        assertTrue(client.get("connections/" + connection).text().contains("needs_reauthorization"));
        return answer + client.get("connections/" + connection).text();
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

    private static void assertNotAtRest(Path directory, String secret) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertTrue(all.stream().anyMatch(file -> file.toString().endsWith(".mv.db")), "there is a database");
            for (Path file : all) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains(secret), () -> file + " shows a secret");
            }
        }
    }
}
