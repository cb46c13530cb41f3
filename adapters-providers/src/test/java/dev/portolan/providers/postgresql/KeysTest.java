package dev.portolan.providers.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {

    private TestDatabase database;
    private ConnectorSession session;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        session = database.session();
    }

    @AfterEach
    void close() {
        session.close();
        database.close();
    }

    /** Lists a table of 1,200 rows and asks for some of them by their ids. */
    private List<String> listed(String table) {
        Copy copy = new Copy(table);
        List<String> ids = copy.ids(session);
        assertEquals(1_200, ids.size());
        assertEquals(1_200, Set.copyOf(ids).size());
        for (int i = 0; i < ids.size(); i += 300) {
            Resource asked = session.resource(new Resource.Id(ids.get(i)));
            assertEquals(copy.documents.get(ids.get(i)), asked);
            try (Content content = session.fetch(asked)) {
                assertEquals(Content.Inline.markdown(copy.texts.get(ids.get(i))), content);
            }
        }
        return ids;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "bigint ; i - 600",
                "smallint ; i",
                "text ; repeat('ü', i % 7) || i",
                "text COLLATE \"C\" ; chr(65 + i % 50) || i",
                "varchar(9) ; 'k' || i",
                "char(9) ; 'k' || i",
                "uuid ; md5(i::text)::uuid",
                "numeric ; i / 7.0",
                "double precision ; sqrt(i)",
                "timestamptz ; timestamptz '2026-01-01' + i * interval '1 microsecond'",
                "timestamp(3) ; timestamp '2026-01-01 BC' + i * interval '1 hour'",
                "date ; date '2026-01-01' + i",
                "interval ; i * interval '1 month 1 second'",
                "bytea ; decode(md5(i::text) || md5(i::text) || md5(i::text), 'hex')",
                "inet ; inet '10.0.0.0' + i",
                "int[] ; ARRAY[i % 3, i]",
                "int4range ; int4range(i, i + 2)",
                "bit(16) ; i::bit(16)",
                "oid ; i::oid",
            })
    void a_key_of_any_type_leads_through_all_rows(String type, String value) {
        database.run(
                "CREATE TABLE t (k " + type + " PRIMARY KEY, v text)",
                "INSERT INTO t SELECT " + value + ", 'row ' || i FROM generate_series(1, 1200) i");
        listed("public.t");
    }

    @Test
    void keys_of_users_types_lead_through_all_rows() {
        database.run(
                "CREATE TYPE suit AS ENUM ('spades', 'hearts', 'clubs', 'diamonds')",
                "CREATE DOMAIN code AS text CHECK (VALUE <> '')",
                "CREATE TYPE pair AS (a text, b int)",
                "CREATE TABLE t (s suit, c code, p pair, PRIMARY KEY (s, c, p))",
                "INSERT INTO t SELECT (enum_range(NULL::suit))[1 + i % 4], 'c' || i % 5, ROW('x, \"y\"', i)::pair FROM generate_series(1, 1200) i");
        assertTrue(listed("public.t").getFirst().startsWith("public.t:[\"spades\",\"c0\",\"(\\\"x, "));
    }

    /** Its own comparison, not that of text, is what the index is ordered by. */
    @Test
    void a_type_of_an_extension_is_compared_as_its_index_is_wherever_it_lives() {
        database.run(
                "CREATE SCHEMA \"Odd Home\"",
                "CREATE EXTENSION citext SCHEMA \"Odd Home\"",
                "CREATE TABLE t (k \"Odd Home\".citext PRIMARY KEY)",
                "INSERT INTO t SELECT CASE WHEN i % 2 = 0 THEN 'K' ELSE 'k' END || i FROM generate_series(1, 1200) i");
        listed("public.t");
    }

    @Test
    void a_composite_key_leads_through_all_rows_in_the_order_of_its_index() {
        database.run(
                "CREATE TABLE t (v text, b int, a text, PRIMARY KEY (a, b))",
                "INSERT INTO t SELECT 'row ' || i, i / 10, 'a' || i % 10 FROM generate_series(1, 1200) i");
        List<String> ids = listed("public.t");
        assertEquals("public.t:[\"a0\",1]", ids.getFirst());
        assertEquals("public.t:[\"a9\",119]", ids.getLast());
    }

    @Test
    void odd_names_are_names() {
        database.run(
                "CREATE SCHEMA \"My.Schema\"",
                "CREATE TABLE \"My.Schema\".\"Order \"\"Items\"\" ?; 🚀\" (\"Käse:1\" text, \"user\" int, \"$1\" text, PRIMARY KEY (\"Käse:1\", \"user\"))",
                "INSERT INTO \"My.Schema\".\"Order \"\"Items\"\" ?; 🚀\" SELECT 'a:' || i, i, 'x' FROM generate_series(1, 1200) i");
        session = database.session("schema", "My.Schema");
        List<Scope> scopes = session.scopes(List.of());
        assertEquals(
                List.of("\"My.Schema\".\"Order \"\"Items\"\" ?; 🚀\""),
                scopes.stream().map(scope -> scope.id().value()).toList());
        listed(scopes.getFirst().id().value());
    }

    @Test
    void without_a_primary_key_a_unique_index_over_columns_that_are_never_null_is_the_key() {
        database.run(
                "CREATE TABLE t (maybe int, n int NOT NULL, partly int NOT NULL, v text)",
                "CREATE UNIQUE INDEX ON t (maybe)",
                "CREATE UNIQUE INDEX ON t (partly) WHERE n > 5",
                "CREATE UNIQUE INDEX ON t ((n + 1))",
                "CREATE UNIQUE INDEX ON t (n) INCLUDE (v)",
                "INSERT INTO t SELECT CASE WHEN i > 5 THEN i END, i, i, 'v' FROM generate_series(1, 1200) i");
        assertEquals("public.t:[1]", listed("public.t").getFirst());
    }

    @Test
    void without_any_key_rows_are_told_apart_by_what_they_hold_and_equal_ones_by_a_number() {
        database.run(
                "CREATE TABLE t (v text, n numeric)",
                "INSERT INTO t SELECT 'row ' || i, i FROM generate_series(1, 500) i",
                "INSERT INTO t SELECT 'same', NULL FROM generate_series(1, 650)",
                "INSERT INTO t SELECT 'row ' || i, i FROM generate_series(451, 500) i");
        List<String> ids = listed("public.t");
        assertEquals(
                501,
                ids.stream().map(id -> id.replaceAll(",\\d+]$", "")).distinct().count());
        Copy again = new Copy("public.t");
        again.run(session);
        assertEquals(Set.copyOf(ids), again.documents.keySet());
    }

    @Test
    void an_equal_row_that_goes_between_pages_hides_no_other() {
        database.run(
                "CREATE TABLE t (v text)",
                "INSERT INTO t SELECT 'same' FROM generate_series(1, 600)",
                "INSERT INTO t SELECT 'row ' || i FROM generate_series(1, 600) i");
        Set<String> texts = new HashSet<>();
        Scope scope = session.scopes(List.of()).getFirst();
        Checkpoint at = Checkpoint.START;
        Change.Page page;
        do {
            page = session.changes(scope, at);
            at = page.next();
            page.changes()
                    .forEach(change -> texts.add(
                            ((Change.Upserted) change).content().orElseThrow().text()));
            database.run("DELETE FROM t WHERE ctid IN (SELECT ctid FROM t WHERE v = 'same' LIMIT 100)");
        } while (page.outcome() == Change.Outcome.MORE);
        assertEquals(
                600,
                texts.stream()
                        .filter(text -> text.contains("row "))
                        .map(text -> text.replaceAll("(?s).*\n- v: ", ""))
                        .distinct()
                        .count());
    }

    @Test
    void a_row_without_a_key_that_changes_is_another_row() {
        database.run("CREATE TABLE t (v text)", "INSERT INTO t VALUES ('a'), ('b')");
        Copy copy = new Copy("public.t");
        copy.run(session);
        Map<String, Resource> before = Map.copyOf(copy.documents);
        database.run("UPDATE t SET v = 'c' WHERE v = 'a'");
        copy.run(session);
        Set<String> both = new HashSet<>(before.keySet());
        both.retainAll(copy.documents.keySet());
        assertEquals(1, both.size());
        assertEquals(2, copy.documents.size());
        assertNotEquals(before.keySet(), copy.documents.keySet());
    }

    @Test
    void an_id_has_one_form_and_what_is_no_id_names_nothing() {
        database.run("CREATE TABLE t (k int PRIMARY KEY)", "INSERT INTO t VALUES (1)", "CREATE TABLE u (v text)");
        session.resource(new Resource.Id("public.t:[1]"));
        for (String id : List.of(
                "public.t:[2]",
                "public.t:[\"1\"]",
                "public.t:[1,1]",
                "public.t:[]",
                "public.t:1",
                "public.t:[\"x\"]",
                "public.t:",
                "public.t:[99999999999999999999]",
                "public.nothing",
                "public.nothing:[1]",
                "other",
                "other.t:[1]",
                "public.t.x",
                "public.u:[\"x\",1]",
                "public.u:[\"x\",\"y\"]",
                "public.u:[1]",
                "public.t:[1",
                "PUBLIC.t:[1]")) {
            assertThrows(ProviderFailure.Missing.class, () -> session.resource(new Resource.Id(id)), id);
        }
    }

    @Test
    void keys_that_are_too_long_to_be_remembered_are_passed_over_or_named() {
        database.run(
                "CREATE TABLE t (k text PRIMARY KEY)",
                "INSERT INTO t SELECT CASE WHEN i % 100 = 50 THEN i || repeat('x', 30000) ELSE i::text END FROM generate_series(1000, 2199) i");
        listed("public.t");
        database.run("TRUNCATE t", "INSERT INTO t SELECT i || repeat('x', 30000) FROM generate_series(1000, 2199) i");
        ProviderFailure.Invalid failure =
                assertThrows(ProviderFailure.Invalid.class, () -> new Copy("public.t").run(session));
        assertTrue(failure.message().contains("public.t"), failure.message());
    }
}
