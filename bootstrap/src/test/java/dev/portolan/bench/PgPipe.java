package dev.portolan.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;

/**
 * The least that can be done: a cursor, a queue and batched upserts, on two threads. It keeps no history, feed, text limits
 * or checkpoint; it is what Portolan's own work is measured against.
 */
final class PgPipe {

    private static final int BATCH = 5_000;
    private static final List<Row> END = List.of();

    private record Row(String id, String title, String body, String meta, Object at) {}

    private PgPipe() {}

    /** @return seconds */
    static double run(Connection source, Connection target, boolean anew) throws Exception {
        if (anew) {
            try (Statement statement = target.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS doc");
                statement.execute("CREATE TABLE doc (src int NOT NULL, ext_id text NOT NULL, title text, body text,"
                        + " meta jsonb, updated_at timestamptz, PRIMARY KEY (src, ext_id))");
            }
        }
        source.setAutoCommit(false);
        target.setAutoCommit(false);
        BlockingQueue<List<Row>> queue = new ArrayBlockingQueue<>(2);
        long begin = System.nanoTime();
        FutureTask<Void> writer = new FutureTask<>(() -> write(target, queue), null);
        Thread.ofPlatform().start(writer);
        read(source, queue);
        queue.put(END);
        writer.get();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void read(Connection source, BlockingQueue<List<Row>> queue) throws Exception {
        List<Row> batch = new ArrayList<>(BATCH);
        try (PreparedStatement rows =
                source.prepareStatement("SELECT id::text, title, body, meta::text, updated_at FROM docs ORDER BY id")) {
            rows.setFetchSize(BATCH);
            try (ResultSet row = rows.executeQuery()) {
                while (row.next()) {
                    batch.add(new Row(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getTimestamp(5)));
                    if (batch.size() == BATCH) {
                        queue.put(batch);
                        batch = new ArrayList<>(BATCH);
                    }
                }
            }
        }
        if (!batch.isEmpty()) {
            queue.put(batch);
        }
    }

    private static void write(Connection target, BlockingQueue<List<Row>> queue) {
        try (PreparedStatement upsert = target.prepareStatement(
                "INSERT INTO doc (src, ext_id, title, body, meta, updated_at) VALUES (1, ?, ?, ?, ?::jsonb, ?)"
                        + " ON CONFLICT (src, ext_id) DO UPDATE SET title = excluded.title, body = excluded.body,"
                        + " meta = excluded.meta, updated_at = excluded.updated_at")) {
            for (List<Row> batch = queue.take(); batch != END; batch = queue.take()) {
                for (Row row : batch) {
                    upsert.setString(1, row.id());
                    upsert.setString(2, row.title());
                    upsert.setString(3, row.body());
                    upsert.setString(4, row.meta());
                    upsert.setObject(5, row.at());
                    upsert.addBatch();
                }
                upsert.executeBatch();
                target.commit();
            }
        } catch (SQLException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
