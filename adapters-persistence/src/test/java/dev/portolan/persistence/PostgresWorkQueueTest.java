package dev.portolan.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.persistence.queue.SchedulerQueue.Recurring;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The work queue on PostgreSQL. */
@ExtendWith(OnPostgres.class)
class PostgresWorkQueueTest extends WorkQueueContract {

    @Test
    void the_clockwork_of_two_replicas_ticks_in_one_of_them_at_a_time(TestDatabase database) {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch ticks = new CountDownLatch(8);
        Recurring recurring = new Recurring("tick", Duration.ofMillis(5), () -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            ticks.countDown();
            atOnce.decrementAndGet();
        });
        start(database, this::finish, recurring);
        start(database, this::finish, recurring);

        await(ticks);
        assertEquals(1, most.get());
    }
}
