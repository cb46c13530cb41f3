package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.WorkQueue;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.FeedEntry;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker that was presumed dead, and is not, commits nothing once another one has taken over. */
@Timeout(30)
class LeaseTest {

    /** A worker that hangs shows no sign of life either. */
    private static final Bounds BOUNDS =
            new Bounds(3, 4, 8, 1 << 20, 3, 100, Duration.ofMinutes(1), Duration.ofHours(1));

    private final FakeSource source = new FakeSource();
    private final FakeProvider provider = new FakeProvider(Flavour.FEED, source).pageSize(7);
    private final TestCore core = new TestCore(BOUNDS, provider);
    private final Stored stored = new Stored(core);
    private final Connection.Id connection = core.connect();

    /** All that a scope's commits could have changed. */
    private record Traces(
            List<FeedEntry> feed, Optional<ScopeState> state, List<ScopeRun> scopes, SyncRun run, boolean marked) {}

    private Traces traces(SyncRun.Id run) {
        return new Traces(
                core.ports()
                        .documents()
                        .changes(
                                core.admin().organization(),
                                core.connection(connection).collection(),
                                dev.portolan.application.port.DocumentStore.Visible.ALL,
                                0,
                                10_000),
                core.ports().runs().state(core.admin().organization(), connection, new Scope.Id("a")),
                core.ports().runs().scopes(core.admin().organization(), run),
                core.view(run).run(),
                core.ports().deletions().any(core.admin().organization(), connection, new Scope.Id("a")));
    }

    private void fill() {
        source.folder("a", "", "f").folder("a", "", "g");
        for (int n = 0; n < 30; n++) {
            source.writeIn("a", n % 3 == 0 ? "f" : "", "a" + n, "text of " + n);
        }
    }

    private void edit() {
        source.rename("f", "renamed");
        source.delete("g");
        source.delete("a7");
        for (int n = 10; n < 25; n++) {
            source.write("a", "a" + n, "newer text of " + n);
        }
    }

    /** Holds up the first worker before the nth such call, until another one has done all the work. */
    @ParameterizedTest
    @CsvSource({
        "documents.known, 1",
        "documents.known, 2",
        "deletions.any, 2",
        "runs.cancelRequested, 1",
        "issues.toRetry, 1",
        "deletions.nextTreeWork, 1",
        "deletions.nextTreeWork, 2",
        "documents.count, 1",
        "deletions.next, 1",
        "deletions.next, 2"
    })
    void the_first_worker_commits_nothing_more(String call, int nth) throws InterruptedException {
        fill();
        core.sync(connection);
        stored.follow();
        edit();
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.step();
        WorkQueue.Work work = new WorkQueue.Work.SyncScope(core.admin().organization(), run, new Scope.Id("a"));
        CountDownLatch heldUp = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        AtomicReference<Thread> first = new AtomicReference<>();
        AtomicReference<Optional<Instant>> again = new AtomicReference<>(Optional.of(Instant.MAX));
        core.tap.before(call, () -> {
            if (Thread.currentThread().equals(first.get()) && calls.incrementAndGet() == nth) {
                heldUp.countDown();
                try {
                    goesOn.await();
                } catch (InterruptedException never) {
                    throw new AssertionError(never);
                }
            }
        });
        Thread worker =
                Thread.ofPlatform().unstarted(() -> again.set(core.worker().work(work)));
        first.set(worker);
        worker.start();
        heldUp.await();

        Engine other = core.engine();
        while (core.view(run).run().isOpen()) {
            core.clock.advance(Duration.ofSeconds(1));
            other.work(work);
        }
        Traces left = traces(run);
        stored.assertInStep(source);
        core.clock.advance(Duration.ofSeconds(1));
        goesOn.countDown();
        worker.join();

        assertEquals(left, traces(run), "nothing has changed since the second worker ended the run");
        assertEquals(Optional.empty(), again.get());
        assertEquals(SyncRun.State.COMPLETED, left.run().state());
        stored.assertInStep(source);
    }

    @Test
    void a_worker_that_finds_its_lease_lost_when_it_shows_that_it_lives_stops_at_once() throws InterruptedException {
        TestCore lively = new TestCore(provider);
        Connection.Id here = lively.connect();
        fill();
        CountDownLatch begun = provider.faults().hang(FakeFaults.Kind.CHANGES, "a");
        SyncRun.Id run = lively.start(here, SyncRun.Mode.CATCH_UP);
        lively.step();
        Thread worker = Thread.ofVirtual().start(lively::step);
        begun.await();

        lively.engine().work(new WorkQueue.Work.SyncScope(lively.admin().organization(), run, new Scope.Id("a")));
        worker.join();

        assertEquals(SyncRun.State.COMPLETED, lively.view(run).run().state());
        assertTrue(provider.faults().count(FakeFaults.Kind.CHANGES, "a") > 2);
        new Stored(lively).assertInStep(source);
    }
}
