package dev.portolan.providers.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.ProviderFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What goes wrong, on a server that asks for passwords and has a certificate of its own making. */
class FailuresTest {

    private static final Source.Patience HASTY = new Source.Patience(
            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofSeconds(1));

    @TempDir
    static Path directory;

    private static EmbeddedPostgres server;

    private TestDatabase database;
    private final List<ConnectorSession> sessions = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Path rules = Files.writeString(
                directory.resolve("rules.conf"),
                "local all all trust\nhost all postgres all trust\nhost all /^asked all scram-sha-256\nhost all /^sealed all scram-sha-256\n");
        SelfSigned certificate = SelfSigned.in(directory);
        server = TestDatabase.start(
                "hba_file",
                rules.toString(),
                "ssl",
                "on",
                "ssl_cert_file",
                certificate.chain(),
                "ssl_key_file",
                certificate.key());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() {
        database = TestDatabase.on(server);
    }

    @AfterEach
    void close() {
        sessions.forEach(ConnectorSession::close);
        database.close();
    }

    private ConnectorSession session(Object... settings) {
        return session(TestDatabase.PATIENT, settings);
    }

    private ConnectorSession session(Source.Patience patience, Object... settings) {
        sessions.add(database.session(patience, settings));
        return sessions.getLast();
    }

    private static void told(Class<? extends ProviderFailure> kind, Executable call, String... words) {
        String message = assertThrows(kind, call).message();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
        assertFalse(message.contains("secret-of-the-role"), message);
    }

    // --- getting in

    @Test
    void a_password_is_right_or_told_wrong_with_the_user() {
        String role = database.role("asked");
        session("username", role).account();
        told(
                ProviderFailure.Unauthorized.class,
                () -> session("username", role, "password", "wrong").account(),
                "password",
                "'" + role + "'");
        told(
                ProviderFailure.Unauthorized.class,
                () -> session("username", "asked_nobody").account(),
                "password",
                "'asked_nobody'");
    }

    @Test
    void a_user_whom_the_server_does_not_let_in_is_told_so() {
        String role = database.role("unlisted");
        told(ProviderFailure.Denied.class, () -> session("username", role).account(), "'" + role + "'", "pg_hba.conf");
    }

    @Test
    void an_unknown_database_is_named() {
        told(
                ProviderFailure.Invalid.class,
                () -> session("database", "nowhere/?x=1").account(),
                "no database 'nowhere/?x=1'");
    }

    @Test
    void a_port_where_nobody_listens_is_named() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        told(
                ProviderFailure.Transient.class,
                () -> session("port", (long) port).account(),
                "Nothing accepts connections",
                "127.0.0.1:" + port);
    }

    @Test
    void a_server_that_says_nothing_is_given_up() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            told(
                    ProviderFailure.Transient.class,
                    () -> session(HASTY, "port", (long) silent.getLocalPort()).account(),
                    "127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void a_host_that_does_not_exist_is_named() {
        told(
                ProviderFailure.Transient.class,
                () -> session("host", "nowhere.invalid").account(),
                "'nowhere.invalid'");
    }

    @Test
    void a_server_without_tls_is_told_with_what_was_demanded() {
        try (TestDatabase plain = TestDatabase.create();
                ConnectorSession demanding = plain.session("sslmode", "require");
                ConnectorSession preferring = plain.session("sslmode", "prefer")) {
            told(ProviderFailure.Invalid.class, demanding::account, "no TLS", "'require'");
            preferring.account();
        }
    }

    @Test
    void encryption_alone_takes_any_certificate_and_verification_takes_none_that_is_not_trusted() {
        for (String mode : List.of("prefer", "require")) {
            ConnectorSession encrypted = session("sslmode", mode);
            encrypted.account();
            assertEquals(
                    "t",
                    database.ask(
                            "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'portolan'"));
            encrypted.close();
        }
        told(
                ProviderFailure.Invalid.class,
                () -> session("sslmode", "verify-full").account(),
                "certificate",
                "'verify-full'");
    }

    @Test
    void too_many_connections_are_something_that_passes() {
        String role = database.role("asked");
        database.run("ALTER ROLE " + role + " CONNECTION LIMIT 0");
        told(ProviderFailure.Transient.class, () -> session("username", role).account(), "too many connections");
    }

    // --- reading

    @Test
    void a_query_that_takes_too_long_is_given_up_and_named() {
        database.run("CREATE VIEW slow AS SELECT 1 AS id, pg_sleep(600)::text");
        told(
                ProviderFailure.Transient.class,
                () -> new Copy("public.slow").run(session(HASTY)),
                "public.slow",
                "too long");
        database.run("CREATE TABLE t (id int PRIMARY KEY)");
        new Copy("public.t").run(session());
    }

    @Test
    void a_locked_table_is_not_waited_for() throws SQLException {
        database.run("CREATE TABLE t (id int PRIMARY KEY)");
        try (Connection migration = database.connect()) {
            migration.setAutoCommit(false);
            TestDatabase.run(migration, "LOCK TABLE t");
            told(ProviderFailure.Transient.class, () -> new Copy("public.t").run(session(HASTY)), "public.t", "locked");
        }
        new Copy("public.t").run(session());
    }

    @Test
    void a_view_that_writes_is_refused() {
        database.run(
                "CREATE TABLE log (at timestamptz)",
                "CREATE FUNCTION logged() RETURNS int LANGUAGE sql AS 'INSERT INTO log VALUES (now()); SELECT 1'",
                "CREATE VIEW v AS SELECT logged()");
        told(ProviderFailure.Invalid.class, () -> new Copy("public.v").run(session()), "public.v", "write");
    }

    @Test
    void a_view_that_fails_is_named_with_what_the_server_says() {
        database.run("CREATE VIEW v AS SELECT 1 / (random() * 0)::int AS x");
        told(ProviderFailure.Invalid.class, () -> new Copy("public.v").run(session()), "public.v", "division by zero");
    }

    // --- tables that change

    private Copy begun(ConnectorSession session) {
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t SELECT i, 'v' FROM generate_series(1, 1200) i");
        Copy copy = new Copy("public.t");
        copy.page(session);
        assertEquals(500, copy.documents.size());
        return copy;
    }

    @Test
    void a_table_that_is_dropped_in_mid_sync_is_missing() {
        ConnectorSession session = session();
        Copy copy = begun(session);
        database.run("DROP TABLE t");
        told(ProviderFailure.Missing.class, () -> copy.page(session), "public.t");
    }

    @Test
    void a_table_that_is_altered_in_mid_sync_goes_on_where_its_key_is_the_same() {
        ConnectorSession session = session();
        Copy copy = begun(session);
        database.run("ALTER TABLE t DROP COLUMN v, ADD COLUMN w int DEFAULT 7");
        copy.run(session);
        assertEquals(1_200, copy.documents.size());
        assertTrue(copy.texts.get("public.t:[1200]").contains("- w: 7"));
    }

    @Test
    void a_table_that_is_made_again_with_the_same_key_goes_on() {
        ConnectorSession session = session();
        Copy copy = begun(session);
        database.run(
                "DROP TABLE t",
                "CREATE TABLE t (v text, id int PRIMARY KEY)",
                "INSERT INTO t SELECT 'v', generate_series(1, 1200)");
        copy.run(session);
        assertEquals(1_200, copy.documents.size());
    }

    @Test
    void a_table_whose_key_changes_in_mid_sync_is_to_be_listed_anew() {
        for (String change : List.of(
                "ALTER TABLE t ALTER COLUMN id TYPE bigint",
                "ALTER TABLE t RENAME COLUMN id TO no",
                "ALTER TABLE t DROP CONSTRAINT t_pkey")) {
            ConnectorSession session = session();
            Copy copy = begun(session);
            database.run(change);
            told(ProviderFailure.ResyncRequired.class, () -> copy.page(session), "public.t");
            database.run("DROP TABLE t");
        }
    }

    // --- every state has its words

    @ParameterizedTest
    @CsvSource({
        "28P01, Unauthorized, password",
        "28000, Denied, pg_hba.conf",
        "28XXX, Denied, refuses",
        "3D000, Invalid, database",
        "42501, Denied, may not read",
        "42P01, Missing, does not exist",
        "3F000, Missing, does not exist",
        "42703, Transient, altered",
        "57014, Transient, too long",
        "55P03, Transient, locked",
        "53300, Transient, too many connections",
        "53200, Transient, difficulties",
        "57P01, Transient, stopping",
        "57P02, Transient, stopping",
        "57P03, Transient, starting",
        "58030, Transient, difficulties",
        "40001, Transient, replication",
        "40P01, Transient, deadlock",
        "40003, Transient, given up",
        "25006, Invalid, write",
        "22P02, Invalid, value",
        "54000, Invalid, too large",
        "08006, Transient, broke",
        "08P01, Transient, broke",
        "42883, Invalid, 42883",
        "XX001, Invalid, XX001"
    })
    void every_sqlstate_has_its_own_words(String state, String kind, String words) {
        Place place = new Place("db.example.com", 5433, "shop", "require", field -> Optional.of("sync"));
        PSQLException e = new PSQLException(new ServerErrorMessage("SFEHLER\0C" + state + "\0Mauf Deutsch gesagt\0"));
        ProviderFailure failure = Failures.of(e, place, "public.orders");
        assertEquals(kind, failure.getClass().getSimpleName());
        assertTrue(failure.message().contains(words), failure.message());
        assertTrue(
                failure.message().contains("public.orders") || failure.message().contains("db.example.com:5433"),
                failure.message());
        assertInstanceOf(ProviderFailure.Invalid.class, Failures.of(new SQLException("odd"), place, "public.orders"));
    }
}
