package dev.portolan.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import io.micronaut.data.exceptions.DataAccessException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Many new rows at once: all are written, or none. */
abstract class BulkInsertContract {

    /** More than the driver holds back before it sends. */
    private static final String LONG = "Grüße 😀 ".repeat(10_000);

    private static List<UUID> ids(int count) {
        return LongStream.range(0, count)
                .mapToObj(number -> new UUID(7, number))
                .toList();
    }

    private static SequencedMap<String, Bulk> texts(List<UUID> ids, List<String> bodies) {
        SequencedMap<String, Bulk> columns = new LinkedHashMap<>();
        columns.put("document_id", Bulk.uuids(ids));
        columns.put("part", Bulk.integers(ids, id -> 0));
        columns.put("own", Bulk.integers(bodies, String::length));
        columns.put("body", Bulk.texts(bodies, body -> body));
        return columns;
    }

    private static List<String> bodies(Jdbc jdbc) {
        return jdbc.list("select body from document_text order by document_id", row -> row.text("body"));
    }

    @Test
    void rows_are_written_as_they_are(TestDatabase database) {
        Jdbc jdbc = database.bean(Jdbc.class);
        List<String> bodies = List.of("", LONG, "\\N\t\n");

        jdbc.insert("document_text", texts(ids(3), bodies));

        assertEquals(bodies, bodies(jdbc));
    }

    @Test
    void one_row_that_the_database_refuses_refuses_all(TestDatabase database) {
        Jdbc jdbc = database.bean(Jdbc.class);
        List<UUID> twice = new ArrayList<>(ids(30));
        twice.add(twice.getFirst());

        DataAccessException refused = assertThrows(
                DataAccessException.class,
                () -> jdbc.insert(
                        "document_text",
                        texts(twice, twice.stream().map(id -> LONG).toList())));

        assertEquals(
                "23505",
                assertInstanceOf(SQLException.class, refused.getCause()).getSQLState());
        assertEquals(List.of(), bodies(jdbc));
    }

    /** More often than there are connections: each must be as good as before. */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void rows_that_come_to_an_early_end_are_not_written(TestDatabase database) {
        Jdbc jdbc = database.bean(Jdbc.class);
        SequencedMap<String, Bulk> columns = texts(ids(3), List.of(LONG, LONG, LONG));
        columns.put("part", Bulk.integers(ids(3), id -> {
            if (id.getLeastSignificantBits() == 2) {
                throw new IllegalStateException("expected");
            }
            return 0;
        }));

        for (int time = 0; time < 20; time++) {
            assertThrows(IllegalStateException.class, () -> jdbc.insert("document_text", columns));
            assertEquals(List.of(), bodies(jdbc));
        }
    }
}
