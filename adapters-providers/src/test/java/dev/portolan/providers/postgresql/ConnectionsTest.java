package dev.portolan.providers.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.ProviderFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionsTest {

    private static final String OURS =
            " FROM pg_stat_activity WHERE application_name = 'portolan' AND datname = current_database()";

    private TestDatabase database;
    private ConnectorSession session;

    @BeforeEach
    void open() {
        database = TestDatabase.create()
                .run(
                        "CREATE TABLE t (id int PRIMARY KEY)",
                        "INSERT INTO t SELECT generate_series(1, 3000)",
                        "CREATE VIEW slow AS SELECT pg_sleep(600)::text");
        session = database.session();
    }

    @AfterEach
    void close() {
        session.close();
        database.close();
    }

    /** Asks until it is so: what the server does, it does when it gets to it. */
    private static void until(BooleanSupplier holds) {
        while (!holds.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private FutureTask<Change.Page> reading(String table, List<Thread> threads) {
        FutureTask<Change.Page> task = new FutureTask<>(() -> new Copy(table).page(session));
        threads.add(Thread.ofVirtual().start(task));
        return task;
    }

    private boolean active(int number) {
        return database.ask("SELECT count(*)" + OURS + " AND state = 'active' AND wait_event = 'PgSleep'")
                .equals(Integer.toString(number));
    }

    private static ProviderFailure failure(FutureTask<?> task) throws Exception {
        ExecutionException e = assertThrows(ExecutionException.class, () -> task.get(30, TimeUnit.SECONDS));
        return assertInstanceOf(ProviderFailure.class, e.getCause());
    }

    @Test
    void opening_a_session_connects_to_nothing() {
        assertEquals(0, database.connections());
    }

    @Test
    void one_connection_serves_all_pages_and_ends_with_the_session() {
        String first = "";
        Copy copy = new Copy("public.t");
        for (Change.Outcome outcome = Change.Outcome.MORE; outcome == Change.Outcome.MORE; ) {
            outcome = copy.page(session).outcome();
            String pid = database.ask("SELECT string_agg(pid::text, ',')" + OURS);
            assertTrue(first.isEmpty() || first.equals(pid), pid);
            first = pid;
        }
        assertEquals("idle", database.ask("SELECT state" + OURS));
        session.close();
        until(() -> database.connections() == 0);
    }

    @Test
    void a_session_has_few_connections_however_many_calls() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<FutureTask<Change.Page>> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            slow.add(reading("public.slow", threads));
        }
        until(() -> active(4));
        assertEquals(4, database.connections());
        threads.forEach(Thread::interrupt);
        for (FutureTask<Change.Page> task : slow) {
            assertInstanceOf(ProviderFailure.Transient.class, failure(task));
        }
    }

    @Test
    void what_is_under_way_when_the_session_closes_leaves_no_connection() throws Exception {
        List<Thread> threads = new ArrayList<>();
        FutureTask<Change.Page> slow = reading("public.slow", threads);
        until(() -> active(1));
        session.close();
        threads.forEach(Thread::interrupt);
        failure(slow);
        until(() -> database.connections() == 0);
    }

    @Test
    void an_interrupt_ends_a_call_and_the_query_at_the_server() throws Exception {
        List<Thread> threads = new ArrayList<>();
        FutureTask<Change.Page> slow = reading("public.slow", threads);
        until(() -> active(1));
        threads.forEach(Thread::interrupt);
        assertInstanceOf(ProviderFailure.Transient.class, failure(slow));
        until(() -> active(0));
        new Copy("public.t").run(session);
    }

    @Test
    void a_backend_that_is_killed_in_mid_page_is_something_that_passes() throws Exception {
        FutureTask<Change.Page> slow = reading("public.slow", new ArrayList<>());
        until(() -> active(1));
        database.ask("SELECT pg_terminate_backend(pid)" + OURS);
        ProviderFailure failure = failure(slow);
        assertInstanceOf(ProviderFailure.Transient.class, failure);
        assertTrue(failure.message().contains("127.0.0.1:" + database.port()), failure.message());
        new Copy("public.t").run(session);
    }

    @Test
    void a_backend_that_is_killed_between_pages_is_not_noticed() {
        Copy copy = new Copy("public.t");
        copy.page(session);
        database.ask("SELECT pg_terminate_backend(pid, 10000)" + OURS);
        copy.run(session);
        assertEquals(3_000, copy.documents.size());
    }

    @Test
    void a_server_that_restarts_in_mid_sync_is_something_that_passes() throws IOException {
        try (EmbeddedPostgres server = TestDatabase.start();
                TestDatabase own = TestDatabase.on(server);
                ConnectorSession restarted = own.session()) {
            own.run(
                    "CREATE TABLE t (id int PRIMARY KEY)",
                    "INSERT INTO t SELECT generate_series(1, 3000)",
                    "CHECKPOINT");
            Copy copy = new Copy("public.t");
            copy.page(restarted);
            long backend = Long.parseLong(own.ask("SELECT pid" + OURS));
            // One backend that dies makes the server restart them all.
            assertTrue(ProcessHandle.of(backend).orElseThrow().destroyForcibly());
            while (copy.documents.size() < 3_000) {
                try {
                    copy.run(restarted);
                } catch (ProviderFailure failure) {
                    assertInstanceOf(ProviderFailure.Transient.class, failure);
                }
            }
        }
    }

    @Test
    void every_transaction_is_short_and_only_reads() {
        database.run(
                "CREATE VIEW settings AS SELECT name, setting FROM pg_settings WHERE name IN ('transaction_read_only', 'transaction_isolation', 'lock_timeout', 'statement_timeout', 'application_name', 'TimeZone', 'client_connection_check_interval')");
        Copy copy = new Copy("public.settings");
        copy.run(session);
        String all = String.join("\n", copy.texts.values());
        for (String setting : List.of(
                "transaction_read_only\n- setting: on",
                "transaction_isolation\n- setting: read committed",
                "lock_timeout\n- setting: 5000",
                "statement_timeout\n- setting: 60000",
                "application_name\n- setting: portolan",
                "client_connection_check_interval\n- setting: 2000")) {
            assertTrue(all.contains("- name: " + setting), all);
        }
        assertFalse(database.ask("SELECT state" + OURS).startsWith("idle in"));
    }
}
