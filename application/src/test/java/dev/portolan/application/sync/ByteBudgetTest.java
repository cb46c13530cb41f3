package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private final ByteBudget budget = new ByteBudget(100 << 10);

    @Test
    void what_was_taken_comes_back_whole_however_odd_the_sizes() {
        for (int round = 0; round < 50; round++) {
            List<ByteBudget.Place> places = new ArrayList<>();
            for (int size = 1; size < 26_000; size += 4_097) {
                places.add(budget.take(size, 0).orElseThrow());
            }
            places.forEach(ByteBudget.Place::close);
            places.forEach(ByteBudget.Place::close);
        }
        assertEquals(100 << 10, budget.freeBytes());
    }

    @Test
    void more_than_there_is_counts_as_all() {
        ByteBudget.Place all = budget.take(1L << 40, 0).orElseThrow();
        assertEquals(0, budget.freeBytes());
        assertTrue(budget.take(1, 0).isEmpty());
        assertTrue(budget.take(0, 0).isPresent(), "what costs nothing never waits");
        all.close();
        assertEquals(100 << 10, budget.freeBytes());
    }

    @Test
    void what_turns_out_smaller_makes_room_and_what_turns_out_larger_is_waited_for() {
        ByteBudget.Place small = budget.take(60 << 10, 0).orElseThrow();
        small.becomes(10 << 10);
        ByteBudget.Place large = budget.take(10 << 10, 0).orElseThrow();
        large.becomes(200 << 10);
        assertEquals(-(10 << 10), budget.freeBytes(), "the largest counts as all");
        assertTrue(budget.take(1, 1).isEmpty());
        large.close();
        large.becomes(50 << 10);
        assertEquals(90 << 10, budget.freeBytes(), "what is closed holds nothing any more");
        small.close();
        assertEquals(100 << 10, budget.freeBytes());
    }
}
