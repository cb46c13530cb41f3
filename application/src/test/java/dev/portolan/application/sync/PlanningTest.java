package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Syncs;
import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a run whose scopes cannot be found out. */
@Timeout(20)
class PlanningTest {

    private static final int ALWAYS = Integer.MAX_VALUE;

    private final FakeSource source = new FakeSource();
    private final FakeProvider provider = new FakeProvider(Flavour.FEED, source);
    private final TestCore core = new TestCore(provider);
    private final Connection.Id connection = core.connect();

    @BeforeEach
    void fill() {
        source.write("a", "a1", "text");
    }

    static Stream<Supplier<RuntimeException>> passing() {
        return Stream.of(() -> new ProviderFailure.Transient("Not now"), () -> new IllegalStateException("A bug"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void a_passing_failure_is_tried_again_for_half_an_hour(Supplier<RuntimeException> failure) {
        provider.faults().fail(Kind.SCOPES, "", ALWAYS, failure);
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        Instant began = core.clock.instant();
        core.due();
        assertEquals(Syncs.Phase.PARKED, core.view(run).phase());
        assertEquals("unavailable", core.view(run).reason().orElseThrow().code());

        core.idle();

        assertEquals(SyncRun.State.FAILED, core.view(run).run().state());
        assertEquals("unavailable", core.view(run).reason().orElseThrow().code());
        assertEquals(Duration.ofMinutes(30), Duration.between(began, core.clock.instant()));
    }

    @Test
    void what_kept_a_run_from_being_planned_is_forgotten_when_it_goes_on() {
        provider.faults().fail(Kind.SCOPES, "", 1, () -> new ProviderFailure.Transient("Not now"));

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(Optional.empty(), view.reason());
    }

    @Test
    void a_short_rate_limit_is_waited_for_and_a_long_one_ends_the_run_and_sets_the_next() {
        provider.faults()
                .fail(Kind.SCOPES, "", 1, () -> new ProviderFailure.RateLimited("Slow", Duration.ofMinutes(5)));
        SyncRun.Id waiting = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.due();
        assertEquals(Syncs.Phase.WAITING, core.view(waiting).phase());
        core.idle();
        assertEquals(SyncRun.State.COMPLETED, core.view(waiting).run().state());

        provider.faults().fail(Kind.SCOPES, "", 1, () -> new ProviderFailure.RateLimited("Slow", Duration.ofHours(5)));
        Instant until = core.clock.instant().plus(Duration.ofHours(5));
        Syncs.View ended = core.sync(connection);
        assertEquals(SyncRun.State.FAILED, ended.run().state());
        assertEquals("rate_limited", ended.reason().orElseThrow().code());
        core.clock.advanceTo(until);
        core.clockwork().startDue();
        core.idle();
        assertEquals(SyncRun.State.COMPLETED, core.latest(connection).run().state());
    }

    @Test
    void a_credential_that_never_worked_fails_the_connection() {
        provider.faults().fail(Kind.ACCOUNT, "", 1, () -> new ProviderFailure.Unauthorized("Wrong key"));

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.FAILED, view.run().state());
        assertEquals(Connection.Status.FAILED, core.connection(connection).status());
        assertEquals(Optional.of("Wrong key"), core.connection(connection).statusReason());
        core.sync(connection);
        assertEquals(Connection.Status.ACTIVE, core.connection(connection).status());
    }

    @Test
    void a_provider_that_this_server_no_longer_has_fails_the_run_in_words() {
        core.sync(connection);
        TestCore without = core.without(provider);

        Syncs.View view = without.sync(connection);

        assertEquals(SyncRun.State.FAILED, view.run().state());
        assertTrue(view.reason().orElseThrow().message().contains("provider 'fake'"));
    }

    @Test
    void a_cancel_reaches_a_provider_that_is_slow_to_name_its_scopes() throws InterruptedException {
        core.sync(connection);
        CountDownLatch begun = provider.faults().hang(Kind.SCOPES, "");
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        Thread worker = Thread.ofVirtual().start(core::due);
        begun.await();

        core.core().syncs().cancel(core.admin(), run);
        worker.join();

        assertEquals(SyncRun.State.CANCELLED, core.view(run).run().state());
        assertEquals(SyncRun.State.COMPLETED, core.sync(connection).run().state());
    }

    @Test
    void a_shutdown_leaves_the_run_to_be_planned_by_somebody_else() throws InterruptedException {
        CountDownLatch begun = provider.faults().hang(Kind.SCOPES, "");
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        Thread worker = Thread.ofVirtual().start(core::step);
        begun.await();

        core.worker().shutDown();
        worker.join();
        assertTrue(core.view(run).run().isOpen());
        core.restart();
        core.idle();

        assertEquals(SyncRun.State.COMPLETED, core.view(run).run().state());
    }

    @Test
    void a_run_that_was_ended_while_its_scopes_were_being_named_gets_none() throws InterruptedException {
        core.sync(connection);
        provider.faults().when(call -> call.kind() == Kind.SCOPES, 1, () -> {
            core.core().connections().delete(core.admin(), connection);
            // The purge ends the run while the planner still waits for its answer.
            core.worker()
                    .work(new dev.portolan.application.port.WorkQueue.Work.Purge(
                            core.admin().organization(), connection));
            core.worker()
                    .work(new dev.portolan.application.port.WorkQueue.Work.Purge(
                            core.admin().organization(), connection));
        });
        core.start(connection, SyncRun.Mode.CATCH_UP);

        core.idle();

        assertEquals(List.of(), core.ports().runs().open(10));
        assertEquals(List.of(), core.ports().runs().states(core.admin().organization(), connection));
        assertEquals(List.of(), new Stored(core).documents());
    }
}
