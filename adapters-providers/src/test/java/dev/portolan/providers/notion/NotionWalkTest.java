package dev.portolan.providers.notion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.providers.Mirror;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a first run finds, though there is no tree to list and the search misses some. */
class NotionWalkTest extends NotionWorld {

    @Test
    void what_the_search_misses_is_found_by_walking_down() {
        String top = tree.page("", "Top");
        String toggle = tree.block(top, "toggle", Map.of("rich_text", List.of(), "color", "default"));
        String nested = tree.page(toggle, "In a toggle");
        String source = tree.database(nested, "Tasks");
        String row = tree.page(source, "Row");
        String below = tree.page(row, "Below the row");
        for (String id : List.of(nested, source, row, below)) {
            tree.unlist(id);
        }
        mirror.catchUp(session());
        assertEquals(Set.of(top, nested, row, below), documents());
        assertEquals("in:" + top, parent(nested));
        assertEquals("in:" + nested, parent(source));
        assertEquals(source, parent(row));
        assertEquals("in:" + row, parent(below));
    }

    @Test
    void every_data_source_of_a_database_is_a_folder_of_its_rows() {
        String page = tree.page("", "Home");
        String first = tree.database(page, "Tasks");
        String second = tree.source(tree.nodes.get(first).parent.orElseThrow(), "Archive");
        String row = tree.page(first, "One");
        String other = tree.page(second, "Two");
        mirror.catchUp(session());
        assertEquals(first, parent(row));
        assertEquals(second, parent(other));
        assertEquals("Archive", mirror.resources.get(second).name());
        assertEquals("in:" + page, parent(second));
    }

    @Test
    void a_page_that_was_turned_into_a_wiki_is_found_as_the_database_that_it_is() {
        String page = tree.page("", "Home");
        String wiki = tree.wiki(page, "Wiki");
        String row = tree.page(wiki, "Article");
        String inner = tree.database(wiki, "Glossary");
        String word = tree.page(inner, "Word");
        List.of(wiki, row, inner, word).forEach(tree::unlist);
        mirror.catchUp(session());
        assertEquals(Set.of(page, row, word), documents());
        assertEquals("in:" + page, parent(wiki));
        assertEquals(wiki, parent(row));
        assertEquals(wiki, parent(inner));
    }

    @Test
    void a_view_of_a_database_that_is_elsewhere_is_not_synced_twice() {
        String source = tree.database(tree.page("", "Home"), "Tasks");
        tree.page(source, "Row");
        String other = tree.page("", "Other");
        tree.view(other, source);
        mirror.catchUp(session());
        assertEquals(3, documents().size());
        assertEquals("Tasks", mirror.resources.get(source).name());
        assertFalse(parent(source).equals("in:" + other));
    }

    @Test
    void a_query_that_ends_before_its_rows_do_is_asked_again_from_there() {
        notion.listings.endQueriesAfter(3);
        String source = tree.database("", "Many");
        Set<String> rows = new TreeSet<>();
        for (int i = 0; i < 10; i++) {
            rows.add(tree.page(source, "Row " + i));
        }
        rows.forEach(tree::unlist);
        mirror.catchUp(session());
        assertEquals(rows, documents());
    }

    @Test
    void a_page_with_more_pages_than_a_checkpoint_holds_is_walked_in_parts() {
        String home = tree.page("", "Home");
        Set<String> all = new TreeSet<>(Set.of(home));
        for (int i = 0; i < 230; i++) {
            String child = tree.page(home, "Child " + i);
            tree.unlist(child);
            all.add(child);
        }
        List<Mirror.Step> steps = mirror.catchUp(session());
        assertEquals(all, documents());
        assertTrue(steps.size() > 2);
    }

    @Test
    void pages_nested_deep_are_found_however_deep_a_checkpoint_must_reach() {
        Set<String> all = new TreeSet<>();
        String above = "";
        for (int i = 0; i < 30; i++) {
            for (int k = 0; k < 3; k++) {
                String page = tree.page(above, "Page " + i + "." + k);
                all.add(page);
                above = k == 2 ? page : above;
            }
        }
        mirror.catchUp(session());
        assertEquals(all, documents());
    }

    @Test
    void a_first_sync_reads_each_page_once() {
        String source = tree.database("", "Tasks");
        for (int i = 0; i < 60; i++) {
            tree.write(tree.page(source, "Row " + i), "text");
        }
        mirror.catchUp(session());
        long calls = fixture.proxy().orElseThrow().seen().size();
        assertTrue(calls <= 60 + 15, calls + " calls");
        fixture.proxy().orElseThrow().forget();
        mirror.catchUp(session());
        assertEquals(2, fixture.proxy().orElseThrow().seen().size());
    }
}
