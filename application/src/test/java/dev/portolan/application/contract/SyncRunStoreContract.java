package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.SyncRunStore.RunRef;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Progress;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of runs must do. */
public abstract class SyncRunStoreContract {

    private static final Instant LATER = World.NOON.plus(Duration.ofHours(1));
    private static final SyncRun.Problem PROBLEM = new SyncRun.Problem("unavailable", "503");

    private static SyncRun ended(SyncRun run, SyncRun.State state, Instant at) {
        return run.started(at).ended(state, 0, Optional.empty(), at);
    }

    private static Optional<SyncRun> find(World world, SyncRun run) {
        return world.stores.runs().find(world.organization.id(), run.id());
    }

    @Test
    void a_run_comes_back_as_it_went_in(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();

        assertEquals(Optional.of(run), find(world, run));
        assertEquals(
                Optional.of(run),
                stores.transactions().call(() -> stores.runs().lock(world.organization.id(), run.id())));
    }

    @Test
    void an_update_writes_how_it_goes_and_how_it_ended(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();
        SyncRun ended =
                run.started(World.NOON).ended(SyncRun.State.COMPLETED_WITH_ERRORS, 12, Optional.of(PROBLEM), LATER);

        stores.runs().update(ended);

        assertEquals(Optional.of(ended), find(world, run));
    }

    @Test
    void progress_is_the_sum_of_the_scopes_and_the_heartbeat_the_latest(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();
        ScopeRun one = ScopeRun.planned(run.id(), new Scope("one", "One"), World.NOON);
        ScopeRun two = ScopeRun.planned(run.id(), new Scope("two", "Two"), World.NOON);
        stores.runs().addScopes(world.organization.id(), List.of(one, two));
        Progress first = new Progress(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, Optional.of(12L));
        Progress second = new Progress(10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, Optional.empty());

        stores.runs().update(world.organization.id(), one.progressed(first, 0, World.NOON));
        stores.runs().update(world.organization.id(), two.progressed(second, 0, LATER));

        assertEquals(first.plus(second), find(world, run).orElseThrow().progress());
        assertEquals(LATER, find(world, run).orElseThrow().heartbeatAt());
        assertEquals(
                first.plus(second),
                stores.runs()
                        .list(world.organization.id(), world.connection.id(), Optional.empty(), 1)
                        .getFirst()
                        .progress());
    }

    @Test
    void an_open_run_can_be_asked_to_stop_and_updates_do_not_forget_it(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();

        assertFalse(stores.runs().cancelRequested(world.organization.id(), run.id()));
        assertTrue(stores.runs().requestCancel(world.organization.id(), run.id()));
        stores.runs().update(run.started(LATER));
        assertTrue(stores.runs().cancelRequested(world.organization.id(), run.id()));
        assertTrue(find(world, run).orElseThrow().cancelRequested());
    }

    @Test
    void a_run_that_has_ended_is_not_cancelled(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();
        stores.runs().update(ended(run, SyncRun.State.COMPLETED, LATER));

        assertFalse(stores.runs().requestCancel(world.organization.id(), run.id()));
        assertFalse(stores.runs().cancelRequested(world.organization.id(), run.id()));
    }

    @Test
    void runs_are_listed_newest_first_page_by_page(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun first = world.storedRun();
        SyncRun second = world.storedRun();
        SyncRun third = world.storedRun();

        assertEquals(
                List.of(third, second),
                stores.runs().list(world.organization.id(), world.connection.id(), Optional.empty(), 2));
        assertEquals(
                List.of(first),
                stores.runs().list(world.organization.id(), world.connection.id(), Optional.of(second.id()), 2));
    }

    @Test
    void open_runs_are_those_in_no_final_state(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun queued = world.storedRun();
        SyncRun running = world.storedRun();
        stores.runs().update(running.started(LATER));
        for (SyncRun.State state : SyncRun.State.values()) {
            if (state.isFinal()) {
                stores.runs().update(ended(world.storedRun(), state, LATER));
            }
        }

        assertEquals(
                List.of(
                        new RunRef(world.organization.id(), queued.id(), world.connection.id()),
                        new RunRef(world.organization.id(), running.id(), world.connection.id())),
                stores.runs().open(99));
        assertEquals(1, stores.runs().open(1).size());
    }

    @Test
    void the_last_complete_run_is_one_that_listed_everything_and_ended_well(Stores stores) {
        World world = World.create(stores, "acme");
        end(world, SyncRun.Mode.COMPLETE, SyncRun.State.COMPLETED, World.NOON);
        end(world, SyncRun.Mode.REBUILD, SyncRun.State.COMPLETED_WITH_ERRORS, LATER);
        end(world, SyncRun.Mode.COMPLETE, SyncRun.State.FAILED, LATER.plusSeconds(1));
        end(world, SyncRun.Mode.CATCH_UP, SyncRun.State.COMPLETED, LATER.plusSeconds(2));
        end(world, SyncRun.Mode.CONFIRM_DELETIONS, SyncRun.State.COMPLETED, LATER.plusSeconds(3));

        assertEquals(Optional.of(LATER), stores.runs().lastCompleteRun(world.organization.id(), world.connection.id()));
    }

    @Test
    void without_a_complete_run_there_is_no_last_one(Stores stores) {
        World world = World.create(stores, "acme");
        world.storedRun();

        assertEquals(Optional.empty(), stores.runs().lastCompleteRun(world.organization.id(), world.connection.id()));
    }

    private static void end(World world, SyncRun.Mode mode, SyncRun.State state, Instant at) {
        SyncRun run = world.run();
        SyncRun ofMode = new SyncRun(
                run.id(),
                run.organization(),
                run.connection(),
                mode,
                run.trigger(),
                run.state(),
                run.progress(),
                0,
                false,
                Optional.empty(),
                run.createdAt(),
                Optional.empty(),
                Optional.empty(),
                run.heartbeatAt());
        world.stores.runs().add(ofMode);
        world.stores.runs().update(ended(ofMode, state, at));
    }

    @Test
    void finished_runs_are_forgotten_oldest_first_but_never_the_newest_or_an_open_one(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun open = world.storedRun();
        SyncRun older = world.storedRun();
        SyncRun old = world.storedRun();
        SyncRun newest = world.storedRun();
        world.storedScopeRun(older);
        stores.runs().update(ended(older, SyncRun.State.COMPLETED, World.NOON));
        stores.runs().update(ended(old, SyncRun.State.FAILED, World.NOON.plusSeconds(1)));
        stores.runs().update(ended(newest, SyncRun.State.COMPLETED, World.NOON.plusSeconds(2)));

        assertEquals(0, stores.runs().removeFinished(World.NOON, 9));
        assertEquals(1, stores.runs().removeFinished(LATER, 1));
        assertEquals(Optional.empty(), find(world, older));
        assertEquals(List.of(), stores.runs().scopes(world.organization.id(), older.id()));
        assertEquals(1, stores.runs().removeFinished(LATER, 9));
        assertTrue(find(world, open).isPresent());
        assertTrue(find(world, newest).isPresent());
    }

    @Test
    void scope_states_are_put_replaced_and_removed(Stores stores) {
        World world = World.create(stores, "acme");
        ScopeState first = IssuesAndStates.state(world);
        ScopeState second = new ScopeState(
                world.connection.id(),
                new Scope(world.scope.id(), "Renamed", "*.md"),
                new Checkpoint("x".repeat(Checkpoint.MAX_LENGTH)),
                4,
                3,
                false,
                5,
                false,
                true);

        stores.runs().putState(world.organization.id(), first);
        assertEquals(Optional.of(first), state(world));
        stores.runs().putState(world.organization.id(), second);
        assertEquals(Optional.of(second), state(world));
        assertEquals(List.of(second), stores.runs().states(world.organization.id(), world.connection.id()));
        stores.runs().removeState(world.organization.id(), world.connection.id(), world.scope.id());
        assertEquals(Optional.empty(), state(world));
    }

    private static Optional<ScopeState> state(World world) {
        return world.stores.runs().state(world.organization.id(), world.connection.id(), world.scope.id());
    }
}
