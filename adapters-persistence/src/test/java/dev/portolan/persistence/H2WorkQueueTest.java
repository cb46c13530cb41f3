package dev.portolan.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.WorkQueue.Work;
import dev.portolan.domain.Organization;
import dev.portolan.domain.SyncRun;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.queue.SchedulerQueue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The work queue on H2. */
@ExtendWith(OnH2.class)
class H2WorkQueueTest extends WorkQueueContract {

    @Test
    void after_a_restart_nothing_waits_for_heartbeats(TestDatabase database) throws Exception {
        SequentialIds ids = new SequentialIds();
        Work work = new Work.Plan(new Organization.Id(ids.next()), new SyncRun.Id(ids.next()));
        SchedulerQueue queue = database.anotherQueue();
        queue.add(work, Instant.now());
        database.bean(Jdbc.class)
                .update(
                        "update scheduled_tasks set picked = true, picked_by = 'killed just now', last_heartbeat = ?",
                        Instant.now());
        CompletableFuture<Work> done = new CompletableFuture<>();

        queue.start(
                found -> {
                    done.complete(found);
                    return Optional.empty();
                },
                List.of());

        assertEquals(work, done.get(10, TimeUnit.SECONDS));
        queue.stop();
    }
}
