package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.ConnectionStore.Due;
import dev.portolan.application.port.ConnectionStore.Filter;
import dev.portolan.domain.Account;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Schedule;
import dev.portolan.domain.Scope;
import dev.portolan.domain.Settings;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of connections must do. */
public abstract class ConnectionStoreContract {

    private static final Instant LATER = World.NOON.plus(Duration.ofHours(1));

    private final SequentialIds ids = new SequentialIds();

    /** Every field filled, and every kind of settings value. */
    private Connection full(World world) {
        return new Connection(
                new Connection.Id(ids.next()),
                world.organization.id(),
                world.collection.id(),
                new Provider.Id("s3"),
                "Bücher \"2026\"",
                new Settings(Map.of(
                        "bucket",
                        "b",
                        "port",
                        9_000L,
                        "secure",
                        true,
                        "prefixes",
                        List.of("a/", "b/"),
                        "empty",
                        List.of())),
                7,
                Optional.of(new Credential.Id(ids.next())),
                Connection.Status.NEEDS_REAUTHORIZATION,
                Optional.of("invalid_grant"),
                Optional.of(new Account(new Provider.Id("s3"), "AKIA", Optional.of("a@example.com"), "Ada | Co")),
                false,
                Optional.of(new Schedule("*/5 * * * *", ZoneId.of("Europe/Berlin"), Schedule.Missed.SKIP)),
                Optional.of("tenant-1"),
                world.user.id(),
                World.NOON,
                LATER,
                Optional.of(World.NOON.minusNanos(1_000)));
    }

    @Test
    void every_field_comes_back_as_it_went_in(Stores stores) {
        World world = World.create(stores, "acme");
        Connection full = full(world);

        stores.connections().add(full);

        assertEquals(Optional.of(full), stores.connections().find(world.organization.id(), full.id()));
        assertEquals(Optional.of(full), locked(stores, full));
        assertEquals(
                Optional.of(world.connection),
                stores.connections().find(world.organization.id(), world.connection.id()));
    }

    private static Optional<Connection> locked(Stores stores, Connection connection) {
        return stores.transactions().call(() -> stores.connections().lock(connection.organization(), connection.id()));
    }

    @Test
    void an_update_writes_every_field_but_the_run_the_due_time_and_the_last_sync(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun.Id run = new SyncRun.Id(ids.next());
        stores.connections().claim(world.organization.id(), world.connection.id(), run);
        stores.connections().setDue(world.organization.id(), world.connection.id(), Optional.of(LATER));
        Connection changed = world.connection
                .renamed("Second", LATER)
                .withSettings(new Settings(Map.of("root", "/tmp")), LATER)
                .proven(new Account(new Provider.Id("folder"), "id", Optional.empty(), "Ada"), LATER)
                .withSchedule(Optional.of(Schedule.HOURLY), LATER);

        assertTrue(stores.connections().update(changed));

        assertEquals(Optional.of(changed), stores.connections().find(world.organization.id(), changed.id()));
        assertEquals(Optional.of(run), stores.connections().openRun(world.organization.id(), changed.id()));
        assertEquals(
                List.of(new Due(world.organization.id(), changed.id(), LATER)),
                stores.connections().due(LATER, 10));
    }

    @Test
    void an_update_of_what_is_not_there_says_so(Stores stores) {
        World world = World.create(stores, "acme");

        assertFalse(stores.connections().update(world.connection("never stored")));
    }

    @Test
    void they_are_listed_newest_first_page_by_page(Stores stores) {
        World world = World.create(stores, "acme");
        Connection second = world.connection("second");
        Connection third = world.connection("third");
        stores.connections().add(second);
        stores.connections().add(third);

        assertEquals(List.of(third, second), list(world, Filter.NONE, 2));
        assertEquals(List.of(world.connection), list(world, after(second.id()), 2));
    }

    private static List<Connection> list(World world, Filter filter, int limit) {
        return world.stores.connections().list(world.organization.id(), filter, limit);
    }

    private static Filter after(Connection.Id id) {
        return new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(id));
    }

    @Test
    void a_listing_is_narrowed_by_collection_provider_status_and_tenant(Stores stores) {
        World world = World.create(stores, "acme");
        Connection full = full(world);
        stores.connections().add(full);
        Optional<Collection.Id> elsewhere = Optional.of(new Collection.Id(ids.next()));

        assertEquals(
                List.of(full),
                list(
                        world,
                        new Filter(
                                Optional.of(world.collection.id()),
                                Optional.of(new Provider.Id("s3")),
                                Optional.of(Connection.Status.NEEDS_REAUTHORIZATION),
                                Optional.of("tenant-1"),
                                Optional.empty()),
                        9));
        assertEquals(
                List.of(),
                list(
                        world,
                        new Filter(elsewhere, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                        9));
        assertEquals(
                List.of(),
                list(
                        world,
                        new Filter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("tenant-2"),
                                Optional.empty()),
                        9));
    }

    @Test
    void what_is_hidden_or_being_deleted_or_was_is_only_listed_by_that_status(Stores stores) {
        World world = World.create(stores, "acme");
        Connection hidden = world.connection("hidden").hidden(World.NOON);
        stores.connections().add(hidden);
        stores.connections().setDue(world.organization.id(), hidden.id(), Optional.of(World.NOON));
        Connection gone = world.connection("gone").deleting(World.NOON).deleted(World.NOON);
        stores.connections().add(gone);
        Connection deleting = world.connection.deleting(World.NOON);
        stores.connections().update(deleting);

        assertEquals(List.of(), list(world, Filter.NONE, 9));
        assertEquals(List.of(deleting), list(world, inStatus(Connection.Status.DELETING), 9));
        assertEquals(List.of(gone), list(world, inStatus(Connection.Status.DELETED), 9));
        assertEquals(List.of(hidden), list(world, inStatus(Connection.Status.HIDDEN), 9));
        assertEquals(List.of(), stores.connections().due(LATER, 9));
    }

    private static Filter inStatus(Connection.Status status) {
        return new Filter(Optional.empty(), Optional.empty(), Optional.of(status), Optional.empty(), Optional.empty());
    }

    @Test
    void one_run_holds_the_connection_until_it_is_released(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun.Id first = new SyncRun.Id(ids.next());
        SyncRun.Id second = new SyncRun.Id(ids.next());

        assertEquals(Optional.empty(), claim(world, first));
        assertEquals(Optional.of(first), claim(world, second));
        release(world, second, Optional.of(LATER));
        assertEquals(Optional.of(first), openRun(world));
        release(world, first, Optional.of(LATER));
        assertEquals(Optional.empty(), openRun(world));
        assertEquals(Optional.empty(), claim(world, second));
        assertEquals(Optional.of(LATER), lastSync(world));
    }

    @Test
    void a_sync_that_did_not_end_well_leaves_the_last_sync_as_it_was(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun.Id run = new SyncRun.Id(ids.next());
        claim(world, run);
        release(world, run, Optional.of(LATER));
        claim(world, run);
        release(world, run, Optional.empty());

        assertEquals(Optional.of(LATER), lastSync(world));
        assertEquals(Optional.empty(), openRun(world));
    }

    private static Optional<SyncRun.Id> claim(World world, SyncRun.Id run) {
        return world.stores.connections().claim(world.organization.id(), world.connection.id(), run);
    }

    private static void release(World world, SyncRun.Id run, Optional<Instant> lastSyncAt) {
        world.stores.connections().release(world.organization.id(), world.connection.id(), run, lastSyncAt);
    }

    private static Optional<SyncRun.Id> openRun(World world) {
        return world.stores.connections().openRun(world.organization.id(), world.connection.id());
    }

    private static Optional<Instant> lastSync(World world) {
        return world.stores
                .connections()
                .find(world.organization.id(), world.connection.id())
                .flatMap(Connection::lastSyncAt);
    }

    @Test
    void claiming_what_is_not_there_fails(Stores stores) {
        World world = World.create(stores, "acme");
        Connection.Id unknown = new Connection.Id(ids.next());

        assertThrows(
                IllegalStateException.class,
                () -> stores.connections().claim(world.organization.id(), unknown, new SyncRun.Id(ids.next())));
    }

    @Test
    void enabled_connections_are_due_when_their_time_has_come_earliest_first(Stores stores) {
        World world = World.create(stores, "acme");
        Connection paused = world.connection("paused").enabled(false, World.NOON);
        Connection deleting = world.connection("deleting").deleting(World.NOON);
        Connection late = world.connection("late");
        Connection early = world.connection("early");
        for (Connection connection : List.of(paused, deleting, late, early)) {
            stores.connections().add(connection);
            setDue(connection, stores, Optional.of(World.NOON));
        }
        setDue(late, stores, Optional.of(LATER));
        setDue(world.connection, stores, Optional.of(LATER.plusSeconds(1)));

        assertEquals(List.of(early.id()), due(stores, LATER.minusNanos(1_000), 9));
        assertEquals(List.of(early.id(), late.id()), due(stores, LATER, 9));
        assertEquals(List.of(early.id()), due(stores, LATER, 1));
        setDue(early, stores, Optional.empty());
        assertEquals(List.of(late.id()), due(stores, LATER, 9));
    }

    private static void setDue(Connection connection, Stores stores, Optional<Instant> due) {
        stores.connections().setDue(connection.organization(), connection.id(), due);
    }

    private static List<Connection.Id> due(Stores stores, Instant now, int limit) {
        return stores.connections().due(now, limit).stream()
                .map(Due::connection)
                .toList();
    }

    @Test
    void a_due_time_is_moved_on_by_one_of_those_who_saw_it(Stores stores) {
        World world = World.create(stores, "acme");
        setDue(world.connection, stores, Optional.of(World.NOON));

        assertTrue(advance(world, World.NOON, Optional.of(LATER)));
        assertFalse(advance(world, World.NOON, Optional.of(LATER)));
        assertTrue(advance(world, LATER, Optional.empty()));
        assertFalse(advance(world, LATER, Optional.of(LATER)));
    }

    private static boolean advance(World world, Instant from, Optional<Instant> to) {
        return world.stores.connections().advanceDue(world.organization.id(), world.connection.id(), from, to);
    }

    @Test
    void stripping_leaves_the_row_and_its_tombstones_and_nothing_else(Stores stores) {
        World world = World.create(stores, "acme");
        SyncRun run = world.storedRun();
        world.storedScopeRun(run);
        stores.runs().putState(world.organization.id(), IssuesAndStates.state(world));
        stores.issues().report(world.organization.id(), List.of(IssuesAndStates.issue(world, "a", run.id())));

        stores.connections().strip(world.organization.id(), world.connection.id());

        assertEquals(
                Optional.of(world.connection),
                stores.connections().find(world.organization.id(), world.connection.id()));
        assertEquals(Optional.empty(), stores.runs().find(world.organization.id(), run.id()));
        assertEquals(List.of(), stores.runs().scopes(world.organization.id(), run.id()));
        assertEquals(List.of(), stores.runs().states(world.organization.id(), world.connection.id()));
        assertEquals(
                List.of(),
                stores.issues()
                        .list(world.organization.id(), world.connection.id(), Optional.empty(), Optional.empty(), 9));
    }

    @Test
    void rows_of_deleted_connections_go_when_they_are_old_enough(Stores stores) {
        World world = World.create(stores, "acme");
        Connection old = world.connection("old").deleting(World.NOON).deleted(World.NOON);
        Connection young = world.connection("young").deleting(World.NOON).deleted(LATER);
        stores.connections().add(old);
        stores.connections().add(young);
        stores.connections().update(world.connection.deleting(World.NOON));

        assertEquals(1, stores.connections().removeDeleted(LATER, 9));
        assertEquals(Optional.empty(), stores.connections().find(world.organization.id(), old.id()));
        assertEquals(Optional.of(young), stores.connections().find(world.organization.id(), young.id()));
        assertEquals(0, stores.connections().removeDeleted(LATER, 9));
    }

    @Test
    void stripping_forgets_marks_seen_keys_and_tree_work(Stores stores) {
        World world = World.create(stores, "acme");
        Scope.Id scope = world.scope.id();
        DeletionStoreContract.leaveSomething(world, scope);

        stores.connections().strip(world.organization.id(), world.connection.id());

        assertFalse(stores.deletions().any(world.organization.id(), world.connection.id(), scope));
        assertEquals(
                Optional.empty(),
                stores.deletions().nextTreeWork(world.organization.id(), world.connection.id(), scope));
        assertEquals(
                0,
                stores.deletions()
                        .forgetSeen(world.organization.id(), world.connection.id(), scope, Long.MAX_VALUE, 9));
    }
}
