package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.port.DocumentStore.Query;
import dev.portolan.application.port.DocumentStore.Text;
import dev.portolan.application.port.DocumentStore.Visible;
import dev.portolan.domain.Document;
import dev.portolan.domain.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of documents must do when a collection is listed and searched. */
public abstract class DocumentQueryContract {

    private static List<String> list(World world, Query query, int limit) {
        return world.stores.documents().list(world.organization.id(), world.collection.id(), query, limit).stream()
                .map(Document::name)
                .toList();
    }

    private static Query all(Optional<Document.Id> after) {
        return new Query(Visible.ALL, Optional.empty(), Optional.empty(), after);
    }

    private static Query text(String text) {
        return new Query(Visible.ALL, Optional.of(text), Optional.empty(), Optional.empty());
    }

    private static Query path(String path) {
        return new Query(Visible.ALL, Optional.empty(), Optional.of(path), Optional.empty());
    }

    private static void save(World world, String name, String path, String text) {
        world.save(world.draft(Resource.document(path, name, "1"), path, new Text.Replace(text)));
    }

    @Test
    void documents_are_listed_by_id_page_by_page_without_folders_and_tombstones(Stores stores) {
        World world = World.create(stores, "acme");
        world.document("c");
        Document.Id second = world.document("a");
        world.folder("f");
        world.remove(world.document("gone"));
        world.document("b");

        assertEquals(List.of("c", "a"), list(world, all(Optional.empty()), 2));
        assertEquals(List.of("b"), list(world, all(Optional.of(second)), 2));
    }

    @Test
    void a_text_is_found_in_name_path_and_text_whatever_its_case(Stores stores) {
        World world = World.create(stores, "acme");
        save(world, "Annual REPORT.md", "x/1", "nothing");
        save(world, "2.md", "Reports/2", "nothing");
        save(world, "3.md", "x/3", "all about rePorts");
        save(world, "4.md", "x/4", "nothing");

        assertEquals(List.of("Annual REPORT.md", "2.md", "3.md"), list(world, text("RepOrt"), 9));
    }

    @Test
    void percent_and_underscore_and_exclamation_mark_mean_themselves(Stores stores) {
        World world = World.create(stores, "acme");
        save(world, "1", "a_b/1", "100% sure!");
        save(world, "2", "axb/2", "100 and sure");

        assertEquals(List.of("1"), list(world, text("100%"), 9));
        assertEquals(List.of("1"), list(world, text("sure!"), 9));
        assertEquals(List.of("1"), list(world, text("a_b"), 9));
        assertEquals(List.of("1"), list(world, path("a_b"), 9));
        assertEquals(List.of(), list(world, text("\\"), 9));
    }

    @Test
    void a_word_is_found_anywhere_in_a_long_text(Stores stores) {
        World world = World.create(stores, "acme");
        save(world, "long", "long", "x".repeat(499_996) + "needle" + "x".repeat(600_000));

        assertEquals(List.of("long"), list(world, text("needle"), 9));
    }

    @Test
    void a_path_is_the_document_itself_or_a_folder_above_it(Stores stores) {
        World world = World.create(stores, "acme");
        save(world, "1", "docs/guide/1", "");
        save(world, "2", "docs/guide", "");
        save(world, "3", "docs/guidebook", "");
        save(world, "4", "other/docs/guide/4", "");

        assertEquals(List.of("1", "2"), list(world, path("docs/guide"), 9));
        assertEquals(List.of("1", "2", "3"), list(world, path("docs"), 9));
    }

    @Test
    void only_documents_of_visible_connections_are_listed(Stores stores) {
        World world = World.create(stores, "acme");
        world.document("a");

        Query mine = new Query(
                Visible.only(Set.of(world.connection.id())), Optional.empty(), Optional.empty(), Optional.empty());
        Query none = new Query(Visible.only(Set.of()), Optional.empty(), Optional.empty(), Optional.empty());
        assertEquals(List.of("a"), list(world, mine, 9));
        assertEquals(List.of(), list(world, none, 9));
    }
}
