package dev.portolan.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.github.kagkarlsson.scheduler.Scheduler;
import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.Transactions;
import dev.portolan.application.port.WorkQueue.Work;
import dev.portolan.application.port.WorkQueue.Worker;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Scope;
import dev.portolan.domain.SyncRun;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.queue.SchedulerQueue;
import dev.portolan.persistence.queue.SchedulerQueue.Recurring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What the work queue must do on every database. */
@Timeout(60)
abstract class WorkQueueContract {

    static {
        // Some of the workers here are meant to break down.
        ((Logger) LoggerFactory.getLogger(Scheduler.class.getPackageName())).setLevel(Level.OFF);
    }

    private final Instant now = Instant.now();
    private final Instant tomorrow = now.plus(Duration.ofDays(1));

    private final SequentialIds ids = new SequentialIds();
    private final Organization.Id organization = new Organization.Id(ids.next());
    private final BlockingQueue<Work> done = new LinkedBlockingQueue<>();
    private final List<SchedulerQueue> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(SchedulerQueue::stop);
    }

    private Work plan() {
        return new Work.Plan(organization, new SyncRun.Id(ids.next()));
    }

    final SchedulerQueue start(TestDatabase database, Worker worker, Recurring... clockwork) {
        SchedulerQueue queue = database.anotherQueue();
        started.add(queue);
        queue.start(worker, List.of(clockwork));
        return queue;
    }

    final Optional<Instant> finish(Work work) {
        done.add(work);
        return Optional.empty();
    }

    private Set<Work> finished(int count) throws InterruptedException {
        Set<Work> finished = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Work work = done.poll(30, TimeUnit.SECONDS);
            assertTrue(work != null, "nothing was done any more");
            finished.add(work);
        }
        return finished;
    }

    private static void awaitGone(SchedulerQueue queue, Work work) {
        while (queue.has(work)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void every_kind_of_work_is_done_once_and_gone(TestDatabase database) throws InterruptedException {
        Set<Work> work = Set.of(
                plan(),
                new Work.SyncScope(
                        organization, new SyncRun.Id(ids.next()), new Scope.Id("a\nb:😀" + "x".repeat(1_000))),
                new Work.SyncScope(organization, new SyncRun.Id(ids.next()), new Scope.Id("")),
                new Work.Purge(organization, new Connection.Id(ids.next())));
        SchedulerQueue queue = start(database, this::finish);

        work.forEach(each -> queue.add(each, now));

        assertEquals(work, finished(work.size()));
        work.forEach(each -> awaitGone(queue, each));
        assertEquals(0, done.size());
    }

    @Test
    void work_waits_for_its_time_and_the_same_work_is_moved(TestDatabase database) throws InterruptedException {
        SchedulerQueue queue = start(database, this::finish);
        Work work = plan();
        Work other = plan();

        queue.add(work, tomorrow);
        queue.add(other, now);
        assertEquals(Set.of(other), finished(1));
        assertTrue(queue.has(work));
        assertFalse(queue.has(plan()));

        queue.add(work, now);
        assertEquals(Set.of(work), finished(1));
        awaitGone(queue, work);
    }

    @Test
    void adding_is_part_of_the_transaction_around_it(TestDatabase database) throws InterruptedException {
        SchedulerQueue queue = start(database, this::finish);
        Transactions transactions = database.bean(Transactions.class);
        Work undone = plan();
        Work kept = plan();

        assertThrows(
                IllegalStateException.class,
                () -> transactions.run(() -> {
                    queue.add(undone, now);
                    assertTrue(queue.has(undone));
                    throw new IllegalStateException("expected");
                }));
        transactions.run(() -> queue.add(kept, now));

        assertFalse(queue.has(undone));
        assertEquals(Set.of(kept), finished(1));
    }

    @Test
    void work_that_asks_for_it_is_done_again(TestDatabase database) throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        SchedulerQueue queue = start(database, work -> {
            done.add(work);
            return calls.incrementAndGet() < 3 ? Optional.of(now) : Optional.empty();
        });
        Work work = plan();

        queue.add(work, now);

        finished(3);
        awaitGone(queue, work);
        assertEquals(3, calls.get());
    }

    @Test
    void work_being_done_is_not_added_again(TestDatabase database) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SchedulerQueue queue = start(database, work -> {
            begun.countDown();
            await(goOn);
            return finish(work);
        });
        Work work = plan();
        queue.add(work, now);
        await(begun);

        queue.add(work, now);
        assertTrue(queue.has(work));
        goOn.countDown();

        finished(1);
        awaitGone(queue, work);
        assertEquals(0, done.size());
    }

    @Test
    void no_more_is_done_at_once_than_there_are_workers(TestDatabase database) throws InterruptedException {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(TestDatabase.WORKERS);
        SchedulerQueue queue = start(database, work -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            full.countDown();
            await(full);
            atOnce.decrementAndGet();
            return finish(work);
        });

        for (int i = 0; i < 30; i++) {
            queue.add(plan(), now);
        }

        finished(30);
        assertEquals(TestDatabase.WORKERS, most.get());
    }

    static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void work_whose_worker_broke_down_is_kept_for_later(TestDatabase database) {
        CountDownLatch failed = new CountDownLatch(1);
        SchedulerQueue queue = start(database, work -> {
            failed.countDown();
            throw new StackOverflowError("expected");
        });
        Work work = plan();
        queue.add(work, now);
        await(failed);

        while (failures(database) == 0) {
            Thread.onSpinWait();
        }
        assertTrue(queue.has(work));
        assertTrue(executionTime(database).isAfter(now.plusSeconds(4)));
        assertTrue(executionTime(database).isBefore(Instant.now().plusSeconds(400)));
    }

    private static long failures(TestDatabase database) {
        return database.bean(Jdbc.class)
                .number("select coalesce(max(consecutive_failures), 0) from scheduled_tasks where picked = false");
    }

    private static Instant executionTime(TestDatabase database) {
        return database.bean(Jdbc.class)
                .first("select execution_time from scheduled_tasks", row -> row.instant("execution_time"))
                .orElseThrow();
    }

    @Test
    void work_of_a_dead_worker_is_given_to_another(TestDatabase database) throws InterruptedException {
        SchedulerQueue queue = database.anotherQueue();
        Work work = plan();
        queue.add(work, now);
        database.bean(Jdbc.class)
                .update(
                        "update scheduled_tasks set picked = true, picked_by = 'dead', last_heartbeat = ?",
                        now.minus(Duration.ofMinutes(1)));

        start(database, this::finish);

        assertEquals(Set.of(work), finished(1));
    }

    @Test
    void the_clockwork_ticks_and_survives_a_failure(TestDatabase database) {
        CountDownLatch ticks = new CountDownLatch(3);
        start(database, this::finish, new Recurring("tick", Duration.ofMillis(20), () -> {
            ticks.countDown();
            if (ticks.getCount() == 2) {
                throw new IllegalStateException("expected");
            }
        }));

        await(ticks);
    }

    @Test
    void stopping_waits_for_what_is_under_way(TestDatabase database) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        SchedulerQueue queue = start(database, work -> {
            begun.countDown();
            await(stopping);
            return finish(work);
        });
        Work work = plan();
        queue.add(work, now);
        await(begun);

        Thread stop = Thread.ofVirtual().start(queue::stop);
        stopping.countDown();
        stop.join();

        assertEquals(Set.of(work), finished(1));
        assertFalse(queue.has(work));
    }
}
