package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.DocumentStore.Draft;
import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.application.port.DocumentStore.Text;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Document;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of documents must do when documents are written and read back. */
public abstract class DocumentStoreContract {

    private static Optional<Document> find(World world, Document.Id id) {
        return world.stores.documents().find(world.organization.id(), id);
    }

    private static Optional<String> text(World world, Document.Id id) {
        return world.stores.documents().text(world.organization.id(), id);
    }

    @Test
    void every_field_of_a_document_comes_back(Stores stores) {
        World world = World.create(stores, "acme");
        Resource resource = Resource.document("id-1", "Grüße 😀.md", "v7")
                .in(new Resource.Id("folder-1"))
                .deletedAs("/grüße.md")
                .ofType(Optional.of("text/markdown"))
                .sized(1L << 40)
                .linkedAs("https://example.com/1")
                .modified(World.NOON.minus(Duration.ofDays(400)));
        Draft draft = world.draft(resource, "docs/Grüße 😀.md", new Text.Replace("Hello"));
        world.save(draft);

        assertEquals(
                Optional.of(new Document(
                        draft.id(),
                        world.organization.id(),
                        world.collection.id(),
                        world.connection.id(),
                        world.connection.provider(),
                        world.scope.id(),
                        resource.id(),
                        resource.name(),
                        "docs/Grüße 😀.md",
                        resource.mediaType(),
                        resource.size(),
                        "v7",
                        resource.url(),
                        resource.modifiedAt(),
                        Optional.of(5L),
                        World.NOON)),
                find(world, draft.id()));
        assertEquals(
                Optional.of(new Known(
                        draft.id(),
                        world.scope.id(),
                        ResourceKey.of("id-1"),
                        resource.id(),
                        Resource.Kind.DOCUMENT,
                        resource.name(),
                        "docs/Grüße 😀.md",
                        resource.parent(),
                        "v7",
                        1,
                        false)),
                world.known("id-1"));
    }

    @Test
    void instants_are_kept_to_the_microsecond_and_never_rounded_up(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id id = world.save(world.at(
                World.NOON.plusNanos(999_999),
                world.draft(Resource.document("a", "a", "1").modified(World.NOON))));

        assertEquals(
                World.NOON.plusNanos(999_000),
                find(world, id).orElseThrow().indexedAt().truncatedTo(java.time.temporal.ChronoUnit.MICROS));
    }

    @Test
    void documents_of_any_age_keep_their_dates(Stores stores) {
        World world = World.create(stores, "acme");
        List<Instant> dates = List.of(
                Instant.parse("1582-10-04T00:00:00Z"),
                Instant.parse("1969-12-31T23:59:59.999999Z"),
                Instant.parse("1999-12-31T23:59:59.000001Z"),
                Instant.parse("2000-01-01T00:00:00Z"),
                Instant.parse("9999-12-31T23:59:59.999999Z"));
        for (int save = 0; save < 2; save++) {
            for (Instant date : dates) {
                String name = date.toString();
                Document.Id id = world.save(
                        world.draft(Resource.document(name, name, "v" + save).modified(date)));
                Document document = find(
                                world,
                                save == 0 ? id : world.known(name).orElseThrow().id())
                        .orElseThrow();
                assertEquals("v" + save, document.version());
                assertEquals(Optional.of(date), document.modifiedAt());
            }
        }
    }

    @Test
    void a_document_without_text_is_none_the_worse(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id none = world.save(world.draft(Resource.document("a", "a", "1"), new Text.Drop()));
        Document.Id empty = world.save(world.draft(Resource.document("b", "b", "1"), new Text.Replace("")));

        assertEquals(Optional.empty(), find(world, none).orElseThrow().textLength());
        assertEquals(Optional.empty(), text(world, none));
        assertEquals(Optional.of(0L), find(world, empty).orElseThrow().textLength());
        assertEquals(Optional.of(""), text(world, empty));
    }

    @Test
    void saving_again_replaces_the_row_and_the_text_and_keeps_the_id(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id first = world.document("a", "1");
        Draft second = world.draft(Resource.document("a", "renamed", "2"), new Text.Replace("new"));
        world.save(second);

        assertEquals("renamed", find(world, first).orElseThrow().name());
        assertEquals(Optional.of("new"), text(world, first));
        assertEquals(Optional.empty(), find(world, second.id()));
        assertEquals(first, world.known("a").orElseThrow().id());
    }

    @Test
    void a_text_may_be_kept_or_dropped(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id id = world.document("a", "1");

        world.save(world.draft(Resource.document("a", "moved", "1"), new Text.Keep()));
        assertEquals(Optional.of("text of a"), text(world, id));
        assertEquals(Optional.of(9L), find(world, id).orElseThrow().textLength());
        world.save(world.draft(Resource.document("a", "moved", "2"), new Text.Drop()));
        assertEquals(Optional.empty(), text(world, id));
        assertEquals(Optional.empty(), find(world, id).orElseThrow().textLength());
    }

    @Test
    void the_last_word_about_a_resource_wins_within_one_save(Stores stores) {
        World world = World.create(stores, "acme");
        Draft first = world.draft(Resource.document("a", "first", "1"));
        Draft last = world.draft(Resource.document("a", "last", "2"));

        stores.documents().save(world.organization.id(), world.collection.id(), List.of(first, last));

        assertEquals("last", world.known("a").orElseThrow().name());
        assertEquals(
                Optional.of("text of last"),
                text(world, world.known("a").orElseThrow().id()));
    }

    @Test
    void long_texts_come_back_whole(Stores stores) {
        World world = World.create(stores, "acme");
        StringBuilder letters = new StringBuilder();
        // An odd beginning, so that two-char characters lie across every round border.
        letters.append('x');
        IntStream.range(0, 1_200_000).forEach(i -> letters.append("😀"));
        String text = letters.toString();
        Document.Id id = world.save(world.draft(Resource.document("a", "a", "1"), new Text.Replace(text)));
        Document.Id small = world.document("b");

        assertEquals(Optional.of(2_400_001L), find(world, id).orElseThrow().textLength());
        assertTrue(text.equals(text(world, id).orElseThrow()));
        assertEquals(
                Map.of(id, text, small, "text of b"),
                stores.documents().texts(world.organization.id(), List.of(id, small, World.documentId())));
        world.save(world.draft(Resource.document("a", "a", "2"), new Text.Replace("short")));
        assertEquals(Optional.of("short"), text(world, id));
    }

    @Test
    void ids_of_any_length_are_kept_whole(Stores stores) {
        World world = World.create(stores, "acme");
        String common = "ü".repeat(2_000);
        Document.Id one = world.save(world.draft(Resource.document(common + "1", "1", "1")
                .in(new Resource.Id(common + "p"))
                .deletedAs(common + "d")));
        Document.Id two = world.save(world.draft(Resource.document(common + "2", "2", "1")));

        assertEquals(common + "1", find(world, one).orElseThrow().resource().value());
        assertEquals(common + "2", find(world, two).orElseThrow().resource().value());
        assertEquals(one, world.known(common + "1").orElseThrow().id());
        assertEquals(
                Optional.of(new Resource.Id(common + "p")),
                world.known(common + "1").orElseThrow().parent());
        assertEquals(
                List.of(one),
                stores
                        .documents()
                        .byDeletionKeys(world.organization.id(), world.connection.id(), Set.of(common + "d"))
                        .stream()
                        .map(Known::id)
                        .toList());
    }

    @Test
    void a_removed_document_is_a_tombstone_and_comes_back_with_its_id(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id id = world.document("a");

        assertEquals(1, world.remove(id));
        assertEquals(0, world.remove(id));
        assertEquals(Optional.empty(), find(world, id));
        assertEquals(Optional.empty(), text(world, id));
        assertTrue(world.known("a").orElseThrow().deleted());
        assertEquals(id, world.known("a").orElseThrow().id());

        world.document("a");
        assertFalse(world.known("a").orElseThrow().deleted());
        assertEquals(Optional.of("text of a"), text(world, id));
    }

    @Test
    void a_removed_folder_leaves_nothing_and_is_not_counted(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id folder = world.folder("f");

        assertEquals(Optional.empty(), find(world, folder));
        assertTrue(world.known("f").isPresent());
        assertEquals(1, world.remove(folder, world.document("a"), World.documentId()));
        assertEquals(Optional.empty(), world.known("f"));
    }

    @Test
    void live_documents_of_a_scope_are_counted_without_folders(Stores stores) {
        World world = World.create(stores, "acme");
        world.document("a");
        world.document("b");
        world.remove(world.document("c"));
        world.folder("f");
        world.save(world.in(new Scope.Id("other"), world.draft(Resource.document("d", "d", "1"))));

        assertEquals(2, stores.documents().count(world.organization.id(), world.connection.id(), world.scope.id()));
    }

    @Test
    void known_answers_for_many_keys_at_once(Stores stores) {
        World world = World.create(stores, "acme");
        List<Draft> drafts = IntStream.range(0, 1_000)
                .mapToObj(number -> world.draft(Resource.document("key-" + number, "n", "1"), new Text.Drop()))
                .toList();
        stores.documents().save(world.organization.id(), world.collection.id(), drafts);
        Set<ResourceKey> keys = IntStream.range(500, 1_500)
                .mapToObj(number -> ResourceKey.of("key-" + number))
                .collect(java.util.stream.Collectors.toSet());

        assertEquals(
                500,
                stores.documents()
                        .known(world.organization.id(), world.connection.id(), keys)
                        .size());
        assertEquals(Map.of(), stores.documents().known(world.organization.id(), world.connection.id(), Set.of()));
    }

    @Test
    void a_document_needs_its_collection_and_its_connection(Stores stores) {
        World world = World.create(stores, "acme");
        Draft draft = world.draft(Resource.document("a", "a", "1"));
        Collection.Id elsewhere = new Collection.Id(World.documentId().value());

        assertThrows(
                RuntimeException.class,
                () -> stores.documents().save(world.organization.id(), elsewhere, List.of(draft)));
        assertEquals(Optional.empty(), find(world, draft.id()));
    }

    @Test
    void what_a_transaction_wrote_goes_when_it_fails(Stores stores) {
        World world = World.create(stores, "acme");
        Document.Id kept = world.document("a");
        List<Document.Id> lost = new ArrayList<>();

        assertThrows(
                StackOverflowError.class,
                () -> stores.transactions().run(() -> {
                    lost.add(world.document("b"));
                    world.remove(kept);
                    throw new StackOverflowError("as good as any");
                }));

        assertEquals(Optional.of("text of a"), text(world, kept));
        assertEquals(Optional.empty(), find(world, lost.getFirst()));
        assertEquals(Optional.empty(), world.known("b"));
    }

    @Test
    void a_transaction_inside_another_is_part_of_it(Stores stores) {
        World world = World.create(stores, "acme");

        assertThrows(
                IllegalStateException.class,
                () -> stores.transactions().run(() -> {
                    stores.transactions().run(() -> world.document("a"));
                    throw new IllegalStateException("after the inner one");
                }));

        assertEquals(Optional.empty(), world.known("a"));
    }

    @Test
    void a_transaction_may_go_on_after_an_inner_one_has_failed(Stores stores) {
        World world = World.create(stores, "acme");

        stores.transactions().run(() -> {
            world.document("a");
            assertThrows(
                    IllegalStateException.class,
                    () -> stores.transactions().run(() -> {
                        throw new IllegalStateException("expected");
                    }));
        });

        assertTrue(world.known("a").isPresent());
    }
}
