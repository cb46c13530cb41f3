package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.DeletionStore.TreeWork;
import dev.portolan.application.port.DocumentStore.Draft;
import dev.portolan.domain.Document;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of marks, seen keys and tree work must do. */
public abstract class DeletionStoreContract {

    private static final Scope.Id OTHER = new Scope.Id("other");

    /** One of each: a mark, a seen key and tree work. */
    static void leaveSomething(World world, Scope.Id scope) {
        mark(world, scope, world.document("marked"));
        see(world, 1, "seen");
        world.stores
                .deletions()
                .addTreeWork(
                        world.organization.id(), world.connection.id(), scope, List.of(work("f", TreeWork.Kind.MOVE)));
    }

    private static void mark(World world, Scope.Id scope, Document.Id... ids) {
        world.stores.deletions().mark(world.organization.id(), world.connection.id(), scope, List.of(ids));
    }

    private static List<Document.Id> next(World world, Scope.Id scope, int limit) {
        return world.stores.deletions().next(world.organization.id(), world.connection.id(), scope, limit);
    }

    private static long count(World world, Scope.Id scope) {
        return world.stores.deletions().count(world.organization.id(), world.connection.id(), scope);
    }

    private static boolean any(World world, Scope.Id scope) {
        return world.stores.deletions().any(world.organization.id(), world.connection.id(), scope);
    }

    private static void see(World world, long listing, String... ids) {
        world.stores
                .deletions()
                .see(
                        world.organization.id(),
                        world.connection.id(),
                        world.scope.id(),
                        listing,
                        List.of(ids).stream().map(ResourceKey::of).toList());
    }

    private static TreeWork work(String folder, TreeWork.Kind kind) {
        return new TreeWork(new Resource.Id(folder), kind, Optional.empty());
    }

    @Test
    void marks_are_counted_without_folders_and_handed_out_with_them(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id a = world.document("a");
        Document.Id folder = world.folder("f");
        mark(world, world.scope.id(), a, folder);
        mark(world, world.scope.id(), a, World.documentId());

        assertEquals(1, count(world, world.scope.id()));
        assertEquals(Set.of(a, folder), new HashSet<>(next(world, world.scope.id(), 9)));
        assertEquals(1, next(world, world.scope.id(), 1).size());
        assertTrue(any(world, world.scope.id()));
        assertFalse(any(world, OTHER));
    }

    @Test
    void only_live_rows_that_the_scope_owns_are_marked(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id gone = world.document("gone");
        world.remove(gone);
        mark(world, world.scope.id(), gone);
        mark(world, OTHER, world.document("a"));

        assertFalse(any(world, world.scope.id()));
        assertFalse(any(world, OTHER));
    }

    @Test
    void a_mark_goes_when_it_is_cleared_or_its_row_removed(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id a = world.document("a");
        Document.Id b = world.document("b");
        mark(world, world.scope.id(), a, b);

        stores.deletions().clear(world.organization.id(), world.connection.id(), List.of(a));
        assertEquals(List.of(b), next(world, world.scope.id(), 9));
        world.remove(b);
        world.document("b");
        assertFalse(any(world, world.scope.id()));
        assertEquals(0, count(world, world.scope.id()));
    }

    @Test
    void what_a_listing_has_not_seen_is_marked_batch_by_batch(Stores stores) {
        World world = World.create(stores, "acme");
        List<Document.Id> ids = IntStream.range(0, 10)
                .mapToObj(number -> world.document("d" + number))
                .toList();
        see(world, 1, "d1", "d2");
        see(world, 2, "d1", "d4", "d9");
        see(world, 2, "d1", "d5");

        int batches = sweep(world, 2, 3);

        assertEquals(4, batches);
        assertEquals(
                Set.of(ids.get(0), ids.get(2), ids.get(3), ids.get(6), ids.get(7), ids.get(8)),
                new HashSet<>(next(world, world.scope.id(), 99)));
    }

    @Test
    void what_a_listing_has_written_it_has_seen(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id before = world.document("before");
        Draft draft = world.draft(Resource.document("now", "now", "1"));
        world.save(new Draft(
                draft.id(),
                draft.connection(),
                draft.scope(),
                draft.resource(),
                draft.path(),
                7,
                draft.text(),
                draft.indexedAt()));

        sweep(world, 7, 3);
        assertEquals(List.of(before), next(world, world.scope.id(), 9));

        sweep(world, 8, 3);
        assertEquals(2, next(world, world.scope.id(), 9).size());
    }

    private static int sweep(World world, long listing, int limit) {
        int batches = 0;
        Optional<ResourceKey> after = Optional.empty();
        do {
            after = world.stores
                    .deletions()
                    .markUnseen(
                            world.organization.id(), world.connection.id(), world.scope.id(), listing, after, limit);
            batches++;
        } while (after.isPresent());
        return batches;
    }

    @Test
    void a_sweep_leaves_other_scopes_and_tombstones_alone(Stores stores) {
        World world = World.create(stores, "acme");
        world.remove(world.document("gone"));
        world.save(world.in(OTHER, world.draft(Resource.document("x", "x", "1"))));

        sweep(world, 2, 100);

        assertFalse(any(world, world.scope.id()));
        assertFalse(any(world, OTHER));
    }

    @Test
    void what_earlier_listings_have_seen_is_forgotten_in_batches(Stores stores) {
        World world = World.create(stores, "acme");
        see(world, 1, "a", "b");
        see(world, 2, "a", "b", "c");
        see(world, 3, "a");

        assertEquals(4, forget(world, 3, 4));
        assertEquals(1, forget(world, 3, 4));
        assertEquals(0, forget(world, 3, 4));
        world.document("a");
        sweep(world, 3, 9);
        assertFalse(any(world, world.scope.id()));
    }

    private static int forget(World world, long listing, int limit) {
        return world.stores
                .deletions()
                .forgetSeen(world.organization.id(), world.connection.id(), world.scope.id(), listing, limit);
    }

    @Test
    void tree_work_is_done_in_order_and_remembers_how_far_it_came(Stores stores) {
        World world = World.create(stores, "acme");
        addTreeWork(world, work("b", TreeWork.Kind.MOVE), work("a", TreeWork.Kind.DELETE));
        addTreeWork(world, work("c", TreeWork.Kind.MOVE));
        TreeWork further = new TreeWork(new Resource.Id("b"), TreeWork.Kind.MOVE, Optional.of(ResourceKey.of("child")));

        stores.deletions().updateTreeWork(world.organization.id(), world.connection.id(), world.scope.id(), further);
        assertEquals(Optional.of(further), nextTreeWork(world));
        stores.deletions().removeTreeWork(world.organization.id(), world.connection.id(), world.scope.id(), further);

        List<TreeWork> rest = new ArrayList<>();
        for (Optional<TreeWork> next = nextTreeWork(world); next.isPresent(); next = nextTreeWork(world)) {
            rest.add(next.get());
            stores.deletions()
                    .removeTreeWork(world.organization.id(), world.connection.id(), world.scope.id(), next.get());
        }
        assertEquals(List.of(work("a", TreeWork.Kind.DELETE), work("c", TreeWork.Kind.MOVE)), rest);
    }

    @Test
    void adding_tree_work_again_starts_it_anew_and_kinds_are_kept_apart(Stores stores) {
        World world = World.create(stores, "acme");
        String longId = "f".repeat(3_000);
        addTreeWork(world, work(longId, TreeWork.Kind.MOVE));
        stores.deletions()
                .updateTreeWork(
                        world.organization.id(),
                        world.connection.id(),
                        world.scope.id(),
                        new TreeWork(new Resource.Id(longId), TreeWork.Kind.MOVE, Optional.of(ResourceKey.of("x"))));

        addTreeWork(
                world,
                work(longId, TreeWork.Kind.MOVE),
                work(longId, TreeWork.Kind.MOVE),
                work(longId, TreeWork.Kind.DELETE));

        assertEquals(Optional.of(work(longId, TreeWork.Kind.MOVE)), nextTreeWork(world));
        stores.deletions()
                .removeTreeWork(
                        world.organization.id(),
                        world.connection.id(),
                        world.scope.id(),
                        work(longId, TreeWork.Kind.MOVE));
        assertEquals(Optional.of(work(longId, TreeWork.Kind.DELETE)), nextTreeWork(world));
    }

    private static void addTreeWork(World world, TreeWork... work) {
        world.stores
                .deletions()
                .addTreeWork(world.organization.id(), world.connection.id(), world.scope.id(), List.of(work));
    }

    private static Optional<TreeWork> nextTreeWork(World world) {
        return world.stores.deletions().nextTreeWork(world.organization.id(), world.connection.id(), world.scope.id());
    }
}
