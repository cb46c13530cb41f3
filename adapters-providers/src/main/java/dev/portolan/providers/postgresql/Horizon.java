package dev.portolan.providers.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far an incremental run has surely seen everything.
 *
 * <p>A transaction gives its rows their cursor values ({@code now()}, a sequence's next) before others see them: one that
 * commits late brings values that a reader has already passed. So each run, before it reads, notes the newest value M, and
 * then which transactions are running. Once those have ended, every row up to M that there will ever be is visible, since
 * transactions that begin later write later values; a run that begins then reads all of them, and the next one may begin at
 * M. Until then runs begin where they began before, which costs reading rows again and finding them unchanged.
 *
 * <p>Running transactions are known from their locks on themselves ({@code pg_locks}, visible to everybody); prepared ones,
 * and those of a standby's primary, by their numbers. Where the role may see when others began ({@code pg_read_all_stats}) and the
 * column is a time, nothing need be waited for: no transaction writes a value from before its beginning.
 *
 * <p>Why not {@code xmin}: it finds the same rows but has no index, so that every run would read the whole table.
 */
final class Horizon {

    /** In this database; without our own, which only read, and without workers, which belong to no role. */
    private static final String RUNNING = """
            SELECT 'v' || l.virtualtransaction, a.xact_start IS NOT NULL, min(a.xact_start) OVER ()::text
              FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
             WHERE l.locktype = 'virtualxid' AND l.mode = 'ExclusiveLock' AND a.datname = current_database()
               AND a.usesysid IS NOT NULL AND a.application_name <> 'portolan'
            UNION ALL
            SELECT 'p' || transaction::text, false, NULL FROM pg_prepared_xacts WHERE database = current_database()
            UNION ALL
            SELECT 'x' || xid::text, false, NULL FROM txid_snapshot_xip(txid_current_snapshot()) xid WHERE pg_is_in_recovery()""";

    /** So many are not remembered; the base stays where it is, and the next run looks again. */
    private static final int MOST_RUNNING = 400;

    private final Connection connection;
    private final Table table;
    private final Column cursor;

    Horizon(Connection connection, Table table, Column cursor) {
        this.connection = connection;
        this.table = table;
        this.cursor = cursor;
    }

    /**
     * The marks of the next run, to be taken before this one reads.
     *
     * @param before the marks that this run begins with
     */
    Marks next(Marks before) throws SQLException {
        Optional<String> newest = newest();
        Running running = running();
        if (newest.isPresent() && running.ids.isEmpty()) {
            return new Marks(newest, Optional.empty(), List.of());
        }
        if (newest.isPresent() && running.begun.isPresent() && isTime()) {
            return new Marks(Optional.of(earlier(newest.get(), running.begun.get())), Optional.empty(), List.of());
        }
        List<String> unfinished = unfinished(before.running(), running.ids);
        if (!unfinished.isEmpty()) {
            return new Marks(before.base(), before.next(), unfinished);
        }
        Optional<String> base = before.next().or(before::base);
        return running.ids.size() > MOST_RUNNING || newest.isEmpty()
                ? new Marks(base, Optional.empty(), List.of())
                : new Marks(base, newest, running.ids);
    }

    /** The rows that a run reads which begins with these marks. The base itself is among them, because values may be equal. */
    Sql from(Marks marks) {
        return marks.base()
                .map(base -> Sql.of(cursor.sql() + " >= " + cursor.parameter() + overlap(), base))
                .orElseGet(() -> Sql.of(cursor.sql() + " IS NOT NULL"));
    }

    /**
     * Clocks of applications differ; without a zone they are also set back, by an hour in autumn. Numbers and dates have no
     * such trouble.
     */
    private String overlap() {
        return switch (cursor.base()) {
            case "timestamptz" -> " - interval '1 minute'";
            case "timestamp" -> " - interval '61 minutes'";
            default -> "";
        };
    }

    private boolean isTime() {
        return cursor.base().equals("timestamptz") || cursor.base().equals("timestamp");
    }

    /** The newest value that can be believed: one from the future would hide all that comes before it. */
    private Optional<String> newest() throws SQLException {
        String credible = switch (cursor.base()) {
            case "timestamptz" -> " <= now()";
            case "timestamp" -> " <= now()::timestamp";
            case "date" -> " <= current_date";
            case "float4", "float8" -> " < 'Infinity'";
            case "numeric" -> " < 'NaN'";
            default -> " IS NOT NULL";
        };
        return text(Sql.of("SELECT " + cursor.exact() + " FROM " + table.source() + " WHERE " + cursor.sql() + credible
                + " ORDER BY " + cursor.sql() + " DESC LIMIT 1"));
    }

    /** Times without a zone may be any zone's, and these are up to 14 hours apart from UTC. */
    private String earlier(String newest, String begun) throws SQLException {
        String zone = cursor.base().equals("timestamp") ? "::timestamp - interval '14 hours'" : "";
        return text(Sql.of(
                        "SELECT least(" + cursor.parameter() + ", CAST(? AS timestamptz)" + zone + ")::text",
                        newest,
                        begun))
                .orElse(newest);
    }

    private Optional<String> text(Sql sql) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection);
                ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.ofNullable(result.getString(1)) : Optional.empty();
        }
    }

    /** @param begun when the first of them did, if the role may know it of all */
    private record Running(List<String> ids, Optional<String> begun) {}

    private Running running() throws SQLException {
        List<String> ids = new ArrayList<>();
        Optional<String> begun = Optional.empty();
        boolean known = true;
        try (PreparedStatement statement = Sql.of(RUNNING).prepare(connection);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                ids.add(result.getString(1));
                known &= result.getBoolean(2);
                begun = Optional.ofNullable(result.getString(3));
            }
        }
        return new Running(ids, known ? begun : Optional.empty());
    }

    /** A transaction that is no longer running has ended, or is one of the prepared ones now. */
    private static List<String> unfinished(List<String> remembered, List<String> running) {
        List<String> unfinished = new ArrayList<>(remembered);
        unfinished.retainAll(running);
        boolean sessionsGone = remembered.stream().anyMatch(id -> id.startsWith("v") && !running.contains(id));
        if (sessionsGone) {
            running.stream()
                    .filter(id -> id.startsWith("p") && !unfinished.contains(id))
                    .forEach(unfinished::add);
        }
        return unfinished;
    }
}
