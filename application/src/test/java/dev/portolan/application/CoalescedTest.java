package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lookups of a store that answers with how often it was asked, and takes its time where it is told to. */
@Timeout(30)
class CoalescedTest {

    private static final String KEY = "key";

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile int failing = -1;
    private final Coalesced<String, Integer> lookups = new Coalesced<>(this::lookup);

    private int lookup(String key) {
        int number = asked.incrementAndGet();
        if (number == 1 && key.equals(KEY)) {
            begun.countDown();
            await(go);
        }
        if (number == failing) {
            throw new IllegalStateException("the store is away");
        }
        return number;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Somebody who asks, and the answer. */
    private record Asker(Thread thread, FutureTask<Integer> answer) {

        static Asker start(Callable<Integer> question) {
            FutureTask<Integer> answer = new FutureTask<>(question);
            return new Asker(Thread.ofVirtual().start(answer), answer);
        }

        Asker waits() throws InterruptedException {
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.sleep(1);
            }
            return this;
        }
    }

    private Asker asker() {
        return Asker.start(() -> lookups.get(KEY));
    }

    /** Whose lookup is under way until it may go on. */
    private Asker first() {
        Asker first = asker();
        await(begun);
        return first;
    }

    private List<Asker> waiting(int number) throws InterruptedException {
        List<Asker> askers = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            askers.add(asker().waits());
        }
        return askers;
    }

    @Test
    void nothing_is_remembered() {
        go.countDown();
        assertEquals(1, lookups.get(KEY));
        assertEquals(2, lookups.get(KEY));
        assertEquals(3, lookups.get("another"));
    }

    @Test
    void those_who_come_during_a_lookup_share_the_next_and_nobody_gets_an_answer_older_than_the_question()
            throws Exception {
        Asker first = first();
        List<Asker> others = waiting(9);
        go.countDown();

        assertEquals(1, first.answer().get());
        for (Asker other : others) {
            assertEquals(2, other.answer().get());
        }
        assertEquals(2, asked.get());
    }

    @Test
    void other_things_are_looked_up_meanwhile() throws Exception {
        Asker first = first();

        assertEquals(2, lookups.get("another"));

        go.countDown();
        assertEquals(1, first.answer().get());
    }

    @Test
    void a_failure_is_told_to_whoever_led_and_the_others_look_by_themselves() throws Exception {
        failing = 2;
        first();
        Asker leader = asker().waits();
        List<Asker> others = waiting(3);
        go.countDown();

        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> leader.answer().get());
        assertEquals("the store is away", failed.getCause().getMessage());
        for (Asker other : others) {
            assertTrue(other.answer().get() > 2);
        }
        assertEquals(2 + others.size(), asked.get());
    }

    @Test
    void whoever_is_interrupted_waits_no_longer() throws Exception {
        first();
        Asker leader = asker().waits();
        Asker follower = asker().waits();

        follower.thread().interrupt();
        assertEquals(2, follower.answer().get());
        leader.thread().interrupt();
        assertEquals(3, leader.answer().get());

        go.countDown();
    }

    @Test
    void a_lookup_that_hangs_holds_up_nobody_for_long() throws Exception {
        first();
        Asker leader = asker().waits();
        Asker follower = asker().waits();

        assertTrue(leader.answer().get() > 1);
        assertTrue(follower.answer().get() > 1);

        go.countDown();
    }
}
