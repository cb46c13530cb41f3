package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lookups of a store that answers with how often it was asked, and takes its time where it is told to. */
@Timeout(30)
class GatheredTest {

    private static final String GROUP = "group";

    /** Whose first lookup takes its time. */
    private static final String KEY = "key";

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile int failing = -1;
    private final Map<Integer, Set<String>> keys = new ConcurrentHashMap<>();
    private final Gathered<String, String, Integer> lookups = new Gathered<>(this::lookup);

    private Map<String, Integer> lookup(String group, Set<String> asked) {
        int number = this.asked.incrementAndGet();
        keys.put(number, Set.copyOf(asked));
        if (number == 1 && asked.contains(KEY)) {
            begun.countDown();
            await(go);
        }
        if (number == failing) {
            throw new IllegalStateException("the store is away");
        }
        return asked.stream()
                .filter(key -> !key.equals("nowhere"))
                .collect(Collectors.toMap(key -> key, key -> number));
    }

    private int get(String group, String key) {
        return lookups.find(group, key).orElse(0);
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
        return asker(KEY);
    }

    private Asker asker(String key) {
        return Asker.start(() -> get(GROUP, key));
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
        assertEquals(1, get(GROUP, KEY));
        assertEquals(2, get(GROUP, KEY));
        assertEquals(3, get(GROUP, "another"));
        assertEquals(Optional.empty(), lookups.find(GROUP, "nowhere"));
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
    void what_is_asked_for_meanwhile_is_looked_up_together() throws Exception {
        Asker first = first();
        Asker one = asker("one").waits();
        Asker other = asker("other").waits();
        Asker none = asker("nowhere").waits();
        go.countDown();

        assertEquals(1, first.answer().get());
        assertEquals(2, one.answer().get());
        assertEquals(2, other.answer().get());
        assertEquals(0, none.answer().get());
        assertEquals(Set.of("one", "other", "nowhere"), keys.get(2));
        assertEquals(2, asked.get());
    }

    @Test
    void another_group_is_looked_up_meanwhile() throws Exception {
        Asker first = first();

        assertEquals(2, get("another group", KEY));

        go.countDown();
        assertEquals(1, first.answer().get());
    }

    @Test
    void those_whose_lookup_fails_in_company_look_by_themselves() throws Exception {
        failing = 2;
        first();
        List<Asker> others = new ArrayList<>();
        for (String key : List.of("one", "another", "third")) {
            others.add(asker(key).waits());
        }
        go.countDown();

        for (Asker other : others) {
            assertTrue(other.answer().get() > 2);
        }
        assertEquals(2 + others.size(), asked.get());
    }

    @Test
    void a_failure_is_told_to_who_looked_alone() {
        failing = 2;
        go.countDown();
        get(GROUP, KEY);

        assertEquals(
                "the store is away",
                assertThrows(IllegalStateException.class, () -> get(GROUP, KEY)).getMessage());
        assertEquals(3, get(GROUP, KEY));
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
