package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.oauth.Callers;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of the names of runs must do. */
public abstract class RunNameStoreContract {

    private static Optional<SyncRun.Id> named(World world, String name) {
        return world.stores.runNames().find(world.organization.id(), world.user.id(), name);
    }

    private static void name(World world, String name, SyncRun run) {
        world.stores.runNames().put(world.organization.id(), world.user.id(), name, run.id());
    }

    private static SyncRun ended(World world) {
        SyncRun run = world.storedRun();
        world.stores
                .transactions()
                .run(() -> world.stores
                        .runs()
                        .update(run.ended(SyncRun.State.COMPLETED, 0, Optional.empty(), World.NOON)));
        return run;
    }

    @Test
    void a_name_is_of_its_newest_run(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun first = world.storedRun();
        SyncRun second = world.storedRun();
        assertEquals(Optional.empty(), named(world, "nightly"));

        name(world, "nightly", first);
        assertEquals(Optional.of(first.id()), named(world, "nightly"));
        name(world, "nightly", second);
        name(world, "other", first);
        assertEquals(Optional.of(second.id()), named(world, "nightly"));
        assertEquals(Optional.of(first.id()), named(world, "other"));
    }

    @Test
    void nobody_else_knows_it(Stores stores) {
        World world = World.create(stores, "acme");
        name(world, "nightly", world.storedRun());
        assertEquals(
                Optional.empty(),
                stores.runNames().find(world.organization.id(), new User.Id(new UUID(7, 7)), "nightly"));
        assertEquals(Optional.empty(), named(World.create(stores, "other"), "nightly"));
    }

    @Test
    void of_many_who_name_at_once_one_is_found(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();
        Callers.results(Callers.crowd(6, () -> {
            name(world, "nightly", run);
            return true;
        }));
        assertEquals(Optional.of(run.id()), named(world, "nightly"));
    }

    @Test
    void names_of_runs_that_ended_long_ago_are_forgotten(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun open = world.storedRun();
        name(world, "open", open);
        name(world, "ended", ended(world));

        assertEquals(0, stores.runNames().forget(World.NOON));
        assertEquals(1, stores.runNames().forget(World.NOON.plusSeconds(1)));
        assertEquals(Optional.empty(), named(world, "ended"));
        assertEquals(Optional.of(open.id()), named(world, "open"));
    }

    @Test
    void a_run_that_goes_takes_its_names_along(Stores stores) {
        World world = World.create(stores, "acme");
        name(world, "ended", ended(world));
        world.storedRun();
        assertEquals(1, stores.runs().removeFinished(World.NOON.plusSeconds(1), 99));

        assertEquals(Optional.empty(), named(world, "ended"));
    }
}
