package dev.portolan.providers.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.ProviderFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private TestDatabase database;
    private ConnectorSession session;
    private final Copy copy = new Copy("public.t");

    @BeforeEach
    void open() {
        database = TestDatabase.create()
                .run(
                        "CREATE TABLE t (id int PRIMARY KEY, v text, seq bigint, at timestamptz)",
                        "CREATE INDEX ON t (seq, id)",
                        "CREATE INDEX ON t (at, id)",
                        // Years ago, so that no overlap of minutes reaches them.
                        "INSERT INTO t SELECT i, 'v' || i, i, timestamptz '2020-01-01' + i * interval '1 hour' FROM generate_series(1, 1200) i");
        session = database.session("cursorColumn", "seq");
    }

    @AfterEach
    void close() {
        session.close();
        database.close();
    }

    private static String id(int key) {
        return "public.t:[" + key + "]";
    }

    @Test
    void after_the_listing_a_run_reads_only_what_was_written_since() {
        List<Change.Page> listing = copy.run(session);
        assertEquals(Change.Outcome.LISTED, listing.getLast().outcome());
        assertFalse(copy.checkpoint.isStart());
        assertEquals(1_200, copy.documents.size());
        database.run(
                "UPDATE t SET v = 'new', seq = 1201 WHERE id = 7", "INSERT INTO t VALUES (2000, 'more', 1202, now())");
        // The newest of the last run is among them: another row could have its value.
        assertEquals(List.of(id(1200), id(7), id(2000)), copy.ids(session));
        assertTrue(copy.texts.get(id(7)).contains("- v: new"));
        assertEquals(List.of(id(2000)), copy.ids(session));
        assertEquals(Change.Outcome.CAUGHT_UP, copy.run(session).getLast().outcome());
    }

    @Test
    void a_run_of_many_pages_with_equal_values_reads_each_row_once() {
        copy.run(session);
        database.run("UPDATE t SET v = 'bulk', seq = 5000");
        List<String> ids = copy.ids(session);
        assertEquals(1_200, ids.size());
        assertEquals(1_200, Set.copyOf(ids).size());
        assertTrue(copy.texts.values().stream().allMatch(text -> text.contains("- v: bulk")));
    }

    @Test
    void a_run_goes_on_from_every_checkpoint() {
        copy.run(session);
        database.run("UPDATE t SET v = 'bulk', seq = 5000 + id");
        Change.Page page = copy.page(session);
        assertEquals(Change.Outcome.MORE, page.outcome());
        try (ConnectorSession another = database.session("cursorColumn", "seq")) {
            List<String> rest = copy.ids(another);
            assertEquals(1_200, page.changes().size() + rest.size());
        }
    }

    @Test
    void rows_written_while_the_listing_is_under_way_are_in_the_next_run() {
        Change.Page first = copy.page(session);
        assertEquals(Change.Outcome.MORE, first.outcome());
        database.run("UPDATE t SET v = 'meanwhile', seq = 1300 WHERE id = 1");
        copy.run(session);
        assertTrue(copy.texts.get(id(1)).contains("- v: v1\n"));
        assertEquals(List.of(id(1200), id(1)), copy.ids(session));
        assertTrue(copy.texts.get(id(1)).contains("- v: meanwhile"));
    }

    @Test
    void null_and_deletions_are_found_in_complete_runs() {
        copy.run(session);
        database.run("INSERT INTO t VALUES (3000, 'nobody knows', NULL, NULL)", "DELETE FROM t WHERE id = 5");
        copy.run(session);
        assertFalse(copy.documents.containsKey(id(3000)));
        assertTrue(copy.documents.containsKey(id(5)));
        copy.startOver();
        copy.run(session);
        assertTrue(copy.documents.containsKey(id(3000)));
        assertFalse(copy.documents.containsKey(id(5)));
    }

    // --- late commits

    private static final String SLOW = "UPDATE t SET v = 'late', seq = 1201, at = '2021-01-01' WHERE id = 1";
    private static final String FAST = "UPDATE t SET v = 'fast', seq = 1202, at = '2021-06-01' WHERE id = 2";

    private ConnectorSession plain(String column) {
        String role = database.role("plain");
        database.run("GRANT SELECT ON t TO " + role);
        return database.session("cursorColumn", column, "username", role);
    }

    /** A transaction that has written, and commits after a later one was seen. */
    @ParameterizedTest
    @ValueSource(strings = {"seq", "at"})
    void what_is_committed_late_is_not_missed(String column) throws SQLException {
        session = plain(column);
        copy.run(session);
        try (Connection slow = begun(SLOW)) {
            database.run(FAST);
            assertTrue(copy.ids(session).contains(id(2)));
            assertFalse(copy.ids(session).contains(id(1)));
            slow.commit();
        }
        assertTrue(copy.ids(session).contains(id(1)));
        assertTrue(copy.texts.get(id(1)).contains("- v: late"));
        assertEquals(List.of(id(2)), copy.ids(session));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seq", "at"})
    void what_was_under_way_when_the_listing_began_is_not_missed(String column) throws SQLException {
        session = plain(column);
        try (Connection slow = begun(SLOW)) {
            database.run(FAST);
            copy.run(session);
            assertTrue(copy.texts.get(id(1)).contains("- v: v1\n"));
            slow.commit();
        }
        copy.run(session);
        assertTrue(copy.texts.get(id(1)).contains("- v: late"));
        assertEquals(List.of(id(2)), copy.ids(session));
    }

    /** It has no number yet, only a beginning. */
    @Test
    void a_transaction_that_has_only_begun_is_waited_for() throws SQLException {
        session = plain("at");
        copy.run(session);
        try (Connection slow = begun("SELECT now()")) {
            database.run(FAST);
            copy.run(session);
            TestDatabase.run(slow, SLOW);
            copy.run(session);
            slow.commit();
        }
        copy.run(session);
        assertTrue(copy.texts.get(id(1)).contains("- v: late"));
    }

    @Test
    void a_prepared_transaction_is_waited_for() throws SQLException {
        session = plain("at");
        copy.run(session);
        try (Connection slow = begun("SELECT now()")) {
            database.run(FAST);
            copy.run(session);
            TestDatabase.run(slow, SLOW, "PREPARE TRANSACTION 'late " + database.name() + "'");
        }
        copy.run(session);
        copy.run(session);
        database.run("COMMIT PREPARED 'late " + database.name() + "'");
        copy.run(session);
        assertTrue(copy.texts.get(id(1)).contains("- v: late"));
        assertEquals(List.of(id(2)), copy.ids(session));
    }

    @Test
    void who_may_see_when_others_began_need_not_wait() throws SQLException {
        session = plain("at");
        database.run("GRANT pg_read_all_stats TO plain_" + database.name());
        copy.run(session);
        try (Connection slow = begun("SELECT now()")) {
            database.run("UPDATE t SET at = clock_timestamp() WHERE id = 2");
            copy.run(session);
            assertTrue(copy.ids(session).size() < 10);
            String begun = database.ask(
                    "SELECT min(xact_start) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()");
            String base = Texts.read(copy.checkpoint.value()).orElseThrow().get(4);
            assertEquals(
                    "t", database.ask("SELECT timestamptz '" + base.substring(1) + "' <= timestamptz '" + begun + "'"));
            slow.rollback();
        }
    }

    @Test
    void transactions_of_other_databases_and_of_ours_hold_nothing_up() throws SQLException {
        try (TestDatabase other = TestDatabase.create();
                Connection elsewhere = other.connect()) {
            elsewhere.setAutoCommit(false);
            TestDatabase.run(elsewhere, "SELECT 1");
            session = plain("seq");
            copy.run(session);
            assertEquals(List.of(id(1200)), copy.ids(session));
        }
    }

    private Connection begun(String sql) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        TestDatabase.run(connection, sql);
        return connection;
    }

    // --- values that lead astray

    @Test
    void a_time_in_the_future_hides_nothing() {
        database.run(
                "UPDATE t SET at = 'infinity' WHERE id = 1",
                "UPDATE t SET at = '9999-12-31' WHERE id = 2",
                "UPDATE t SET at = '-infinity' WHERE id = 3");
        session = database.session("cursorColumn", "at");
        copy.run(session);
        database.run("UPDATE t SET v = 'new', at = now() WHERE id = 4");
        assertTrue(copy.ids(session).contains(id(4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"numeric", "double precision", "date", "timestamp", "text", "int", "timestamptz(0)"})
    void columns_of_other_types_lead_too(String type) {
        boolean time = type.startsWith("date") || type.startsWith("time");
        String old = time ? "date '2020-01-01' + i" : "lpad(i::text, 9, '0')::" + type;
        String later = time ? "'2025-01-01'" : "'000001201'";
        database.run(
                "CREATE TABLE u (id int PRIMARY KEY, c " + type + ", v text)",
                "INSERT INTO u SELECT i, " + old + ", 'v' FROM generate_series(1, 1200) i");
        if (type.startsWith("numeric") || type.startsWith("double")) {
            database.run("INSERT INTO u VALUES (0, 'NaN', 'v')");
        }
        session = database.session("cursorColumn", "c");
        Copy other = new Copy("public.u");
        other.run(session);
        database.run("UPDATE u SET c = " + later + ", v = 'new' WHERE id = 5");
        List<String> ids = other.ids(session);
        assertTrue(ids.contains("public.u:[5]") && ids.size() < 10, ids.toString());
    }

    @Test
    void where_nothing_has_a_value_yet_the_first_values_are_found() {
        database.run("TRUNCATE t");
        copy.run(session);
        copy.run(session);
        database.run("INSERT INTO t VALUES (1, 'first', 1, now())");
        assertEquals(List.of(id(1)), copy.ids(session));
    }

    @Test
    void a_table_without_the_column_or_without_a_key_is_listed_whole() {
        database.run(
                "CREATE TABLE u (id int PRIMARY KEY)",
                "INSERT INTO u VALUES (1), (2)",
                "CREATE TABLE w (seq int)",
                "INSERT INTO w VALUES (1), (2)");
        for (String table : List.of("public.u", "public.w")) {
            Copy other = new Copy(table);
            assertEquals(2, other.ids(session).size());
            assertEquals(2, other.ids(session).size());
            assertTrue(other.checkpoint.isStart());
        }
    }

    @Test
    void a_column_that_is_gone_means_another_listing() {
        copy.run(session);
        database.run("ALTER TABLE t DROP COLUMN seq");
        assertThrows(ProviderFailure.ResyncRequired.class, () -> copy.run(session));
    }

    @Test
    void a_column_that_has_no_order_is_told() {
        database.run("ALTER TABLE t ADD COLUMN j json");
        session = database.session("cursorColumn", "j");
        ProviderFailure.Invalid failure = assertThrows(ProviderFailure.Invalid.class, () -> copy.run(session));
        assertTrue(failure.message().contains("json"), failure.message());
    }
}
