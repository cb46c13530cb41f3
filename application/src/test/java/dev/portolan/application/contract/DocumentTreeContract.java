package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.application.port.DocumentStore.Move;
import dev.portolan.application.port.DocumentStore.Text;
import dev.portolan.domain.Document;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of documents must do when a scope is compared, walked, emptied or handed over. */
public abstract class DocumentTreeContract {

    private static List<String> ids(List<Known> rows) {
        return rows.stream().map(row -> row.resource().value()).toList();
    }

    private static List<String> range(World world, Optional<String> after, Optional<String> through, int limit) {
        return ids(world.stores
                .documents()
                .range(
                        world.organization.id(),
                        world.connection.id(),
                        world.scope.id(),
                        new KeyRange(after, through),
                        limit));
    }

    @Test
    void a_range_is_in_byte_order_of_utf_8_whatever_the_database_is_told_to_collate_by(Stores stores) {
        World world = World.create(stores, "acme");
        // UTF-16 would put the emoji before the private-use character; a locale would ignore case and hyphens.
        List<String> inOrder = List.of("A", "B", "a", "a-b", "a/b", "ab", "b", "é", "\uE000", "😀");
        for (int i = 0; i < inOrder.size(); i++) {
            world.document(inOrder.get((i * 7) % inOrder.size()));
        }

        assertEquals(inOrder, range(world, Optional.empty(), Optional.empty(), 99));
        assertEquals(List.of("b", "é"), range(world, Optional.of("ab"), Optional.of("é"), 99));
        assertEquals(List.of("a", "a-b"), range(world, Optional.of("B"), Optional.empty(), 2));
        assertEquals(List.of("A", "B"), range(world, Optional.empty(), Optional.of("B"), 99));
    }

    @Test
    void a_range_has_live_rows_of_its_scope_folders_included(Stores stores) {
        World world = World.create(stores, "acme");
        world.folder("f");
        world.remove(world.document("gone"));
        world.save(world.in(new Scope.Id("other"), world.draft(Resource.document("x", "x", "1"))));
        world.document("a");

        assertEquals(List.of("a", "f"), range(world, Optional.empty(), Optional.empty(), 99));
    }

    @Test
    void rows_are_found_by_what_deletions_name(Stores stores) {
        World world = World.create(stores, "acme");
        world.save(world.draft(Resource.document("id:1", "a", "1").deletedAs("/a")));
        world.save(world.draft(Resource.document("id:2", "b", "1").deletedAs("/b")));
        world.save(world.draft(Resource.document("plain", "c", "1")));
        world.remove(world.save(world.draft(Resource.document("id:3", "d", "1").deletedAs("/d"))));
        world.remove(world.document("gone"));

        List<Known> found = stores.documents()
                .byDeletionKeys(
                        world.organization.id(),
                        world.connection.id(),
                        Set.of("/a", "plain", "/d", "gone", "id:2", "/unknown"));

        assertEquals(Set.of("id:1", "plain"), new HashSet<>(ids(found)));
    }

    @Test
    void children_come_by_key_page_by_page(Stores stores) {
        World world = World.create(stores, "acme");
        Resource.Id parent = new Resource.Id("p");
        for (String id : List.of("d", "b")) {
            world.save(world.draft(Resource.document(id, id, "1").in(parent)));
        }
        for (String id : List.of("c-folder", "a-folder")) {
            world.save(world.draft(Resource.folder(id, id).in(parent), new Text.Drop()));
        }
        world.save(world.draft(Resource.document("elsewhere", "e", "1").in(new Resource.Id("q"))));
        world.document("orphan");

        List<Known> first = children(world, parent, Optional.empty(), 3);

        assertEquals(List.of("a-folder", "b", "c-folder"), ids(first));
        assertEquals(
                List.of("d"),
                ids(children(world, parent, Optional.of(first.getLast().key()), 3)));
    }

    private static List<Known> children(World world, Resource.Id parent, Optional<ResourceKey> after, int limit) {
        return world.stores.documents().children(world.organization.id(), world.connection.id(), parent, after, limit);
    }

    @Test
    void removed_children_are_no_children(Stores stores) {
        World world = World.create(stores, "acme");
        Resource.Id parent = new Resource.Id("p");
        world.remove(world.save(world.draft(Resource.document("d", "d", "1").in(parent))));

        assertEquals(List.of(), children(world, parent, Optional.empty(), 9));
    }

    @Test
    void a_connection_or_a_scope_is_emptied_batch_by_batch(Stores stores) {
        World world = World.create(stores, "acme");
        Scope.Id other = new Scope.Id("other");
        Set<Document.Id> mine = Set.of(world.document("a"), world.document("b"), world.folder("f"));
        Document.Id theirs = world.save(world.in(other, world.draft(Resource.document("x", "x", "1"))));

        assertEquals(mine, new HashSet<>(batch(world, Optional.of(world.scope.id()), 9)));
        assertEquals(2, batch(world, Optional.of(world.scope.id()), 2).size());
        assertEquals(4, batch(world, Optional.empty(), 9).size());
        world.remove(mine.toArray(Document.Id[]::new));
        assertEquals(List.of(theirs), batch(world, Optional.empty(), 9));
        assertEquals(List.of(), batch(world, Optional.of(world.scope.id()), 9));
    }

    private static List<Document.Id> batch(World world, Optional<Scope.Id> scope, int limit) {
        return world.stores.documents().batch(world.organization.id(), world.connection.id(), scope, limit);
    }

    @Test
    void a_moved_row_has_another_path_and_keeps_its_text(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id a = world.document("a");
        Document.Id folder = world.folder("f");
        Document.Id gone = world.document("gone");
        world.remove(gone);

        stores.documents()
                .move(
                        world.organization.id(),
                        world.collection.id(),
                        List.of(new Move(a, "new/a"), new Move(folder, "new/f"), new Move(gone, "new/gone")),
                        World.NOON.plusSeconds(1));

        Document moved = stores.documents().find(world.organization.id(), a).orElseThrow();
        assertEquals("new/a", moved.path());
        assertEquals(World.NOON.plusSeconds(1), moved.indexedAt());
        assertEquals(Optional.of("text of a"), stores.documents().text(world.organization.id(), a));
        assertEquals("new/a", world.known("a").orElseThrow().path());
        assertEquals("new/f", world.known("f").orElseThrow().path());
        assertEquals("gone", world.known("gone").orElseThrow().path());
    }
}
