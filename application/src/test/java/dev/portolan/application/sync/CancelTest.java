package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Syncs;
import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cancel reaches a run wherever it is; committed work stays, and the next run goes on from there. */
@Timeout(20)
class CancelTest {

    private final FakeSource source = new FakeSource();
    private final FakeProvider provider = new FakeProvider(Flavour.ORDERED, source).pageSize(5);
    private final TestCore core = new TestCore(provider);
    private final Stored stored = new Stored(core);
    private final Connection.Id connection = core.connect();

    @BeforeEach
    void fill() {
        for (int n = 10; n < 35; n++) {
            source.write("a", "a" + n, "text of " + n);
        }
    }

    @AfterEach
    void the_next_run_ends_well() {
        provider.faults().heal();
        assertEquals(SyncRun.State.COMPLETED, core.sync(connection).run().state());
        stored.assertInStep(source);
    }

    private void cancel(SyncRun.Id run) {
        core.core().syncs().cancel(core.admin(), run);
    }

    private void assertCancelled(SyncRun.Id run) {
        Syncs.View view = core.view(run);
        assertEquals(SyncRun.State.CANCELLED, view.run().state());
        assertEquals(Syncs.Phase.CANCELLED, view.phase());
        assertEquals(
                Optional.empty(),
                core.ports().connections().openRun(core.admin().organization(), connection));
        assertTrue(view.scopes().stream().allMatch(scope -> scope.state().isFinal()));
        assertEquals(0, core.queue().entries().size());
        assertThrows(Refusal.Conflict.class, () -> cancel(run), "it has ended");
    }

    @Test
    void before_it_was_planned() {
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        cancel(run);
        core.idle();

        assertCancelled(run);
        assertEquals(0, provider.faults().count(Kind.SCOPES));
    }

    @Test
    void with_its_scopes_on_the_queue_and_beyond() {
        for (int n = 0; n < 6; n++) {
            source.write("b" + n, "b" + n, "text");
        }
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.step();
        Set<ScopeRun.State> states =
                core.view(run).scopes().stream().map(ScopeRun::state).collect(Collectors.toSet());
        assertEquals(Set.of(ScopeRun.State.QUEUED, ScopeRun.State.PENDING), states);
        cancel(run);
        core.idle();

        assertCancelled(run);
        assertEquals(0, provider.faults().count(Kind.CHANGES));
    }

    @Test
    void while_a_page_is_being_listed() throws InterruptedException {
        provider.faults().failPage("a", 2, () -> new ProviderFailure.Transient("Not now"));
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.due();
        core.clock.advance(Duration.ofMinutes(1));
        CountDownLatch begun = provider.faults().hang(Kind.CHANGES, "a");
        Thread worker = Thread.ofVirtual().start(core::due);
        begun.await();

        cancel(run);
        worker.join();
        core.idle();

        assertCancelled(run);
        assertEquals(5, stored.documents().size());
    }

    @Test
    void while_documents_are_being_fetched() throws InterruptedException {
        CountDownLatch begun = provider.faults().hang(Kind.FETCH, "a18");
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        Thread worker = Thread.ofVirtual().start(core::due);
        begun.await();

        cancel(run);
        worker.join();
        core.idle();

        assertCancelled(run);
        assertEquals(0, stored.issues(connection).size(), "what was interrupted has not failed");
        assertTrue(stored.has("a14") && !stored.has("a18"));
    }

    @Test
    void even_where_a_connector_does_not_listen() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        provider.faults().when(call -> call.kind() == Kind.CHANGES && call.number() == 3, 1, () -> {
            begun.countDown();
            while (ends.getCount() > 0) {
                try {
                    ends.await();
                } catch (InterruptedException ignored) {
                    // That is what this test is about.
                }
            }
        });
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        Thread worker = Thread.ofVirtual().start(core::due);
        begun.await();

        cancel(run);
        worker.join();
        core.idle();
        ends.countDown();

        assertCancelled(run);
    }

    @Test
    void while_it_waits_for_quota() {
        provider.faults().failPage("a", 2, () -> new ProviderFailure.RateLimited("Slow", Duration.ofMinutes(10)));
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.due();
        assertEquals(Syncs.Phase.WAITING, core.view(run).phase());
        Instant now = core.clock.instant();

        cancel(run);
        core.due();

        assertEquals(SyncRun.State.CANCELLED, core.view(run).run().state());
        assertEquals(now, core.clock.instant(), "nobody waits for the quota any more");
        core.idle();
        assertCancelled(run);
    }

    @Test
    void before_its_deletions_were_carried_out() throws InterruptedException {
        core.sync(connection);
        source.delete("a10");
        source.write("a", "a30", "newer");
        CountDownLatch begun = provider.faults().hang(Kind.FETCH, "a30");
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        Thread worker = Thread.ofVirtual().start(core::due);
        begun.await();

        cancel(run);
        worker.join();
        core.idle();

        assertCancelled(run);
        assertTrue(stored.has("a10"));
    }

    @Test
    void after_a_resync_was_asked_for() {
        provider.faults().when(call -> call.kind() == Kind.CHANGES, 1, () -> {
            core.core()
                    .syncs()
                    .cancel(core.admin(), core.latest(connection).run().id());
            awaitStop();
            throw new ProviderFailure.ResyncRequired("Too old");
        });
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);

        core.idle();

        assertCancelled(run);
    }

    /** The provider answers only after the worker has seen the cancel. */
    private static void awaitStop() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
