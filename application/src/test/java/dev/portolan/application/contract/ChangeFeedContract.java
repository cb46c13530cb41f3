package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.DocumentStore.Draft;
import dev.portolan.application.port.DocumentStore.Move;
import dev.portolan.application.port.DocumentStore.Text;
import dev.portolan.application.port.DocumentStore.Visible;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Document;
import dev.portolan.domain.FeedEntry;
import dev.portolan.domain.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every change feed must do. */
public abstract class ChangeFeedContract {

    private static final Instant LATER = World.NOON.plus(Duration.ofHours(1));

    private static List<FeedEntry> changes(World world, long after, int limit) {
        return world.stores
                .documents()
                .changes(world.organization.id(), world.collection.id(), Visible.ALL, after, limit);
    }

    private static List<Document.Id> ids(List<FeedEntry> entries) {
        return entries.stream().map(FeedEntry::id).toList();
    }

    @Test
    void documents_appear_in_the_order_of_their_last_change_each_once(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id a = world.document("a");
        Document.Id b = world.document("b");
        Document.Id c = world.document("c");
        world.document("a", "2");

        List<FeedEntry> feed = changes(world, 0, 99);

        assertEquals(List.of(b, c, a), ids(feed));
        assertEquals(
                stores.documents().find(world.organization.id(), a),
                feed.getLast().document());
        assertEquals(List.of(c, a), ids(changes(world, feed.getFirst().sequence(), 99)));
        assertEquals(List.of(b, c), ids(changes(world, 0, 2)));
        assertEquals(List.of(), changes(world, feed.getLast().sequence(), 99));
    }

    @Test
    void within_one_save_the_order_is_that_of_the_drafts(Stores stores) {
        World world = World.create(stores, "acme");
        List<Draft> drafts = List.of("z", "a", "m").stream()
                .map(id -> world.draft(Resource.document(id, id, "1")))
                .toList();

        stores.documents().save(world.organization.id(), world.collection.id(), drafts);

        assertEquals(drafts.stream().map(Draft::id).toList(), ids(changes(world, 0, 99)));
    }

    @Test
    void a_removed_document_appears_as_deleted_at_the_time_of_its_removal(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id a = world.document("a");
        Document.Id b = world.document("b");

        stores.documents().remove(world.organization.id(), world.collection.id(), List.of(a), LATER);

        FeedEntry last = changes(world, 0, 99).getLast();
        assertEquals(new FeedEntry(last.sequence(), a, world.connection.id(), LATER, Optional.empty()), last);
        assertEquals(List.of(b, a), ids(changes(world, 0, 99)));
    }

    @Test
    void a_moved_document_appears_again_and_a_moved_folder_does_not(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id a = world.document("a");
        Document.Id b = world.document("b");
        Document.Id folder = world.folder("f");

        stores.documents()
                .move(
                        world.organization.id(),
                        world.collection.id(),
                        List.of(new Move(a, "new/a"), new Move(folder, "new/f")),
                        LATER);

        List<FeedEntry> feed = changes(world, 0, 99);
        assertEquals(List.of(b, a), ids(feed));
        assertEquals(LATER, feed.getLast().at());
        assertEquals("new/a", feed.getLast().document().orElseThrow().path());
    }

    @Test
    void a_document_that_returns_appears_as_itself(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id a = world.document("a");
        world.remove(a);
        world.document("a");

        List<FeedEntry> feed = changes(world, 0, 99);
        assertEquals(List.of(a), ids(feed));
        assertTrue(feed.getFirst().document().isPresent());
    }

    @Test
    void folders_do_not_appear_and_do_not_move_the_feed(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id folder = world.folder("f");
        world.document("a");
        world.remove(folder);

        assertEquals(1, changes(world, 0, 99).size());
    }

    @Test
    void a_document_that_became_a_folder_appears_as_deleted(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id a = world.document("a");
        world.save(world.draft(Resource.folder("a", "a"), new Text.Drop()));

        List<FeedEntry> feed = changes(world, 0, 99);
        assertEquals(List.of(a), ids(feed));
        assertEquals(Optional.empty(), feed.getFirst().document());
        assertEquals(0, world.remove(a));
        assertEquals(Optional.empty(), changes(world, 0, 99).getFirst().document());
    }

    @Test
    void only_documents_of_visible_connections_appear(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id a = world.document("a");

        assertEquals(
                List.of(a),
                ids(stores.documents()
                        .changes(
                                world.organization.id(),
                                world.collection.id(),
                                Visible.only(Set.of(world.connection.id())),
                                0,
                                9)));
        assertEquals(
                List.of(),
                stores.documents()
                        .changes(world.organization.id(), world.collection.id(), Visible.only(Set.of()), 0, 9));
    }

    @Test
    void sequences_ascend_and_are_not_reused_after_a_transaction_that_failed(Stores stores) {
        World world = World.create(stores, "acme");
        world.document("a");
        long before = changes(world, 0, 9).getLast().sequence();
        world.remove(world.document("b"));
        world.document("c");

        long after = changes(world, 0, 9).getLast().sequence();
        assertTrue(after > before);
        assertEquals(
                3,
                changes(world, 0, 9).stream()
                        .map(FeedEntry::sequence)
                        .distinct()
                        .count());
    }

    @Test
    void old_tombstones_are_forgotten_and_the_floor_rises_to_them(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id a = world.document("a");
        Document.Id b = world.document("b");
        Document.Id live = world.document("live");
        world.remove(a);
        long forgotten = changes(world, 0, 99).getLast().sequence();
        stores.documents().remove(world.organization.id(), world.collection.id(), List.of(b), LATER);

        assertEquals(0, floor(world));
        assertEquals(0, stores.documents().forgetTombstones(World.NOON, 99));
        assertEquals(1, stores.documents().forgetTombstones(LATER, 99));
        assertEquals(forgotten, floor(world));
        assertEquals(List.of(live, b), ids(changes(world, 0, 99)));
        assertEquals(Optional.empty(), world.known("a"));
        assertEquals(0, stores.documents().forgetTombstones(LATER, 99));
    }

    @Test
    void tombstones_of_several_collections_are_forgotten_a_few_at_a_time(Stores stores) {
        World world = World.create(stores, "acme");
        World other = World.create(stores, "other");
        world.remove(world.document("a"), world.document("b"));
        other.remove(other.document("c"));

        assertEquals(2, stores.documents().forgetTombstones(LATER, 2));
        assertEquals(1, stores.documents().forgetTombstones(LATER, 2));
        assertTrue(floor(world) > 0);
        assertTrue(floor(other) > 0);
    }

    private static long floor(World world) {
        return world.stores.documents().feedFloor(world.organization.id(), world.collection.id());
    }

    @Test
    void an_unknown_collection_has_no_feed(Stores stores) {
        World world = World.create(stores, "acme");
        Collection.Id unknown = new Collection.Id(World.documentId().value());

        assertEquals(0, stores.documents().feedFloor(world.organization.id(), unknown));
        assertEquals(List.of(), stores.documents().changes(world.organization.id(), unknown, Visible.ALL, 0, 9));
    }
}
