package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a scope whose listing fails, and of the others beside it. */
class ScopeFailureTest {

    private static final int ALWAYS = Integer.MAX_VALUE;

    private final FakeSource source = new FakeSource();
    private final FakeProvider provider = new FakeProvider(Flavour.FEED, source);
    private final TestCore core = new TestCore(provider);
    private final Stored stored = new Stored(core);
    private final Connection.Id connection = core.connect();

    @BeforeEach
    void fill() {
        for (int n = 0; n < 25; n++) {
            source.write("a", "a" + n, "text of " + n).write("b", "b" + n, "text of " + n);
        }
    }

    private ScopeRun scope(Syncs.View view, String id) {
        return view.scopes().stream()
                .filter(scope -> scope.scope().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Supplier<RuntimeException>> passing() {
        return Stream.of(() -> new ProviderFailure.Transient("Not now"), () -> new IllegalStateException("A bug"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void a_passing_failure_parks_the_scope_longer_and_longer_and_then_fails_it(Supplier<RuntimeException> failure) {
        provider.faults().fail(Kind.CHANGES, "a", ALWAYS, failure);
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        Instant began = core.clock.instant();
        List<Long> minutes = new ArrayList<>();
        while (core.view(run).run().isOpen()) {
            core.due();
            Syncs.View view = core.view(run);
            if (view.run().isOpen()) {
                assertEquals(Syncs.Phase.PARKED, view.phase());
                assertEquals("unavailable", view.reason().orElseThrow().code());
                minutes.add(Duration.between(core.clock.instant(), view.until().orElseThrow())
                        .toMinutes());
                core.clock.advanceTo(view.until().orElseThrow());
            }
        }

        assertEquals(List.of(1L, 2L, 4L, 8L, 16L), minutes);
        assertEquals(6, provider.faults().count(Kind.CHANGES, "a"));
        Syncs.View view = core.view(run);
        assertEquals(ScopeRun.State.FAILED, scope(view, "a").state());
        assertEquals(ScopeRun.State.COMPLETED, scope(view, "b").state());
        assertEquals(SyncRun.State.COMPLETED_WITH_ERRORS, view.run().state());
        assertEquals(Duration.ofMinutes(31), Duration.between(began, core.clock.instant()));

        provider.faults().heal();
        core.sync(connection);
        stored.assertInStep(source);
    }

    @Test
    void a_parked_scope_goes_on_where_it_was() {
        provider.faults().failPage("a", 2, () -> new ProviderFailure.Transient("Not now"));

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(Optional.empty(), view.reason());
        assertEquals(4, provider.faults().count(Kind.CHANGES, "a"), "three pages, one of them twice");
        assertEquals(50, view.run().progress().added());
        assertEquals(50, view.run().progress().collected());
        stored.assertInStep(source);
    }

    @Test
    void a_scope_that_cannot_even_be_opened_fails_alone_and_keeps_no_worker_busy() {
        core.sync(connection);
        provider.faults().fail(Kind.CHANGES, "a", ALWAYS, () -> new Refusal.InvalidInput("root", "is gone"));

        Syncs.View view = core.sync(connection);

        assertEquals(ScopeRun.State.FAILED, scope(view, "a").state());
        assertEquals("root is gone", scope(view, "a").problem().orElseThrow().message());
    }

    @Test
    void a_rate_limit_gives_the_worker_back_until_the_quota_is() {
        provider.faults().failPage("a", 2, () -> new ProviderFailure.RateLimited("Slow down", Duration.ofMinutes(15)));
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.due();

        Syncs.View waiting = core.view(run);
        assertEquals(Syncs.Phase.WAITING, waiting.phase());
        assertEquals(
                core.clock.instant().plus(Duration.ofMinutes(15)),
                waiting.until().orElseThrow());
        assertEquals("rate_limited", waiting.reason().orElseThrow().code());

        core.idle();
        assertEquals(SyncRun.State.COMPLETED, core.view(run).run().state());
        assertEquals(0, scope(core.view(run), "a").parks());
        stored.assertInStep(source);
    }

    @Test
    void a_rate_limit_without_a_time_still_waits_a_moment() {
        provider.faults().fail(Kind.CHANGES, "a", 3, () -> new ProviderFailure.RateLimited("Slow down", Duration.ZERO));
        Instant began = core.clock.instant();

        core.sync(connection);

        assertEquals(Duration.ofSeconds(3), Duration.between(began, core.clock.instant()));
        stored.assertInStep(source);
    }

    @Test
    void a_rate_limit_in_the_middle_of_a_page_keeps_what_was_read() {
        provider.faults()
                .fail(Kind.FETCH, "a7", 1, () -> new ProviderFailure.RateLimited("Slow", Duration.ofMinutes(1)));
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.due();
        assertTrue(stored.has("a6"));
        core.idle();

        assertEquals(50, core.view(run).run().progress().added());
        assertEquals(1, provider.faults().count(Kind.FETCH, "a3"));
        stored.assertInStep(source);
    }

    @Test
    void a_quota_that_is_long_in_coming_back_ends_the_scope_and_sets_the_next_run() {
        provider.faults()
                .failPage(
                        "a",
                        2,
                        () -> new ProviderFailure.RateLimited(
                                "Slow down", Duration.ofMinutes(15).plusSeconds(1)));
        Instant until = core.clock.instant().plus(Duration.ofMinutes(15)).plusSeconds(1);

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED_WITH_ERRORS, view.run().state());
        assertEquals(ScopeRun.State.COMPLETED_WITH_ERRORS, scope(view, "a").state());
        assertEquals(Optional.of(until), scope(view, "a").until());
        core.clock.advanceTo(until.minusSeconds(1));
        core.clockwork().startDue();
        assertEquals(view.run().id(), core.latest(connection).run().id());
        core.clock.advanceTo(until);
        core.clockwork().startDue();
        core.idle();
        assertEquals(SyncRun.State.COMPLETED, core.latest(connection).run().state());
        assertEquals(SyncRun.Trigger.SCHEDULE, core.latest(connection).run().trigger());
        stored.assertInStep(source);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_refused_checkpoint_lists_the_scope_again_and_finds_what_was_deleted_meanwhile(Flavour flavour) {
        FakeProvider other = new FakeProvider(flavour, source);
        TestCore fresh = new TestCore(other);
        Connection.Id here = fresh.connect();
        fresh.sync(here);
        source.delete("a3");
        source.write("a", "a4", "newer");
        source.reset();
        if (flavour != Flavour.FEED) {
            other.faults().failPage("a", 5, () -> new ProviderFailure.ResyncRequired("Too old"));
        }

        Syncs.View view = fresh.sync(here);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertTrue(scope(view, "a").resynced());
        assertEquals(1, view.run().progress().deleted());
        new Stored(fresh).assertInStep(source);
    }

    @Test
    void a_checkpoint_refused_twice_in_a_run_fails_the_scope() {
        provider.faults().fail(Kind.CHANGES, "a", 2, () -> new ProviderFailure.ResyncRequired("Too old"));

        Syncs.View view = core.sync(connection);

        assertEquals(ScopeRun.State.FAILED, scope(view, "a").state());
        assertEquals("resync_required", scope(view, "a").problem().orElseThrow().code());
        core.sync(connection);
        stored.assertInStep(source);
    }

    @Test
    void a_refused_credential_fails_the_run_and_shows_on_the_connection() {
        core.sync(connection);
        provider.faults().fail(Kind.CHANGES, "a", 1, () -> new ProviderFailure.Unauthorized("Token revoked"));
        provider.faults().fail(Kind.CHANGES, "b", 1, () -> new ProviderFailure.Unauthorized("Token revoked"));

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.FAILED, view.run().state());
        assertEquals("unauthorized", view.reason().orElseThrow().code());
        assertEquals(
                Connection.Status.NEEDS_REAUTHORIZATION,
                core.connection(connection).status());
        assertEquals(Optional.of("Token revoked"), core.connection(connection).statusReason());

        core.sync(connection);
        assertEquals(Connection.Status.ACTIVE, core.connection(connection).status());
        assertEquals(Optional.empty(), core.connection(connection).statusReason());
    }

    static Stream<Arguments> lost() {
        return Stream.of(
                Arguments.of((Supplier<RuntimeException>) () -> new ProviderFailure.Missing("Gone"), "missing"),
                Arguments.of((Supplier<RuntimeException>) () -> new ProviderFailure.Denied("Not yours"), "denied"));
    }

    @ParameterizedTest
    @MethodSource("lost")
    void a_scope_that_is_lost_keeps_its_documents(Supplier<RuntimeException> failure, String code) {
        core.sync(connection);
        source.delete("b1");
        provider.faults().fail(Kind.CHANGES, "a", 1, failure);

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED_WITH_ERRORS, view.run().state());
        assertEquals(ScopeRun.State.ACCESS_LOST, scope(view, "a").state());
        assertEquals(code, scope(view, "a").problem().orElseThrow().code());
        assertEquals(ScopeRun.State.COMPLETED, scope(view, "b").state());
        assertEquals(Connection.Status.ACTIVE, core.connection(connection).status());
        stored.assertInStep(source);
    }

    @Test
    void a_permission_that_the_whole_credential_lacks_shows_on_the_connection() {
        core.sync(connection);
        provider.faults()
                .fail(
                        Kind.CHANGES,
                        "a",
                        1,
                        () -> new ProviderFailure.Denied("Needs the scope files.read", Optional.of("files.read")));

        core.sync(connection);

        assertEquals(
                Connection.Status.NEEDS_REAUTHORIZATION,
                core.connection(connection).status());
        assertTrue(core.connection(connection).statusReason().orElseThrow().contains("files.read"));
    }

    @Test
    void a_page_that_makes_no_sense_fails_the_scope_at_once_and_deletes_nothing() {
        core.sync(connection);
        source.delete("a1");
        provider.faults().fail(Kind.CHANGES, "a", 1, () -> new ProviderFailure.Invalid("No JSON"));

        Syncs.View view = core.sync(connection);

        assertEquals(ScopeRun.State.FAILED, scope(view, "a").state());
        assertEquals(0, scope(view, "a").parks());
        assertTrue(stored.has("a1"));
        assertEquals(SyncRun.State.COMPLETED_WITH_ERRORS, view.run().state());
    }

    @Test
    void a_run_all_of_whose_scopes_failed_has_failed() {
        provider.faults().fail(Kind.CHANGES, "a", 1, () -> new ProviderFailure.Invalid("No JSON"));
        provider.faults().fail(Kind.CHANGES, "b", 1, () -> new ProviderFailure.Missing("Gone"));

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.FAILED, view.run().state());
        assertEquals("No JSON", view.reason().orElseThrow().message());
        assertEquals(Optional.empty(), core.connection(connection).lastSyncAt());
    }

    @Test
    void no_more_scopes_are_on_the_queue_than_a_run_may_have_and_all_get_their_turn() {
        for (int n = 0; n < 10; n++) {
            source.write("c" + n, "c" + n, "text");
        }
        List<Long> busy = new ArrayList<>();
        provider.faults()
                .when(
                        call -> call.kind() == Kind.CHANGES,
                        ALWAYS,
                        () -> busy.add(core.queue().entries().stream().count()));

        Syncs.View view = core.sync(connection, SyncRun.Mode.CATCH_UP);

        assertEquals(12, view.scopes().size());
        assertEquals(3, busy.stream().mapToLong(Long::longValue).max().orElseThrow());
        stored.assertInStep(source);
        assertEquals(Map.of(ScopeRun.State.COMPLETED, 12L), states(view));
    }

    private static Map<ScopeRun.State, Long> states(Syncs.View view) {
        return view.scopes().stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        ScopeRun::state, java.util.stream.Collectors.counting()));
    }
}
