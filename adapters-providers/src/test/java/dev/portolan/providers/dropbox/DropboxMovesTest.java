package dev.portolan.providers.dropbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.providers.Mirror;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deleted, moved, replaced and made again in a Dropbox, as its feed tells it by paths. */
class DropboxMovesTest {

    private final DropboxFixture fixture = new DropboxFixture();
    private final FakeDropbox dropbox = fixture.dropbox;
    private final Mirror mirror = new Mirror();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void the_deletion_of_a_folder_takes_what_is_below() {
        put("/docs/a.txt", "/docs/deep/b.txt", "/docs.txt", "/docs2/c.txt");
        mirror.catchUp(session());
        dropbox.tree.delete("/docs");
        mirror.catchUp(session());
        assertEquals(Set.of("docs.txt", "docs2", "docs2/c.txt"), paths());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_move_keeps_the_id_whichever_half_is_told_first(boolean deletionLast) {
        put("/a.txt", "/docs/b.txt", "/docs/deep/c.txt");
        mirror.catchUp(session());
        Set<String> before = documents();
        dropbox.tree.move("/docs", "/Archive/Docs", deletionLast);
        dropbox.tree.move("/a.txt", "/A2.txt", deletionLast);
        mirror.catchUp(session());
        assertEquals(before, documents());
        assertEquals(
                Set.of(
                        "A2.txt",
                        "Archive",
                        "Archive/Docs",
                        "Archive/Docs/b.txt",
                        "Archive/Docs/deep",
                        "Archive/Docs/deep/c.txt"),
                paths());
    }

    /** Whether Dropbox tells the deletion, and how much it tells at once: the first page ends anywhere between the two. */
    @ParameterizedTest
    @CsvSource({"false, 2000", "false, 1", "false, 2", "true, 2000", "true, 1", "true, 2"})
    void what_a_folder_had_is_gone_when_it_was_deleted_and_made_again(boolean onlyLatest, int atOnce) {
        if (onlyLatest) {
            dropbox.tellOnlyTheLatest();
        }
        put("/docs/a.txt", "/docs/deep/b.txt", "/docs/deep/both.txt", "/docs2/c.txt");
        mirror.catchUp(session());
        dropbox.give(atOnce);
        dropbox.tree.delete("/docs");
        put("/docs/new.txt", "/docs/deep/both.txt", "/docs/deep/new.txt");
        mirror.catchUp(session());
        assertEquals(
                Set.of(
                        "docs",
                        "docs/new.txt",
                        "docs/deep",
                        "docs/deep/both.txt",
                        "docs/deep/new.txt",
                        "docs2",
                        "docs2/c.txt"),
                paths());
        assertTrue(documents().contains(dropbox.tree.id("/docs/deep/both.txt")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2_000})
    void a_folder_that_is_made_again_in_a_later_sync_has_only_what_is_new(int atOnce) {
        put("/docs/a.txt", "/docs/both.txt");
        mirror.catchUp(session());
        dropbox.give(atOnce);
        dropbox.tree.delete("/docs");
        mirror.catchUp(session());
        assertEquals(Set.of(), paths());
        put("/docs/both.txt", "/docs/new.txt");
        mirror.catchUp(session());
        assertEquals(Set.of("docs", "docs/both.txt", "docs/new.txt"), paths());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_folder_that_takes_the_place_of_another_brings_what_it_has(boolean onlyLatest) {
        if (onlyLatest) {
            dropbox.tellOnlyTheLatest();
        }
        put("/docs/a.txt", "/other/b.txt");
        mirror.catchUp(session());
        String moved = dropbox.tree.id("/other/b.txt");
        dropbox.give(1);
        dropbox.tree.delete("/docs");
        dropbox.tree.move("/other", "/docs", false);
        mirror.catchUp(session());
        assertEquals(Set.of("docs", "docs/b.txt"), paths());
        assertEquals(Set.of(moved), documents());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_folder_that_is_made_again_while_it_is_listed_has_only_what_is_new(boolean onlyLatest) {
        if (onlyLatest) {
            dropbox.tellOnlyTheLatest();
        }
        put("/docs/a.txt", "/docs/b.txt", "/z.txt");
        dropbox.give(2);
        mirror.catchUp(session(), () -> {
            dropbox.tree.delete("/docs");
            put("/docs/new.txt");
        });
        assertEquals(Set.of("z.txt", "docs", "docs/new.txt"), paths());
    }

    @Test
    void a_page_is_read_in_its_order() {
        put("/docs/a.txt", "/docs/late.txt");
        mirror.catchUp(session());
        Map<String, Object> late =
                dropbox.tree.find("/docs/late.txt", "").orElseThrow().metadata("");
        dropbox.tree.delete("/docs");
        put("/docs/new.txt");
        List<Map<String, Object>> entries = List.of(
                late,
                Map.of(".tag", "deleted", "name", "docs", "path_lower", "/docs", "path_display", "/docs"),
                dropbox.tree.find("/docs", "").orElseThrow().metadata(""),
                dropbox.tree.find("/docs/new.txt", "").orElseThrow().metadata(""));
        dropbox.refuse(FakeDropbox.Answer.json(200, Map.of("entries", entries, "cursor", "c", "has_more", false)));
        mirror.catchUp(session());
        assertEquals(Set.of("docs", "docs/new.txt"), paths());
    }

    @Test
    void a_file_takes_the_place_of_a_folder_and_of_another_file() {
        put("/x/a.txt", "/y.txt", "/z.txt");
        mirror.catchUp(session());
        put("/x");
        dropbox.tree.delete("/y.txt");
        dropbox.tree.move("/z.txt", "/y.txt", false);
        mirror.catchUp(session());
        assertEquals(Set.of("x", "y.txt"), paths());
        assertEquals(2, documents().size());
    }

    private ConnectorSession session() {
        return fixture.connector().open(fixture.binding());
    }

    private void put(String... paths) {
        for (String path : paths) {
            dropbox.tree.put(path, path.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Set<String> paths() {
        return mirror.resources.values().stream()
                .map(resource -> resource.path().orElseThrow())
                .collect(Collectors.toSet());
    }

    private Set<String> documents() {
        return mirror.resources.values().stream()
                .filter(resource -> !resource.isFolder())
                .map(resource -> resource.id().value())
                .collect(Collectors.toSet());
    }
}
