package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.DocumentStore.Visible;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of collections must do. */
public abstract class CollectionStoreContract {

    private final SequentialIds ids = new SequentialIds();

    private Collection collection(World world, String slug) {
        return new Collection(
                new Collection.Id(ids.next()), world.organization.id(), slug, "The " + slug, World.NOON, World.NOON);
    }

    @Test
    void what_was_added_is_found_by_id_and_slug(Stores stores) {
        World world = World.create(stores, "acme");

        assertEquals(
                Optional.of(world.collection),
                stores.collections().find(world.organization.id(), world.collection.id()));
        assertEquals(Optional.of(world.collection), stores.collections().bySlug(world.organization.id(), "papers"));
    }

    @Test
    void a_slug_is_taken_once_within_its_organization(Stores stores) {
        World world = World.create(stores, "acme");
        World other = World.create(stores, "other");

        assertFalse(stores.collections().add(collection(world, "papers")));
        assertTrue(stores.collections().add(collection(other, "books")));
        assertTrue(stores.collections().add(collection(world, "books")));
    }

    @Test
    void renaming_changes_name_slug_and_time_but_not_to_a_taken_slug(Stores stores) {
        World world = World.create(stores, "acme");
        stores.collections().add(collection(world, "books"));
        Collection renamed = world.collection.renamed("Articles", "articles", World.NOON.plus(Duration.ofHours(1)));

        assertTrue(stores.collections().update(renamed));
        assertEquals(Optional.of(renamed), stores.collections().find(world.organization.id(), renamed.id()));
        assertTrue(stores.collections().update(renamed.renamed("Same slug", "articles", World.NOON)));
        assertFalse(stores.collections().update(renamed.renamed("Books", "books", World.NOON)));
        assertFalse(stores.collections().update(collection(world, "unknown")));
    }

    @Test
    void they_are_listed_by_slug_in_byte_order_page_by_page(Stores stores) {
        World world = World.create(stores, "acme");
        List.of("b", "a-b", "ab").forEach(slug -> stores.collections().add(collection(world, slug)));

        List<String> first = slugs(stores.collections().list(world.organization.id(), "", 3));
        List<String> second = slugs(stores.collections().list(world.organization.id(), "b", 3));

        assertEquals(List.of("a-b", "ab", "b"), first);
        assertEquals(List.of("papers"), second);
    }

    private static List<String> slugs(List<Collection> collections) {
        return collections.stream().map(Collection::slug).toList();
    }

    @Test
    void one_with_connections_stays_and_one_without_goes(Stores stores) {
        World world = World.create(stores, "acme");
        Collection empty = collection(world, "empty");
        stores.collections().add(empty);

        assertFalse(stores.collections().remove(world.organization.id(), world.collection.id()));
        assertTrue(stores.collections().remove(world.organization.id(), empty.id()));
        assertFalse(stores.collections().remove(world.organization.id(), empty.id()));
        assertEquals(Optional.empty(), stores.collections().find(world.organization.id(), empty.id()));
    }

    @Test
    void deleted_connections_and_tombstones_go_with_it(Stores stores) {
        World world = World.create(stores, "acme");
        world.remove(world.document("a"));
        stores.connections().update(world.connection.deleting(World.NOON).deleted(World.NOON));

        assertTrue(stores.collections().remove(world.organization.id(), world.collection.id()));

        assertEquals(Optional.empty(), stores.connections().find(world.organization.id(), world.connection.id()));
        assertEquals(
                List.of(),
                stores.documents().changes(world.organization.id(), world.collection.id(), Visible.ALL, 0, 10));
    }

    @Test
    void one_whose_connection_is_still_being_deleted_stays(Stores stores) {
        World world = World.create(stores, "acme");
        Connection deleting = world.connection.deleting(World.NOON);
        stores.connections().update(deleting);

        assertFalse(stores.collections().remove(world.organization.id(), world.collection.id()));
    }
}
