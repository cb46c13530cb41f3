package dev.portolan.providers.notion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.domain.Change;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What later runs find: edits told to the minute, a trash, and pages that are not shared any more. */
class NotionChangesTest extends NotionWorld {

    @Test
    void the_trash_is_deletion_and_what_is_restored_is_back_with_all_below() {
        String top = tree.page("", "Top");
        String inner = tree.page(top, "Inner");
        String deep = tree.page(inner, "Deep");
        String file = tree.file(deep, "pdf", "a.pdf", bytes("pdf"));
        String kept = tree.page("", "Kept");
        mirror.catchUp(session());
        assertEquals(Set.of(top, inner, deep, "file:" + file, kept), documents());
        tree.pass(A_DAY);
        tree.trash(inner, true);
        mirror.catchUp(session());
        assertEquals(Set.of(top, kept), documents());
        tree.pass(A_DAY);
        tree.trash(inner, false);
        mirror.catchUp(session());
        assertEquals(Set.of(top, inner, deep, "file:" + file, kept), documents());
    }

    @Test
    void a_row_and_a_whole_database_go_with_the_trash() {
        String source = tree.database("", "Tasks");
        String row = tree.page(source, "Row");
        String other = tree.page(source, "Other");
        mirror.catchUp(session());
        tree.pass(A_DAY);
        tree.trash(row, true);
        mirror.catchUp(session());
        assertEquals(Set.of(other), documents());
        tree.pass(A_DAY);
        tree.trash(source, true);
        mirror.catchUp(session());
        assertEquals(Set.of(), mirror.resources.keySet());
    }

    @Test
    void a_complete_run_finds_all_of_the_trash_however_long_ago_that_was() {
        String gone = tree.page("", "Gone");
        String kept = tree.page("", "Kept");
        mirror.catchUp(session());
        Instant edited = tree.nodes.get(gone).edited;
        tree.pass(A_DAY);
        tree.touch(kept);
        mirror.catchUp(session());
        tree.trash(gone, true);
        tree.nodes.get(gone).edited = edited;
        mirror.catchUp(session());
        assertEquals(Set.of(gone, kept), documents(), "nothing has told it yet");
        mirror.forgetCheckpoints();
        mirror.catchUp(session());
        assertEquals(Set.of(kept), documents());
    }

    @Test
    void what_is_no_longer_shared_is_not_deleted() {
        String top = tree.page("", "Top");
        String inner = tree.page(top, "Inner");
        mirror.catchUp(session());
        tree.share(top, false);
        mirror.catchUp(session());
        mirror.forgetCheckpoints();
        mirror.catchUp(session());
        assertEquals(Set.of(top, inner), documents());
        assertThrows(ProviderFailure.Missing.class, () -> session().resource(new Resource.Id(top)));
    }

    @Test
    void what_is_no_longer_shared_goes_in_a_complete_run_where_that_is_wanted() {
        String top = tree.page("", "Top");
        String kept = tree.page("", "Kept");
        Map<String, Object> settings = Map.of("deleteUnshared", true);
        mirror.catchUp(session(settings));
        tree.share(top, false);
        mirror.catchUp(session(settings));
        assertEquals(Set.of(top, kept), documents());
        mirror.forgetCheckpoints();
        mirror.catchUp(session(settings));
        assertEquals(Set.of(kept), documents());
    }

    @Test
    void a_picked_page_that_is_no_longer_shared_is_access_lost() {
        String top = tree.page("", "Top");
        tree.page(top, "Inner");
        Map<String, Object> settings = Map.of("pages", List.of(top), "deleteUnshared", true);
        mirror.catchUp(session(settings));
        Set<String> before = documents();
        tree.share(top, false);
        assertThrows(ProviderFailure.Missing.class, () -> mirror.catchUp(session(settings)));
        assertEquals(before, documents());
    }

    @Test
    void a_move_or_a_rename_keeps_the_id() {
        String here = tree.page("", "Here");
        String there = tree.page("", "There");
        String page = tree.page(here, "Page");
        String below = tree.page(page, "Below");
        mirror.catchUp(session());
        tree.pass(A_DAY);
        tree.move(page, there);
        tree.rename(page, "Renamed");
        mirror.catchUp(session());
        Resource moved = mirror.resources.get(page);
        assertEquals("Renamed", moved.name());
        assertEquals("in:" + there, parent(page));
        assertEquals("in:" + there, parent("in:" + page));
        assertEquals("Renamed", mirror.resources.get("in:" + page).name());
        assertEquals("in:" + page, parent(below));
    }

    @Test
    void new_pages_and_rows_are_found_wherever_they_are_made_and_whatever_the_search_misses() {
        String top = tree.page("", "Top");
        String source = tree.database(top, "Tasks");
        mirror.catchUp(session());
        tree.pass(A_DAY);
        String row = tree.page(source, "Row");
        String toggle = tree.block(top, "toggle", Map.of("rich_text", List.of(), "color", "default"));
        String inner = tree.page(toggle, "Inner");
        String hidden = tree.page(inner, "Not in the index");
        tree.unlist(hidden);
        String other = tree.page(tree.database(top, "New"), "New row");
        mirror.catchUp(session());
        assertEquals(Set.of(top, row, inner, hidden, other), documents());
        assertEquals("in:" + top, parent(inner));
        assertEquals(source, parent(row));
    }

    @Test
    void an_edit_in_the_minute_of_the_one_before_is_found_a_little_later() {
        Instant now = Instant.parse("2025-03-04T05:06:10Z");
        tree.setPace(Duration.ofSeconds(1));
        tree.setTime(now);
        String page = tree.page("", "Page");
        tree.write(page, "first");
        mirror.catchUp(at(now.plusSeconds(5)));
        String version = mirror.resources.get(page).version();
        tree.write(page, "second");
        mirror.catchUp(at(now.plusSeconds(300)));
        assertFalse(version.equals(mirror.resources.get(page).version()), "the edit was missed");
        List<Change> changes = new ArrayList<>();
        mirror.catchUp(at(now.plusSeconds(600)))
                .forEach(step -> changes.addAll(step.page().changes()));
        assertEquals(List.of(), changes, "told once more is enough");
    }

    @Test
    void an_edit_that_the_index_tells_late_is_found_in_the_overlap() {
        String late = tree.page("", "Late");
        tree.page("", "Page");
        mirror.catchUp(session());
        tree.pass(A_DAY);
        tree.write(late, "edited first, and told last");
        tree.nodes.get(late).isUnlisted = true;
        tree.touch(tree.page("", "Another"));
        mirror.catchUp(session());
        String before = mirror.resources.get(late).version();
        tree.nodes.get(late).isUnlisted = false;
        mirror.catchUp(session());
        assertFalse(before.equals(mirror.resources.get(late).version()));
    }
}
