package dev.portolan.providers.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Scope;
import dev.portolan.providers.wire.AddressGuard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private TestDatabase database;
    private final List<ConnectorSession> sessions = new ArrayList<>();

    @BeforeEach
    void open() {
        database = TestDatabase.create();
    }

    @AfterEach
    void close() {
        sessions.forEach(ConnectorSession::close);
        database.close();
    }

    private ConnectorSession session(Object... settings) {
        sessions.add(database.session(settings));
        return sessions.getLast();
    }

    private static List<String> names(ConnectorSession session) {
        return session.scopes(List.of()).stream().map(Scope::name).toList();
    }

    private static String told(
            Class<? extends ProviderFailure> kind, org.junit.jupiter.api.function.Executable call, String... words) {
        String message = assertThrows(kind, call).message();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
        return message;
    }

    // --- what is there

    @Test
    void tables_and_views_are_scopes_and_partitioned_tables_once() {
        database.run(
                "CREATE TABLE b (id int PRIMARY KEY)",
                "CREATE TABLE \"A\" (id int PRIMARY KEY)",
                "CREATE VIEW v AS SELECT * FROM b",
                "CREATE MATERIALIZED VIEW m AS SELECT * FROM b",
                "CREATE TABLE p (id int, day date, PRIMARY KEY (day, id)) PARTITION BY RANGE (day)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2026-01-01') TO ('2026-02-01') PARTITION BY LIST (id)",
                "CREATE TABLE p11 PARTITION OF p1 DEFAULT",
                "CREATE TABLE p2 PARTITION OF p DEFAULT",
                "CREATE SEQUENCE s",
                "CREATE SCHEMA other",
                "CREATE TABLE other.x (id int)",
                "CREATE EXTENSION pg_stat_statements");
        assertEquals(List.of("public.\"A\"", "public.b", "public.m", "public.p", "public.v"), names(session()));
        assertEquals(List.of("public.b", "public.p"), names(session("tables", List.of("p11", "p", "b", "p2", "b"))));
        assertEquals(List.of("public.p11"), names(session("tables", List.of("p11"))));
        assertEquals(List.of("other.x"), names(session("schema", "other")));
    }

    @Test
    void a_partitioned_table_is_read_through_its_partitions() {
        database.run(
                "CREATE TABLE p (id int, day date, PRIMARY KEY (day, id)) PARTITION BY RANGE (day)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
                "CREATE TABLE p2 PARTITION OF p DEFAULT",
                "INSERT INTO p SELECT i, date '2025-12-01' + i % 90 FROM generate_series(1, 1200) i");
        Copy copy = new Copy("public.p");
        assertEquals(1_200, copy.ids(session()).size());
        assertEquals(1_200, copy.documents.size());
    }

    @Test
    void a_table_that_others_inherit_from_is_read_without_them() {
        database.run(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (PRIMARY KEY (id)) INHERITS (parent)",
                "INSERT INTO parent VALUES (1), (2)",
                "INSERT INTO child VALUES (1), (3)");
        assertEquals(List.of("public.child", "public.parent"), names(session()));
        assertEquals(List.of("public.parent:[1]", "public.parent:[2]"), new Copy("public.parent").ids(session()));
        assertEquals(List.of("public.child:[1]", "public.child:[3]"), new Copy("public.child").ids(session()));
    }

    @Test
    void a_view_is_read_as_a_table_without_a_key() {
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
                "CREATE VIEW w AS SELECT upper(v) AS up FROM t");
        Copy copy = new Copy("public.w");
        copy.run(session());
        assertEquals(2, copy.documents.size());
        assertTrue(copy.texts.values().stream().anyMatch(text -> text.contains("- up: A")));
    }

    @Test
    void a_table_that_was_named_and_is_not_there_is_told() {
        database.run("CREATE TABLE t (id int PRIMARY KEY)");
        ConnectorSession session = session("tables", List.of("t", "gone"));
        assertEquals(List.of("public.gone", "public.t"), names(session));
        told(ProviderFailure.Missing.class, () -> new Copy("public.gone").run(session), "public.gone");
    }

    // --- grants

    @Test
    void without_a_list_of_tables_those_that_may_not_be_read_are_passed_over() {
        String role = database.role("reader");
        database.run("CREATE TABLE a (id int)", "CREATE TABLE b (id int)", "GRANT SELECT ON b TO " + role);
        assertEquals(List.of("public.b"), names(session("username", role)));
    }

    @Test
    void a_table_that_was_named_and_may_not_be_read_is_told_with_the_grant_that_helps() {
        String role = database.role("reader");
        database.run("CREATE TABLE \"A\" (id int)", "CREATE TABLE b (id int)", "GRANT SELECT ON b TO " + role);
        ConnectorSession session = session("username", role, "tables", List.of("A", "b"));
        assertEquals(List.of("public.\"A\"", "public.b"), names(session));
        String message = told(
                ProviderFailure.Denied.class,
                () -> new Copy("public.\"A\"").run(session),
                role,
                "GRANT SELECT ON \"public\".\"A\" TO \"" + role + "\"");
        database.run(message.substring(message.indexOf("GRANT")));
        new Copy("public.\"A\"").run(session);
    }

    @Test
    void who_may_read_nothing_is_told_so_at_once() {
        String role = database.role("reader");
        database.run("CREATE SCHEMA hidden", "CREATE TABLE hidden.a (id int)");
        ConnectorSession session = session("username", role, "schema", "hidden");
        String message = told(ProviderFailure.Denied.class, session::account, role, "GRANT USAGE ON SCHEMA \"hidden\"");
        database.run(message.substring(message.indexOf("GRANT")));
        session.account();
        assertEquals(List.of("hidden.a"), names(session));
    }

    @Test
    void a_grant_that_is_taken_back_in_mid_sync_is_told() {
        String role = database.role("reader");
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY)",
                "INSERT INTO t SELECT generate_series(1, 1200)",
                "GRANT SELECT ON t TO " + role);
        ConnectorSession session = session("username", role);
        Copy copy = new Copy("public.t");
        copy.page(session);
        database.run("REVOKE SELECT ON t FROM " + role);
        told(ProviderFailure.Denied.class, () -> copy.page(session), "public.t", role);
        database.run("GRANT SELECT ON t TO " + role, "REVOKE USAGE ON SCHEMA public FROM PUBLIC");
        told(ProviderFailure.Denied.class, () -> copy.page(session), "public.t", role);
        assertEquals(500, copy.documents.size());
    }

    @Test
    void where_only_some_columns_are_granted_those_are_read_and_it_is_said() {
        String role = database.role("reader");
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, open text, secret text)",
                "INSERT INTO t VALUES (1, 'o', 's')",
                "GRANT SELECT (id, open) ON t TO " + role);
        ConnectorSession session = session("username", role);
        assertEquals(List.of("public.t (only the granted columns)"), names(session));
        Copy copy = new Copy("public.t");
        copy.run(session);
        assertEquals("# t 1\n\n- id: 1\n- open: o\n", copy.text());
    }

    // --- row-level security

    @Test
    void row_level_security_is_told_where_it_hides_rows_from_the_role() {
        String role = database.role("reader");
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY)",
                "INSERT INTO t VALUES (1), (2), (3)",
                "CREATE TABLE u (id int PRIMARY KEY)",
                "CREATE VIEW v WITH (security_invoker = true) AS SELECT * FROM t",
                "CREATE VIEW w AS SELECT * FROM t",
                "CREATE VIEW broken AS SELECT 1 / 0 AS x",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY visible ON t USING (id > 1)",
                "GRANT SELECT ON t, u, v, w, broken TO " + role);
        String narrowed = " (row-level security: only the visible rows)";
        ConnectorSession session = session("username", role);
        assertEquals(
                List.of("public.broken", "public.t" + narrowed, "public.u", "public.v" + narrowed, "public.w"),
                names(session));
        assertEquals(List.of("public.t:[2]", "public.t:[3]"), new Copy("public.t").ids(session));
        assertEquals(List.of("public.broken", "public.t", "public.u", "public.v", "public.w"), names(session()));
    }

    // --- the account

    @Test
    void the_account_names_who_and_where() {
        assertEquals(
                "postgres@127.0.0.1:" + database.port() + "/" + database.name(),
                session().account().id());
    }

    @Test
    void settings_that_make_no_sense_are_told_with_the_account() {
        database.run("CREATE TABLE t (id int, title text)");
        told(ProviderFailure.Invalid.class, () -> session("schema", "nowhere").account(), "'nowhere'", database.name());
        told(
                ProviderFailure.Invalid.class,
                () -> session("titleColumn", "tilte").account(),
                "'tilte'");
        session("titleColumn", "title").account();
    }

    // --- hosts

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "localhost", "[::1]", "::1", "::ffff:127.0.0.1", "2130706433", "169.254.169.254"})
    void a_host_of_the_operators_own_is_refused(String host) {
        PostgresqlConnector connector = new PostgresqlConnector(new AddressGuard(List.of()));
        ConnectorSession session = connector.open(database.binding("host", host));
        told(ProviderFailure.Invalid.class, session::account, "address");
        assertEquals(0, database.connections());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a/b", "a?b", "a:1", "a b", "", "a@b", "a&b", "[a]", "%61"})
    void a_host_is_one_host_and_nothing_else(String host) {
        assertThrows(
                ProviderFailure.Invalid.class,
                () -> new Place(host, 5432, "d", "require", field -> java.util.Optional.empty()));
    }
}
