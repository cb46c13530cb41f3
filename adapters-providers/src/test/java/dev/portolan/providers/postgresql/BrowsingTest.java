package dev.portolan.providers.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowsingTest {

    private TestDatabase database;
    private ConnectorSession session;

    @BeforeEach
    void open() {
        database = TestDatabase.create()
                .run(
                        "CREATE TABLE a (id int PRIMARY KEY, title text, body text)",
                        "INSERT INTO a SELECT i, 'Title ' || i, CASE WHEN i % 10 = 0 THEN 'has 100% of_it \\ all' ELSE 'nothing' END FROM generate_series(1, 50) i",
                        "CREATE TABLE \"B c\" (v text)",
                        "INSERT INTO \"B c\" VALUES ('x'), ('x'), ('Has 100% OF_IT \\ too')",
                        "CREATE TABLE d (id uuid PRIMARY KEY, raw bytea)");
        session = database.session();
    }

    @AfterEach
    void close() {
        session.close();
        database.close();
    }

    private static List<Resource> all(Function<Page.Cursor, Page<Resource>> listing) {
        List<Resource> all = new ArrayList<>();
        Optional<Page.Cursor> next = Optional.of(Page.Cursor.START);
        while (next.isPresent()) {
            Page<Resource> page = listing.apply(next.get());
            all.addAll(page.items());
            next = page.next();
            assertTrue(all.size() < 1_000, "a listing without end");
        }
        return all;
    }

    private static List<String> ids(List<Resource> resources) {
        return resources.stream().map(resource -> resource.id().value()).toList();
    }

    private List<Resource> children(String parent, int size) {
        return all(cursor -> session.children(new Resource.Id(parent), cursor, size));
    }

    @Test
    void the_tree_goes_from_the_schema_to_its_tables_to_their_rows() {
        Resource schema = children("", 10).getFirst();
        assertEquals("public", schema.id().value());
        for (int size : List.of(1, 2, 100)) {
            assertEquals(List.of("public.\"B c\"", "public.a", "public.d"), ids(children("public", size)));
        }
        Resource table = children("public", 10).getFirst();
        assertTrue(table.isFolder());
        assertEquals("B c", table.name());
        assertEquals(Optional.of("public/B c"), table.path());
        assertEquals(3, children("public.\"B c\"", 1).size());
        assertEquals(50, ids(children("public.a", 7)).stream().distinct().count());
        assertEquals(List.of(), children("public.d", 7));
        assertEquals(List.of(), children("public.a:[1]", 7));
    }

    @Test
    void only_what_is_selected_is_shown() {
        session = database.session("tables", List.of("a"));
        assertEquals(List.of("public.a"), ids(children("public", 10)));
        for (String id : List.of("public.d", "public.\"B c\"", "pg_catalog", "pg_catalog.pg_class")) {
            assertThrows(ProviderFailure.Missing.class, () -> children(id, 10), id);
            assertThrows(ProviderFailure.Missing.class, () -> session.resource(new Resource.Id(id)), id);
        }
    }

    @Test
    void a_search_finds_the_text_itself_in_any_case_in_every_table() {
        for (int size : List.of(1, 2, 3, 100)) {
            List<Resource> hits = all(cursor -> session.search("as 100% of_it \\", cursor, size));
            assertEquals(6, hits.size());
            assertEquals(6, ids(hits).stream().distinct().count());
        }
        assertEquals(List.of(), all(cursor -> session.search("100_", cursor, 10)));
        assertEquals(List.of(), all(cursor -> session.search("'; DROP TABLE a; --", cursor, 10)));
    }

    @Test
    void a_search_looks_into_the_chosen_columns_and_the_title() {
        session = database.session("textColumns", List.of("body"), "titleColumn", "title", "tables", List.of("a"));
        assertEquals(List.of("public.a:[33]"), ids(all(cursor -> session.search("title 33", cursor, 10))));
        assertEquals(
                "Title 33",
                session.search("title 33", Page.Cursor.START, 10)
                        .items()
                        .getFirst()
                        .name());
        session = database.session("textColumns", List.of("body"), "tables", List.of("a"));
        assertEquals(List.of(), all(cursor -> session.search("title 33", cursor, 10)));
    }

    @Test
    void a_search_works_where_a_column_has_a_collation_of_its_own() {
        database.run(
                "CREATE COLLATION fold (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE e (id int PRIMARY KEY, v text COLLATE fold, w text COLLATE \"C\")",
                "INSERT INTO e VALUES (1, 'ÄPFEL', 'Birnen')");
        assertEquals(List.of("public.e:[1]"), ids(all(cursor -> session.search("äpfel", cursor, 10))));
        assertEquals(List.of("public.e:[1]"), ids(all(cursor -> session.search("birnen", cursor, 10))));
    }

    @Test
    void a_search_for_nothing_is_refused() {
        for (String query : List.of("", " ", "a\0b")) {
            assertThrows(ProviderFailure.Invalid.class, () -> session.search(query, Page.Cursor.START, 10));
        }
    }

    @Test
    void a_cursor_of_another_listing_is_refused() {
        for (String cursor : List.of("x", "[]", "[\"nothing\"]", "[1,2,3]", "[\"a\",\"1\",\"2\"]")) {
            Page.Cursor foreign = new Page.Cursor(cursor);
            assertThrows(ProviderFailure.Invalid.class, () -> session.search("x", foreign, 10), cursor);
            assertThrows(
                    ProviderFailure.Invalid.class,
                    () -> session.children(new Resource.Id("public"), foreign, 10),
                    cursor);
            assertThrows(
                    ProviderFailure.Invalid.class,
                    () -> session.children(new Resource.Id("public.a"), foreign, 10),
                    cursor);
        }
    }

    @Test
    void a_search_that_takes_too_long_names_the_table() {
        database.run("CREATE VIEW slow AS SELECT pg_sleep(600)::text AS v");
        session = database.session(
                new Source.Patience(
                        java.time.Duration.ofSeconds(1),
                        java.time.Duration.ofSeconds(1),
                        java.time.Duration.ofSeconds(1),
                        java.time.Duration.ofSeconds(5)),
                "tables",
                List.of("slow"));
        ProviderFailure.Transient failure =
                assertThrows(ProviderFailure.Transient.class, () -> session.search("x", Page.Cursor.START, 10));
        assertTrue(failure.message().contains("public.slow"), failure.message());
        assertFalse(failure.message().contains("secret-of-the-role"));
    }
}
