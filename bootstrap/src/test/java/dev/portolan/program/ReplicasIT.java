package dev.portolan.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real processes on one PostgreSQL: whatever befalls one of them, the other finishes, and nothing is lost or doubled. */
final class ReplicasIT {

    private static final int DOCUMENTS = 5_000;
    private static final Duration TAKE_OVER = Duration.ofSeconds(60);

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Test
    void what_a_killed_replica_held_is_finished_by_the_other(@TempDir Path directory) throws Exception {
        String database = newDatabase("killed");
        try (Bucket bucket = new Bucket(11);
                Program other = Program.start(directory, on(database, postgres.getPort()))) {
            bucket.fill(DOCUMENTS);
            Program victim = Program.start(directory, on(database, postgres.getPort()));
            String connection = connect(other, bucket);
            String sync = startedOn(victim, connection);
            victim.kill();
            finishesSoon(other, sync);
            inStep(other, bucket, connection);
        }
    }

    @Test
    void a_replica_that_was_paused_for_longer_than_its_lease_commits_nothing_of_what_it_held(@TempDir Path directory)
            throws Exception {
        String database = newDatabase("paused");
        try (Bucket bucket = new Bucket(12);
                Program other = Program.start(directory, on(database, postgres.getPort()));
                Program paused = Program.start(directory, on(database, postgres.getPort()))) {
            bucket.fill(DOCUMENTS);
            String connection = connect(other, bucket);
            String sync = startedOn(paused, connection);
            paused.pause();
            finishesSoon(other, sync);
            bucket.stir(200);
            assertEquals("completed", other.client().awaitEnd(other.client().startSync(connection)));
            Map<String, String> before = other.client().feed(connection);
            paused.resume();
            until(() -> paused.client().get("/health").status() == 200);
            assertEquals("completed", paused.client().awaitEnd(paused.client().startSync(connection)));
            assertEquals(before, other.client().feed(connection));
            inStep(other, bucket, connection);
        }
    }

    @Test
    void a_replica_that_is_cut_off_from_the_database_is_replaced_and_comes_back(@TempDir Path directory)
            throws Exception {
        String database = newDatabase("cut");
        try (Bucket bucket = new Bucket(13);
                CuttableProxy line = new CuttableProxy(postgres.getPort());
                Program other = Program.start(directory, on(database, postgres.getPort()));
                Program lonely = Program.start(directory, on(database, line.port()))) {
            bucket.fill(DOCUMENTS);
            String connection = connect(other, bucket);
            String sync = startedOn(lonely, connection);
            line.cut();
            finishesSoon(other, sync);
            inStep(other, bucket, connection);
            line.mend();
            until(() -> lonely.client().get("syncs/" + sync).status() == 200);
            bucket.stir(200);
            assertEquals("completed", lonely.client().awaitEnd(lonely.client().startSync(connection)));
            inStep(lonely, bucket, connection);
        }
    }

    private static String connect(Program program, Bucket bucket) {
        return program.client().connect("Papers", "s3", bucket.settings(), "{}");
    }

    /** Starts a sync and waits until part of it is done, so that something is being held. */
    private static String startedOn(Program program, String connection) {
        String sync = program.client().startSync(connection);
        until(() -> program.client().get("syncs/" + sync).text().matches("(?s).*\"indexed\":[1-9].*"));
        return sync;
    }

    private static void finishesSoon(Program program, String sync) {
        long begin = System.nanoTime();
        assertEquals("completed", program.client().awaitEnd(sync));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(TAKE_OVER.multipliedBy(2)) < 0, () -> "It took " + took);
    }

    private static void inStep(Program program, Bucket bucket, String connection) {
        assertEquals(
                bucket.objects().keySet(),
                program.client().documents(connection).keySet());
        Map<String, String> texts = new TreeMap<>();
        program.client()
                .feed(connection)
                .forEach((key, value) -> texts.put(key, value.substring(value.indexOf('\n') + 1)));
        assertEquals(bucket.objects(), texts);
    }

    private static void until(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!holds(condition)) {
            assertTrue(System.nanoTime() < until, "It never came to that");
            Pause.millis(20);
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    private static String newDatabase(String name) throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return name;
    }

    private static Map<String, String> on(String database, int port) {
        return Map.of(
                "PORTOLAN_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
                "PORTOLAN_DATABASE_USER", "postgres",
                "PORTOLAN_DATABASE_PASSWORD", "postgres");
    }
}
