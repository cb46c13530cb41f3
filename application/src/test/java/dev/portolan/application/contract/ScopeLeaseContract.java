package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.Progress;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of runs must do about the scopes of a run and who works on them. */
public abstract class ScopeLeaseContract {

    private static final Instant LATER = World.NOON.plus(Duration.ofHours(1));
    private static final SyncRun.Problem PROBLEM = new SyncRun.Problem("rate_limited", "429");

    private static Optional<ScopeRun> lease(World world, SyncRun run, Instant now) {
        return world.stores.runs().lease(world.organization.id(), run.id(), world.scope.id(), now);
    }

    private static ScopeRun stored(World world, SyncRun run) {
        return world.stores
                .runs()
                .scope(world.organization.id(), run.id(), world.scope.id())
                .orElseThrow();
    }

    @Test
    void scopes_are_kept_in_the_order_they_were_added_each_once(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();
        List<ScopeRun> many = IntStream.range(0, 120)
                .mapToObj(number -> new Scope("scope-" + (number * 37 % 120), "Scope"))
                .map(scope -> ScopeRun.planned(run.id(), scope, World.NOON))
                .toList();
        String longId = "x".repeat(1_024);

        stores.runs().addScopes(world.organization.id(), many.subList(0, 100));
        stores.runs().addScopes(world.organization.id(), many);
        stores.runs()
                .addScopes(
                        world.organization.id(),
                        List.of(ScopeRun.planned(run.id(), new Scope(longId, "Long"), World.NOON)));

        List<ScopeRun> listed = stores.runs().scopes(world.organization.id(), run.id());
        assertEquals(many, listed.subList(0, 120));
        assertEquals(new Scope.Id(longId), listed.get(120).scope());
    }

    @Test
    void a_lease_raises_the_number_and_sets_running(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();
        world.storedScopeRun(run);

        ScopeRun leased = lease(world, run, LATER).orElseThrow();

        assertEquals(1, leased.lease());
        assertEquals(ScopeRun.State.RUNNING, leased.state());
        assertEquals(LATER, leased.heartbeatAt());
        assertEquals(leased, stored(world, run));
        assertEquals(2, lease(world, run, LATER).orElseThrow().lease());
    }

    @Test
    void nothing_is_leased_that_is_final_or_unknown(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();

        assertEquals(Optional.empty(), lease(world, run, LATER));
        world.storedScopeRun(run);
        ScopeRun leased = lease(world, run, LATER).orElseThrow();
        assertTrue(stores.runs()
                .update(
                        world.organization.id(),
                        leased.ended(ScopeRun.State.COMPLETED, Optional.empty(), Optional.empty(), LATER)));
        assertEquals(Optional.empty(), lease(world, run, LATER));
    }

    @Test
    void who_holds_the_lease_writes_every_field(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();
        world.storedScopeRun(run);
        Progress progress = new Progress(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, Optional.of(12L));
        ScopeRun written = lease(world, run, World.NOON)
                .orElseThrow()
                .progressed(progress, 250, LATER)
                .resynced(LATER)
                .holding(77, LATER)
                .parked(LATER, PROBLEM, LATER);

        assertTrue(stores.runs().update(world.organization.id(), written));
        assertEquals(written, stored(world, run));
    }

    @Test
    void who_lost_the_lease_writes_nothing(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();
        world.storedScopeRun(run);
        ScopeRun first = lease(world, run, World.NOON).orElseThrow();
        ScopeRun second = lease(world, run, World.NOON).orElseThrow();

        assertFalse(stores.runs().update(world.organization.id(), first.parked(LATER, PROBLEM, LATER)));
        assertFalse(stores.runs().beat(world.organization.id(), first, LATER));
        assertEquals(second, stored(world, run));
    }

    @Test
    void a_beat_is_seen_at_the_scope_and_at_the_run(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();
        world.storedScopeRun(run);
        ScopeRun leased = lease(world, run, World.NOON).orElseThrow();

        assertTrue(stores.runs().beat(world.organization.id(), leased, LATER));

        assertEquals(LATER, stored(world, run).heartbeatAt());
        assertEquals(
                LATER,
                stores.runs()
                        .find(world.organization.id(), run.id())
                        .orElseThrow()
                        .heartbeatAt());
    }
}
