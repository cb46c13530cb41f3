package dev.portolan.bench;

import dev.portolan.program.Client;
import dev.portolan.program.Program;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of PostgreSQL copied into a store on PostgreSQL, found unchanged, and followed by a cursor column: by Portolan, by
 * the least that can be done (a cursor, a queue, upserts), and by a peer where one is given, in turn, on the same server. A
 * first round warms up and does not count.
 *
 * <p>{@code PORTOLAN_BENCH_PEER} is a command that copies database {@code src} to {@code dst}, is called with the number of
 * rows, and prints lines {@code NAME value unit}; {@code PORTOLAN_BENCH_PORT} is the port of the server where it expects
 * them.
 */
final class PgBench {

    private static final int ROUNDS = 3;

    private final int rows;
    private final Figures figures = new Figures();

    PgBench(int rows) {
        this.rows = rows;
    }

    void run() throws Exception {
        Path directory = Files.createTempDirectory("portolan-bench");
        EmbeddedPostgres.Builder server = EmbeddedPostgres.builder().setServerConfig("max_wal_size", "4GB");
        Optional.ofNullable(System.getenv("PORTOLAN_BENCH_PORT"))
                .ifPresent(port -> server.setPort(Integer.parseInt(port)));
        try (EmbeddedPostgres postgres = server.start()) {
            String base = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/";
            fill(base);
            try (Program program = Program.start(directory, on(base + "store"), Program.AS_SERVED)) {
                round(program, postgres.getPort(), base);
                figures.forget();
                for (int round = 0; round < ROUNDS; round++) {
                    round(program, postgres.getPort(), base);
                }
            }
        }
        figures.medians();
        figures.ratio("pg.first", "portolan.first", "pipe.first");
        figures.ratio("pg.unchanged", "portolan.unchanged", "pipe.again");
        figures.ratio("pg.first.peer", "portolan.first", "pg.peer.camel.rate");
    }

    private void round(Program program, int port, String base) throws Exception {
        portolan(program, port, base);
        byCursor(program, port, base);
        pipe(base);
        peer();
    }

    private void fill(String base) throws SQLException {
        run(base + "postgres", "CREATE DATABASE src", "CREATE DATABASE dst", "CREATE DATABASE store");
        run(
                base + "src",
                """
                CREATE TABLE docs (id bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL, meta jsonb NOT NULL,
                                   updated_at timestamptz NOT NULL)""",
                """
                INSERT INTO docs
                SELECT i, 'Document number ' || i,
                       (SELECT string_agg(md5((i * 31 + k)::text), ' ') FROM generate_series(1, 15) k),
                       jsonb_build_object('author', 'user' || (i %% 1000), 'rev', i %% 9,
                                          'tags', jsonb_build_array('t' || (i %% 17), 't' || (i %% 31))),
                       timestamptz '2026-01-01' + (i || ' seconds')::interval
                  FROM generate_series(1, %d) i""".formatted(rows),
                "CREATE INDEX ON docs (updated_at, id)",
                "VACUUM ANALYZE docs",
                "CHECKPOINT");
    }

    private static Map<String, String> on(String url) {
        return Map.of(
                "PORTOLAN_DATABASE_URL", url,
                "PORTOLAN_DATABASE_USER", "postgres",
                "PORTOLAN_DATABASE_PASSWORD", "postgres");
    }

    private static String connect(Client client, int port, String more) {
        return client.connect(
                "Bench",
                "postgresql",
                "{\"host\":\"127.0.0.1\",\"port\":%d,\"database\":\"src\",\"tables\":[\"docs\"],\"sslmode\":\"disable\"%s}"
                        .formatted(port, more),
                "{\"username\":\"postgres\",\"password\":\"postgres\"}");
    }

    private void portolan(Program program, int port, String base) throws SQLException {
        Client client = program.client();
        String connection = connect(client, port, "");
        Duration cpu = program.cpu();
        figures.tell("portolan.first", rows / client.timedSync(connection), "rows/s");
        figures.tell("portolan.first.cpu", program.cpu().minus(cpu).toMillis() * 1e3 / rows, "µs/row");
        long before = newestTransaction(base);
        figures.tell("portolan.unchanged", rows / client.timedSync(connection), "rows/s");
        figures.tell("portolan.unchanged.writes", (double) documentsWrittenSince(base, before), "document rows");
        delete(client, connection, base);
    }

    /** Every hundredth row changes. */
    private void byCursor(Program program, int port, String base) throws SQLException {
        Client client = program.client();
        String connection = connect(client, port, ",\"cursorColumn\":\"updated_at\"");
        figures.tell("portolan.cursor.first", rows / client.timedSync(connection), "rows/s");
        run(base + "src", "UPDATE docs SET title = title || '.', updated_at = now() WHERE id % 100 = 0");
        figures.tell("portolan.cursor.changes", client.timedSync(connection), "s");
        delete(client, connection, base);
    }

    private static long newestTransaction(String base) throws SQLException {
        return number(base + "store", "SELECT pg_current_xact_id()::text::bigint");
    }

    private static long documentsWrittenSince(String base, long transaction) throws SQLException {
        return number(base + "store", "SELECT count(*) FROM document WHERE xmin::text::bigint >= " + transaction);
    }

    /** What is deleted goes in the background: the next measurement shall not pay for it. */
    private static void delete(Client client, String connection, String base) throws SQLException {
        client.send("DELETE", "connections/" + connection, "");
        while (number(base + "store", "SELECT count(*) FROM document WHERE deleted_at IS NULL") > 0) {
            number(base + "store", "SELECT 1 FROM pg_sleep(0.2)");
        }
    }

    private static long number(String url, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url + "?user=postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private void pipe(String base) throws Exception {
        figures.tell("pipe.first", rows / pipe(base, true), "rows/s");
        figures.tell("pipe.again", rows / pipe(base, false), "rows/s");
    }

    private static double pipe(String base, boolean anew) throws Exception {
        try (Connection source = DriverManager.getConnection(base + "src?user=postgres");
                Connection target =
                        DriverManager.getConnection(base + "dst?user=postgres&reWriteBatchedInserts=true")) {
            return PgPipe.run(source, target, anew);
        }
    }

    private void peer() throws IOException, InterruptedException {
        String command = System.getenv("PORTOLAN_BENCH_PEER");
        if (command == null) {
            return;
        }
        Process process = new ProcessBuilder("bash", "-c", command + " " + rows)
                .redirectErrorStream(true)
                .start();
        List<String> lines = process.inputReader().readAllLines();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The peer failed: " + lines);
        }
        lines.stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 3)
                .forEach(words -> figures.tell(words[0], Double.parseDouble(words[1]), words[2]));
    }

    private static void run(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url + "?user=postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
