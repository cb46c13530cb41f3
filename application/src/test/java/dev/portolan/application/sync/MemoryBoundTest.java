package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Syncs;
import dev.portolan.application.port.DocumentStore.Draft;
import dev.portolan.application.port.DocumentStore.Text;
import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.application.sync.FakeProvider.Quirk;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** However much there is to read, no more is held at once than was allowed, and nobody waits for ever. */
class MemoryBoundTest {

    private static final int SCOPES = 6;
    private static final int DOCUMENTS = 40;

    private final FakeSource source = new FakeSource();
    private final FakeProvider provider = new FakeProvider(Flavour.UNORDERED, source).pageSize(20);
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong most = new AtomicLong();

    private TestCore core(long bytesInFlight) {
        TestCore core = new TestCore(
                new Bounds(SCOPES, 8, 4, bytesInFlight, 7, 200_000, Duration.ofMinutes(1), Duration.ofMillis(50)),
                provider);
        core.extractor.whileRead(text -> most.accumulateAndGet(held.addAndGet(text.length()), Math::max));
        core.tap.watch(
                "documents.save",
                arguments -> ((List<?>) arguments[2])
                        .stream().map(draft -> ((Draft) draft).text()).forEach(text -> {
                            if (text instanceof Text.Replace(String body)) {
                                held.addAndGet(-body.length());
                            }
                        }));
        return core;
    }

    private void fill(int size) {
        for (int scope = 0; scope < SCOPES; scope++) {
            for (int n = 0; n < DOCUMENTS; n++) {
                source.write("s" + scope, scope + "-" + n, "x".repeat(size + n * 37));
            }
        }
    }

    /** All scopes at once, as on several workers. */
    private Syncs.View syncInParallel(TestCore core, Connection.Id connection) {
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.step();
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> all = new ArrayList<>();
                for (int worker = 0; worker < SCOPES; worker++) {
                    all.add(workers.submit(core::due));
                }
                for (Future<?> worker : all) {
                    worker.get();
                }
            } catch (ExecutionException failed) {
                throw new AssertionError(failed.getCause());
            }
        });
        core.idle();
        return core.view(run);
    }

    @Test
    void many_scopes_share_what_may_be_held() {
        fill(9_000);
        TestCore core = core(100 << 10);

        Syncs.View view = syncInParallel(core, core.connect());

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(SCOPES * DOCUMENTS, view.run().progress().added());
        assertEquals(0, held.get());
        assertTrue(most.get() <= 100 << 10, "held " + most.get());
        assertTrue(most.get() > 50 << 10, "and it was made use of: held " + most.get());
    }

    @Test
    void a_document_larger_than_all_that_may_be_held_is_read_alone() {
        fill(9_000);
        TestCore core = core(4 << 10);

        Syncs.View view = syncInParallel(core, core.connect());

        assertEquals(SCOPES * DOCUMENTS, view.run().progress().added());
        assertTrue(most.get() <= 9_000 + DOCUMENTS * 37, "one at a time: held " + most.get());
    }

    @Test
    void documents_that_do_not_tell_their_size_make_others_wait_once_they_turn_out_large() {
        provider.with(Quirk.UNSIZED);
        fill(300 << 10);
        TestCore core = core(1 << 20);

        Syncs.View view = syncInParallel(core, core.connect());

        assertEquals(SCOPES * DOCUMENTS, view.run().progress().added());
        // Four downloads at once, each of which may turn out larger than it was taken for.
        assertTrue(most.get() <= (1 << 20) + 4 * (302 << 10), "held " + most.get());
    }

    @Test
    void what_ends_badly_gives_back_what_it_held() {
        fill(900);
        TestCore core = core(30 << 10);
        Connection.Id connection = core.connect();
        for (int round = 0; round < 12; round++) {
            provider.faults()
                    .fail(
                            Kind.FETCH,
                            "0-" + (3 + round),
                            1,
                            () -> new ProviderFailure.RateLimited("Slow", Duration.ofSeconds(9)));
            provider.faults().fail(Kind.FETCH, "1-" + (3 + round), 1, () -> new IllegalStateException("A bug"));
            provider.faults().fail(Kind.FETCH, "2-" + (3 + round), 1, () -> new ProviderFailure.Unauthorized("No"));
        }

        for (int round = 0; round < 14; round++) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> core.sync(connection));
        }

        new Stored(core).assertInStep(source);
    }
}
