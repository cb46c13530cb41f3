package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run from its start to its end, whoever works at it and whatever happens around it. */
@Timeout(30)
class RunLifeTest {

    private final FakeSource source = new FakeSource();
    private final FakeProvider provider = new FakeProvider(Flavour.ORDERED, source).pageSize(5);
    private final TestCore core = new TestCore(provider);
    private final Stored stored = new Stored(core);
    private final Connection.Id connection = core.connect();

    private void fill(String scope, int documents) {
        for (int n = 0; n < documents; n++) {
            source.write(scope, scope + n, "text of " + n);
        }
    }

    @Test
    void a_connection_has_one_open_run() {
        fill("a", 3);
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);

        Refusal.SyncInProgress refused =
                assertThrows(Refusal.SyncInProgress.class, () -> core.start(connection, SyncRun.Mode.COMPLETE));

        assertEquals(run, refused.run());
        core.idle();
        core.sync(connection);
    }

    @Test
    void two_last_scopes_that_end_at_once_end_the_run_once() throws Exception {
        fill("a", 3);
        fill("b", 3);
        for (int round = 0; round < 25; round++) {
            SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
            core.step();
            core.tap.forget();
            CyclicBarrier together = new CyclicBarrier(2);
            core.tap.before("documents.count", () -> {
                try {
                    together.await(10, TimeUnit.SECONDS);
                } catch (Exception alone) {
                    throw new AssertionError(alone);
                }
            });
            Thread one = Thread.ofVirtual().start(core::step);
            Thread other = Thread.ofVirtual().start(core::step);
            one.join();
            other.join();
            core.tap.leave("documents.count");

            assertEquals(SyncRun.State.COMPLETED, core.view(run).run().state());
            assertEquals(1, core.tap.count("connections.release"));
        }
    }

    @Test
    void a_task_works_for_a_minute_and_then_rejoins_the_queue() {
        fill("a", 25);
        provider.faults()
                .when(
                        call -> call.kind() == Kind.CHANGES,
                        Integer.MAX_VALUE,
                        () -> core.clock.advance(Duration.ofSeconds(31)));
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.step();

        core.step();

        assertEquals(2, provider.faults().count(Kind.CHANGES));
        assertEquals(ScopeRun.State.QUEUED, core.view(run).scopes().getFirst().state());
        assertEquals(Syncs.Phase.RUNNING, core.view(run).phase());
        core.idle();
        assertEquals(5, provider.faults().count(Kind.CHANGES), "five pages, none of them twice");
        stored.assertInStep(source);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CHANGES", "FETCH"})
    void a_shutdown_in_mid_slice_leaves_the_rest_to_another_process(Kind kind) throws InterruptedException {
        fill("a", 25);
        CountDownLatch begun = provider.faults().hang(kind, kind == Kind.FETCH ? "a20" : "a");
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.step();
        Thread worker = Thread.ofVirtual().start(core::step);
        begun.await();

        core.worker().shutDown();
        worker.join();

        assertEquals(ScopeRun.State.QUEUED, core.view(run).scopes().getFirst().state());
        assertEquals(1, core.queue().entries().size());
        core.restart();
        core.idle();
        assertEquals(SyncRun.State.COMPLETED, core.view(run).run().state());
        assertEquals(25, core.view(run).run().progress().added());
        stored.assertInStep(source);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void a_run_without_a_task_gets_one(int steps) {
        fill("a", 3);
        fill("b", 3);
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        for (int step = 0; step < steps; step++) {
            core.step();
        }
        while (core.queue().next().isPresent()) {
            core.queue().runNext(lost -> Optional.empty(), core.clock.instant());
        }
        core.clock.advance(Duration.ofSeconds(45));
        core.clockwork().reviveRuns();
        assertEquals(0, core.queue().entries().size(), "it may still be at work");

        core.clock.advance(Duration.ofSeconds(1));
        core.clockwork().reviveRuns();
        core.idle();

        assertEquals(SyncRun.State.COMPLETED, core.view(run).run().state());
        stored.assertInStep(source);
    }

    @Test
    void reviving_does_not_wake_what_waits() {
        fill("a", 13);
        provider.faults().failPage("a", 2, () -> new ProviderFailure.RateLimited("Slow", Duration.ofMinutes(10)));
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.due();
        for (int minute = 1; minute < 10; minute++) {
            core.clock.advance(Duration.ofMinutes(1));
            core.clockwork().reviveRuns();
            core.due();
        }
        assertEquals(2, provider.faults().count(Kind.CHANGES));
        assertEquals(Syncs.Phase.WAITING, core.view(run).phase());

        core.clock.advance(Duration.ofMinutes(1));
        core.due();
        assertEquals(SyncRun.State.COMPLETED, core.view(run).run().state());
    }

    @Test
    void a_worker_that_nothing_is_heard_of_is_stalled() throws InterruptedException {
        fill("a", 3);
        TestCore silent = new TestCore(
                new Bounds(3, 4, 8, 1 << 20, 5, 200, Duration.ofMinutes(1), Duration.ofHours(1)), provider);
        Connection.Id here = silent.connect();
        CountDownLatch begun = provider.faults().hang(Kind.CHANGES, "a");
        SyncRun.Id run = silent.start(here, SyncRun.Mode.CATCH_UP);
        Thread worker = Thread.ofVirtual().start(silent::due);
        begun.await();
        assertEquals(Syncs.Phase.RUNNING, silent.view(run).phase());

        silent.clock.advance(Duration.ofMinutes(2).plusSeconds(1));

        assertEquals(Syncs.Phase.STALLED, silent.view(run).phase());
        silent.worker().shutDown();
        worker.join();
    }

    @Test
    void a_connection_deleted_while_it_syncs_is_purged_and_leaves_tombstones() throws InterruptedException {
        fill("a", 25);
        core.sync(connection);
        stored.follow();
        source.write("a", "a3", "newer");
        CountDownLatch begun = provider.faults().hang(Kind.FETCH, "a3");
        core.start(connection, SyncRun.Mode.CATCH_UP);
        Thread worker = Thread.ofVirtual().start(core::due);
        begun.await();

        core.core().connections().delete(core.admin(), connection);
        assertThrows(Refusal.NotFound.class, () -> core.connection(connection));
        worker.join();
        core.idle();

        assertEquals(List.of(), stored.documents());
        assertEquals(25, stored.follow(), "whoever follows the feed hears of every deletion");
        stored.assertFollowed();
        Connection row = core.ports()
                .connections()
                .find(core.admin().organization(), connection)
                .orElseThrow();
        assertEquals(Connection.Status.DELETED, row.status());
        assertEquals(List.of(), core.ports().runs().open(10));
        core.core().collections().delete(core.admin(), "default");
    }

    @Test
    void a_connection_deleted_while_it_rests_is_purged_at_once() {
        fill("a", 13);
        provider.faults().failPage("a", 2, () -> new ProviderFailure.RateLimited("Slow", Duration.ofMinutes(10)));
        core.start(connection, SyncRun.Mode.CATCH_UP);
        core.due();

        core.core().connections().delete(core.admin(), connection);
        core.due();
        core.clock.advance(Duration.ofSeconds(1));
        core.due();

        assertEquals(List.of(), stored.documents());
        assertEquals(List.of(), core.ports().runs().open(10));
    }

    @Test
    void a_large_purge_goes_on_in_turns() {
        fill("a", 1_300);
        TestCore large = new TestCore(Bounds.DEFAULT, provider.pageSize(1_000));
        Connection.Id here = large.connect();
        large.sync(here);
        large.tap.before("documents.batch", () -> large.clock.advance(Duration.ofSeconds(61)));

        large.core().connections().delete(large.admin(), here);
        large.step();
        assertEquals(800, new Stored(large).documents().size());
        large.idle();

        assertEquals(List.of(), new Stored(large).documents());
    }

    @Test
    void a_rebuild_replaces_in_place_and_goes_on_where_it_was_interrupted() {
        fill("a", 25);
        core.sync(connection);
        provider.faults().forgetCalls();
        provider.faults()
                .fail(Kind.FETCH, "a5", 1, () -> new ProviderFailure.RateLimited("Slow", Duration.ofMinutes(1)));

        Syncs.View view = core.sync(connection, SyncRun.Mode.REBUILD);

        assertEquals(25, view.run().progress().updated());
        assertEquals(0, view.run().progress().deleted());
        assertTrue(
                source.byPath(item -> !item.id().equals("a5")).values().stream()
                        .allMatch(item -> provider.faults().count(Kind.FETCH, item.id()) <= 2),
                "only what was under way with the one that failed");
        assertEquals(1, provider.faults().count(Kind.FETCH, "a0"));
        stored.assertInStep(source);
        provider.faults().forgetCalls();
        core.sync(connection);
        assertEquals(0, provider.faults().count(Kind.FETCH), "what follows is an ordinary run");
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_complete_run_lists_everything_and_fetches_only_what_changed(Flavour flavour) {
        FakeProvider other = new FakeProvider(flavour, source);
        TestCore own = new TestCore(other);
        fill("a", 25);
        Connection.Id here = own.connect();
        own.sync(here);
        source.write("a", "a7", "newer");
        other.faults().forgetCalls();

        Syncs.View view = own.sync(here, SyncRun.Mode.COMPLETE);

        assertEquals(24, view.run().progress().unchanged());
        assertEquals(1, other.faults().count(Kind.FETCH));
        new Stored(own).assertInStep(source);
        assertFalse(view.run().cancelRequested());
    }
}
