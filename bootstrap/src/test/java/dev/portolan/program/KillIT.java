package dev.portolan.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at random moments of a sync, again and again: the end is as if nothing had happened. */
final class KillIT {

    private static final int KILLS = 10;
    private static final int DOCUMENTS = 3_000;
    private static final int STIRRED = 120;

    @Test
    void nothing_is_lost_or_doubled_on_h2(@TempDir Path directory) {
        survives(directory, Map.of(), 1);
    }

    @Test
    void nothing_is_lost_or_doubled_on_postgresql(@TempDir Path directory) throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            survives(
                    directory,
                    Map.of(
                            "PORTOLAN_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                            "PORTOLAN_DATABASE_USER", "postgres",
                            "PORTOLAN_DATABASE_PASSWORD", "postgres"),
                    2);
        }
    }

    private static void survives(Path directory, Map<String, String> variables, long seed) {
        Random random = new Random(seed);
        try (Bucket bucket = new Bucket(seed)) {
            bucket.fill(DOCUMENTS);
            String connection = "";
            int kills = 0;
            int struck = 0;
            String sync = "";
            while (kills < KILLS) {
                Program program = Program.start(directory, variables);
                try {
                    Client client = program.client();
                    String made = client.connectOnce("Papers", "s3", bucket.settings(), "{}");
                    assertTrue(
                            connection.isEmpty() || connection.equals(made), "what was asked for once was made twice");
                    connection = made;
                    if (!sync.isEmpty()) {
                        assertEquals(200, client.get("syncs/" + sync).status(), "what was answered is still there");
                    }
                    if (sync.isEmpty() || client.ended(sync)) {
                        bucket.stir(sync.isEmpty() ? 0 : STIRRED);
                        sync = client.startSync(connection);
                    }
                    Pause.millis(random.nextInt(1_500));
                    struck += client.ended(sync) ? 0 : 1;
                } finally {
                    program.kill();
                    kills++;
                }
            }
            int inMidSync = struck;
            assertTrue(inMidSync >= KILLS / 3, () -> "Only " + inMidSync + " kills struck a sync");
            try (Program program = Program.start(directory, variables)) {
                finish(program.client(), bucket, connection, sync);
                if (variables.isEmpty()) {
                    undisturbed(
                            directory.resolve("undisturbed"),
                            bucket,
                            program.client().feed(connection));
                }
            }
        }
    }

    private static void finish(Client client, Bucket bucket, String connection, String sync) {
        assertEquals("completed", client.awaitEnd(sync));
        bucket.stir(STIRRED);
        assertEquals("completed", client.awaitEnd(client.startSync(connection)));
        assertEquals(bucket.objects().keySet(), client.documents(connection).keySet());
        assertEquals(bucket.objects(), texts(client.feed(connection)));
    }

    /** The same bucket, synced once and in peace by another Portolan, ends in the same documents. */
    private static void undisturbed(Path directory, Bucket bucket, Map<String, String> disturbed) {
        try (Program program = Program.start(directory, Map.of())) {
            Client client = program.client();
            String connection = client.connect("Papers", "s3", bucket.settings(), "{}");
            assertEquals("completed", client.awaitEnd(client.startSync(connection)));
            assertTrue(!disturbed.isEmpty());
            assertEquals(client.feed(connection), disturbed);
        }
    }

    private static Map<String, String> texts(Map<String, String> feed) {
        Map<String, String> texts = new TreeMap<>();
        feed.forEach((key, value) -> texts.put(key, value.substring(value.indexOf('\n') + 1)));
        return texts;
    }
}
