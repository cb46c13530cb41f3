package dev.portolan.providers.postgresql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.Content;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final int MEGABYTE = 1 << 20;

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

    private static int sent(Change.Page page) {
        return page.changes().stream()
                .flatMap(change -> ((Change.Upserted) change).content().stream())
                .mapToInt(content -> content.text().length())
                .sum();
    }

    @Test
    void sixteen_hundred_columns_are_read() {
        String columns =
                IntStream.range(1, 1_600).mapToObj(i -> "c" + i + " text").collect(Collectors.joining(", "));
        String values = IntStream.range(1, 1_600)
                .mapToObj(i -> i % 4 == 0 ? "'v" + i + "'" : "NULL")
                .collect(Collectors.joining(", "));
        for (String key : List.of(" PRIMARY KEY", "")) {
            database.run(
                    "CREATE TABLE t (id int" + key + ", " + columns + ")",
                    "INSERT INTO t VALUES (1, " + values + "), (2, " + values + ")");
            Copy copy = new Copy("public.t");
            copy.run(session);
            assertEquals(2, copy.documents.size());
            String text = copy.texts.values().iterator().next();
            assertEquals(2 + 1 + 399, text.lines().count());
            assertTrue(text.contains("\n- c1596: v1596\n"));
            Resource.Id id = copy.documents.values().iterator().next().id();
            assertEquals(copy.documents.get(id.value()), session.resource(id));
            Page<Resource> hits = session.search("V1596", Page.Cursor.START, 10);
            assertEquals(2, hits.items().size());
            database.run("DROP TABLE t");
        }
    }

    @Test
    void a_value_of_fifty_megabytes_is_never_held_whole() throws IOException {
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, title text, body text, meta jsonb)",
                "INSERT INTO t SELECT i, 'row ' || i, 'short', '{}' FROM generate_series(1, 20) i",
                "UPDATE t SET body = repeat('0123456789abcde\u00fc', 3276800) WHERE id = 7");
        session = database.session("titleColumn", "title");
        Copy copy = new Copy("public.t");
        copy.run(session);
        assertEquals(20, copy.documents.size());
        assertEquals(19, copy.texts.size());
        Resource large = copy.documents.get("public.t:[7]");
        assertEquals("row 7", large.name());
        assertTrue(large.size().orElseThrow() > 50 * MEGABYTE);
        assertEquals(large, session.resource(large.id()));
        try (Content content = session.fetch(large);
                InputStream text =
                        assertInstanceOf(Content.Stream.class, content).bytes()) {
            String head = "# row 7\n\n- id: 7\n- title: row 7\n- meta: {}\n\n## body\n\n";
            assertEquals(head, new String(text.readNBytes(head.length()), StandardCharsets.UTF_8));
            byte[] unit = "0123456789abcde\u00fc".getBytes(StandardCharsets.UTF_8);
            byte[] many = new byte[unit.length * 4_096];
            for (int i = 0; i < many.length; i++) {
                many[i] = unit[i % unit.length];
            }
            for (int i = 0; i < 3_276_800 / 4_096; i++) {
                assertArrayEquals(many, text.readNBytes(many.length));
            }
            assertArrayEquals(new byte[] {'\n'}, text.readAllBytes());
        }
        database.run("UPDATE t SET body = overlay(body placing 'X' from 50000000) WHERE id = 7");
        copy.run(session);
        assertNotEquals(large.version(), copy.documents.get("public.t:[7]").version());
    }

    @Test
    void a_long_row_that_goes_while_it_is_read_is_missing() throws IOException {
        database.run(
                "CREATE TABLE t (v text)",
                "INSERT INTO t SELECT repeat('x', 3000000) || i FROM generate_series(1, 2) i");
        Copy copy = new Copy("public.t");
        copy.run(session);
        Resource large = copy.documents.values().iterator().next();
        try (Content content = session.fetch(large);
                InputStream text = ((Content.Stream) content).bytes()) {
            text.readNBytes(300_000);
            database.run("DELETE FROM t");
            assertThrows(ProviderFailure.Missing.class, text::readAllBytes);
        }
    }

    @Test
    void pages_are_bounded_by_bytes_and_find_their_size() {
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, body text, meta jsonb)",
                "INSERT INTO t SELECT i, repeat(md5(i::text), 20000), to_jsonb(repeat('x', 200000)) FROM generate_series(1, 100) i",
                "INSERT INTO t SELECT i, 'small', '1' FROM generate_series(101, 8000) i");
        Copy copy = new Copy("public.t");
        List<Change.Page> pages = copy.run(session);
        assertEquals(8_000, copy.documents.size());
        for (Change.Page page : pages) {
            assertTrue(sent(page) <= 9 * MEGABYTE, () -> "a page of " + sent(page));
            assertTrue(page.changes().size() <= 2_000);
        }
        assertTrue(pages.size() < 25, () -> pages.size() + " pages");
    }

    @Test
    void many_equal_rows_without_a_key_are_read_in_bounded_pages() {
        database.run(
                "CREATE TABLE t (body text)", "INSERT INTO t SELECT repeat('x', 900000) FROM generate_series(1, 40)");
        Copy copy = new Copy("public.t");
        List<Change.Page> pages = copy.run(session);
        assertEquals(40, copy.documents.size());
        pages.forEach(page -> assertTrue(sent(page) <= 9 * MEGABYTE));
    }
}
