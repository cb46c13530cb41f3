package dev.portolan.providers.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowTextTest {

    private TestDatabase database;

    @BeforeAll
    void create() {
        database = TestDatabase.create()
                .run(
                        "CREATE TYPE mood AS ENUM ('sad', 'so so', 'happy')",
                        "CREATE DOMAIN zip AS text CHECK (VALUE ~ '^[0-9]+$')",
                        "CREATE TYPE address AS (street text, no int)");
    }

    @AfterEach
    void clear() {
        database.run("DROP TABLE IF EXISTS t CASCADE");
    }

    @AfterAll
    void close() {
        database.close();
    }

    private Copy copy(Object... settings) {
        try (ConnectorSession session = database.session(settings)) {
            Copy copy = new Copy("public.t");
            copy.run(session);
            return copy;
        }
    }

    private Resource only(Copy copy) {
        assertEquals(1, copy.documents.size());
        return copy.documents.values().iterator().next();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "smallint | '-32768' | -32768",
                "bigint | '9223372036854775807' | 9223372036854775807",
                "numeric | '12.3400' | 12.3400",
                "numeric(40,20) | '12345678901234567890.12345678901234567890' | 12345678901234567890.12345678901234567890",
                "numeric | 'NaN' | NaN",
                "numeric | '-Infinity' | -Infinity",
                "real | '0.1' | 0.1",
                "double precision | '0.1'::float8 + '0.2'::float8 | 0.30000000000000004",
                "double precision | '-0' | -0",
                "double precision | 'Infinity' | Infinity",
                "boolean | 'yes' | true",
                "bytea | '\\xdeadbeef' | \\xdeadbeef",
                "bytea | repeat('a', 40)::bytea | \\x6161616161616161616161616161616161616161616161616161616161616161… (40 bytes, md5 4697843037d962f62a5a429e611e0f5f)",
                "date | '2026-01-02' | 2026-01-02",
                "date | '0044-03-15 BC' | 0044-03-15 BC",
                "date | 'infinity' | infinity",
                "time | '23:59:60' | 24:00:00",
                "timestamp | '2026-01-02 03:04:05.123456' | 2026-01-02 03:04:05.123456",
                "timestamptz | '2026-01-02 03:04:05.123456+02' | 2026-01-02 01:04:05.123456+00",
                "timestamptz | '-infinity' | -infinity",
                "interval | '1 day 2 hours 3 minutes 4.5 seconds' | P1DT2H3M4.5S",
                "interval | '-1 year' | P-1Y",
                "uuid | 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11' | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                "jsonb | '{\"b\": 1.50, \"a\": [null, \"x\"]}' | {\"a\": [null, \"x\"], \"b\": 1.50}",
                "json | '{\"b\":  1,\"b\":2}' | {\"b\":  1,\"b\":2}",
                "text[] | ARRAY['a', NULL, 'b c', '', 'NULL'] | {a,NULL,\"b c\",\"\",\"NULL\"}",
                "int[][] | ARRAY[[1,2],[3,4]] | {{1,2},{3,4}}",
                "int4range | '[1,5]' | [1,6)",
                "tstzrange | '[2026-01-01 00:00:00+01,)' | [\"2025-12-31 23:00:00+00\",)",
                "int4multirange | '{[1,3), [7,9)}' | {[1,3),[7,9)}",
                "inet | '192.168.0.1/24' | 192.168.0.1/24",
                "macaddr | '08002b:010203' | 08:00:2b:01:02:03",
                "bit(3) | B'101' | 101",
                "char(5) | 'ab' | ab",
                "mood | 'so so' | so so",
                "zip | '0815' | 0815",
                "address | ROW('Long Street', 5) | (\"Long Street\",5)",
                "xml | '<a>b</a>' | <a>b</a>",
                "tsvector | to_tsvector('simple', 'b a') | 'a':2 'b':1",
                "point | '(1,2.5)' | (1,2.5)",
                "text | 'Grüße, 世界 🚀' | Grüße, 世界 🚀",
                "text | '' | ``",
            })
    void every_type_has_one_text_form(String type, String value, String text) {
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, v " + type + ")",
                "INSERT INTO t SELECT 1, (" + value + ")::" + type,
                "ALTER ROLE postgres SET TimeZone = 'Asia/Kathmandu'",
                "ALTER ROLE postgres SET DateStyle = 'SQL, DMY'",
                "ALTER ROLE postgres SET IntervalStyle = 'postgres'",
                "ALTER ROLE postgres SET bytea_output = 'escape'",
                "ALTER ROLE postgres SET extra_float_digits = '-3'");
        try {
            assertEquals("# t 1\n\n- id: 1\n- v: " + text + "\n", copy().text());
        } finally {
            database.run("ALTER ROLE postgres RESET ALL");
        }
    }

    @Test
    void null_is_left_out_and_an_empty_text_is_not() {
        database.run("CREATE TABLE t (id int PRIMARY KEY, a text, b text)", "INSERT INTO t VALUES (1, NULL, '')");
        assertEquals("# t 1\n\n- id: 1\n- b: \n", copy().text());
    }

    @Test
    void long_values_stand_in_sections_of_their_own() {
        String words = "word ".repeat(50);
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, body text, notes text, n int)",
                "INSERT INTO t VALUES (1, '" + words + "', E'two\\nlines', 7)");
        assertEquals("# t 1\n\n- id: 1\n- n: 7\n\n## body\n\n" + words + "\n\n## notes\n\ntwo\nlines\n", copy().text());
    }

    @Test
    void the_title_column_names_the_row_and_text_columns_narrow_its_text() {
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, title text, body text, secret text)",
                "INSERT INTO t VALUES (7, E' A  good\\n title ', 'text', 'hidden')");
        Copy copy = copy("titleColumn", "title", "textColumns", List.of("body"));
        assertEquals("# A good title\n\n- body: text\n", copy.text());
        Resource resource = only(copy);
        assertEquals("A good title", resource.name());
        assertEquals(Optional.of("public/t/7"), resource.path());
        assertEquals(Optional.empty(), resource.parent());
        assertEquals(Optional.of("text/markdown"), resource.mediaType());
        assertEquals(Optional.of((long) copy.text().length()), resource.size());
    }

    @Test
    void a_row_without_a_title_is_named_by_its_key() {
        database.run(
                "CREATE TABLE t (a int, b text, title text, PRIMARY KEY (b, a))",
                "INSERT INTO t VALUES (7, 'x/y', ' ')");
        Resource resource = only(copy("titleColumn", "title"));
        assertEquals("t x/y, 7", resource.name());
        assertEquals(Optional.of("public/t/x%2Fy,7"), resource.path());
        assertEquals("public.t:[\"x/y\",7]", resource.id().value());
    }

    @Test
    void the_version_changes_exactly_when_the_text_does() {
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, body text, views int)", "INSERT INTO t VALUES (1, 'text', 1)");
        Object[] narrow = {"textColumns", List.of("body")};
        String version = only(copy(narrow)).version();
        database.run("UPDATE t SET views = 2");
        assertEquals(version, only(copy(narrow)).version());
        database.run("UPDATE t SET body = 'Text'");
        assertNotEquals(version, only(copy(narrow)).version());
    }

    @Test
    void the_cursor_column_tells_when_a_row_was_written() {
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, at timestamptz, local timestamp)",
                "INSERT INTO t VALUES (1, '2026-01-02 03:04:05.5+02', '2026-01-02 03:04:05')");
        assertEquals(
                Optional.of(Instant.parse("2026-01-02T01:04:05.5Z")),
                only(copy("cursorColumn", "at")).modifiedAt());
        assertEquals(
                Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
                only(copy("cursorColumn", "local")).modifiedAt());
        database.run("UPDATE t SET at = 'infinity', local = '0044-03-15 BC'");
        assertEquals(Optional.empty(), only(copy("cursorColumn", "at")).modifiedAt());
        assertEquals(Optional.empty(), only(copy("cursorColumn", "local")).modifiedAt());
    }

    @Test
    void odd_names_of_columns_do_not_break_the_text() {
        database.run(
                "CREATE TABLE t (\"Id ?\" int PRIMARY KEY, \"a\nb\" text, \"say \"\"hi\"\"\" text, \"select\" text, \"ü.x\" text)",
                "INSERT INTO t VALUES (1, 'one', 'two', 'three', 'four')");
        assertEquals(
                "# t 1\n\n- Id ?: 1\n- a b: one\n- say \"hi\": two\n- select: three\n- ü.x: four\n", copy().text());
    }

    @Test
    void a_name_is_never_endless() {
        database.run("CREATE TABLE t (id int PRIMARY KEY, title text)", "INSERT INTO t VALUES (1, repeat('🚀', 1000))");
        String name = only(copy("titleColumn", "title")).name();
        assertTrue(name.length() <= 250 && name.endsWith("🚀…"), name);
        assertFalse(name.contains("?"));
    }
}
