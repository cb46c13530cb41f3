package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.DocumentStore.Visible;
import dev.portolan.domain.Document;
import dev.portolan.domain.FeedEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every change feed must do while several write to one collection. */
@Timeout(120)
@SuppressWarnings("ThreadPriorityCheck") // yielding makes the threads meet in every order
public abstract class ConcurrentFeedContract {

    private static final int WRITERS = 4;
    private static final int ROUNDS = 40;
    private static final int DOCUMENTS = 25;

    /** What a reader that only ever goes forward has come to know. */
    private static final class Reader {
        private final Map<Document.Id, Optional<String>> versions = new HashMap<>();
        private long after;

        void poll(World world) {
            List<FeedEntry> page;
            do {
                page = world.stores
                        .documents()
                        .changes(world.organization.id(), world.collection.id(), Visible.ALL, after, 7);
                for (FeedEntry entry : page) {
                    assertTrue(entry.sequence() > after, "the feed went back");
                    after = entry.sequence();
                    versions.put(entry.id(), entry.document().map(Document::version));
                }
            } while (!page.isEmpty());
        }
    }

    @Test
    void a_reader_that_polls_meanwhile_misses_nothing(Stores stores) throws Exception {
        World world = World.create(stores, "acme");
        Reader reader = new Reader();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch start = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(WRITERS);
            List<Future<?>> all = new ArrayList<>();
            for (int number = 0; number < WRITERS; number++) {
                int writer = number;
                all.add(threads.submit(() -> {
                    start.await();
                    try {
                        write(world, writer);
                    } finally {
                        done.countDown();
                    }
                    return writer;
                }));
            }
            all.add(threads.submit(() -> {
                start.countDown();
                while (!done.await(0, TimeUnit.SECONDS)) {
                    reader.poll(world);
                    Thread.yield();
                }
                return WRITERS;
            }));
            for (Future<?> each : all) {
                each.get();
            }
        }
        reader.poll(world);

        assertEquals(truth(world), reader.versions);
    }

    private static void write(World world, int writer) {
        for (int round = 0; round < ROUNDS; round++) {
            int version = round;
            world.stores.transactions().run(() -> {
                pause();
                for (int i = 0; i < 3; i++) {
                    change(world, writer, version);
                    pause();
                }
            });
        }
    }

    private static void change(World world, int writer, int version) {
        String id = "w" + writer + "-" + ThreadLocalRandom.current().nextInt(DOCUMENTS);
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            world.known(id).ifPresent(row -> world.remove(row.id()));
        } else {
            world.document(id, "v" + version);
        }
    }

    private static void pause() {
        for (int i = ThreadLocalRandom.current().nextInt(200); i > 0; i--) {
            Thread.yield();
        }
    }

    /** What a reader who starts now finds. */
    private static Map<Document.Id, Optional<String>> truth(World world) {
        Reader late = new Reader();
        late.poll(world);
        assertEquals(
                late.versions.size(),
                world
                        .stores
                        .documents()
                        .changes(world.organization.id(), world.collection.id(), Visible.ALL, 0, 10_000)
                        .stream()
                        .sorted(Comparator.comparing(FeedEntry::sequence))
                        .map(FeedEntry::id)
                        .distinct()
                        .count());
        return late.versions;
    }
}
