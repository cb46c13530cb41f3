package dev.portolan.providers.notion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.Content;
import dev.portolan.domain.Resource;
import dev.portolan.providers.Mirror;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page's blocks and properties as Markdown. */
class NotionTextTest {

    private final NotionFixture fixture = new NotionFixture();
    private final FakeNotion notion = fixture.notion;
    private final NotionTree tree = notion.tree;
    private String page = "";

    @BeforeEach
    void open() {
        page = tree.page("", "Page");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void every_block_is_read_however_it_is_nested_and_however_few_come_at_once(int atOnce) {
        notion.listings.giveBlocks(atOnce);
        words(page, "heading_1", "One", Map.of("is_toggleable", false));
        words(page, "paragraph", "Text", Map.of());
        words(page, "heading_2", "Two", Map.of("is_toggleable", false));
        String item = words(page, "bulleted_list_item", "First", Map.of());
        String deeper = words(item, "bulleted_list_item", "Nested", Map.of());
        words(deeper, "paragraph", "Deep", Map.of());
        words(page, "bulleted_list_item", "Second", Map.of());
        words(page, "numbered_list_item", "Eins", Map.of());
        words(page, "numbered_list_item", "Zwei", Map.of());
        words(page, "to_do", "Open", Map.of("checked", false));
        words(page, "to_do", "Done", Map.of("checked", true));
        words(words(page, "toggle", "Toggle", Map.of()), "paragraph", "Folded", Map.of());
        words(words(page, "quote", "Said", Map.of()), "paragraph", "More", Map.of());
        String columns = tree.block(page, "column_list", Map.of());
        words(tree.block(columns, "column", Map.of("width_ratio", 0.5)), "paragraph", "Left", Map.of());
        words(
                tree.block(columns, "column", Map.of("width_ratio", 0.5)),
                "heading_3",
                "Right",
                Map.of("is_toggleable", false));
        tree.block(page, "divider", Map.of());
        words(page, "paragraph", "End", Map.of());
        assertEquals("""
                # One

                Text

                ## Two

                - First
                  - Nested

                    Deep
                - Second
                1. Eins
                2. Zwei
                - [ ] Open
                - [x] Done
                - Toggle

                  Folded

                > Said
                >
                > More

                Left

                ### Right

                ---

                End""", text());
    }

    @Test
    void the_title_is_the_first_heading_and_an_empty_page_has_no_text() {
        assertEquals("# Page", whole());
        tree.rename(page, "");
        assertEquals("", whole());
    }

    @Test
    void tables_code_and_equations_keep_their_form() {
        String table =
                tree.block(page, "table", Map.of("table_width", 2, "has_column_header", true, "has_row_header", false));
        row(table, "Name", "A | B");
        row(table, "x", "two\nlines");
        tree.block(
                page,
                "code",
                Map.of(
                        "rich_text", List.of(NotionWriting.text("int x;\n\nint y;")),
                        "caption", List.of(NotionWriting.text("A caption")),
                        "language", "java"));
        tree.block(page, "equation", Map.of("expression", "e = mc^2"));
        assertEquals("""
                | Name | A \\| B |
                | --- | --- |
                | x | two lines |

                ```java
                int x;

                int y;
                ```

                A caption

                $$
                e = mc^2
                $$""", text());
    }

    @Test
    void runs_of_text_keep_styles_links_mentions_and_equations() {
        String other = tree.page("", "Other");
        List<Object> runs = List.of(
                NotionWriting.text("Be "),
                NotionWriting.text("bold ", Map.of("bold", true)),
                NotionWriting.text("and", Map.of("italic", true)),
                NotionWriting.text(" "),
                NotionWriting.text("code()", Map.of("code", true)),
                NotionWriting.text(" gone", Map.of("strikethrough", true)),
                NotionWriting.text(", "),
                NotionWriting.link("here", "https://example.com/a"),
                NotionWriting.text(" "),
                NotionWriting.link("inside", "/" + other.replace("-", "")),
                NotionWriting.text(" "),
                NotionWriting.mention(other, "Other"),
                NotionWriting.text(" "),
                NotionWriting.equation("a^2"));
        tree.block(page, "paragraph", Map.of("rich_text", runs, "color", "default"));
        String url = "https://www.notion.so/" + other.replace("-", "");
        assertEquals(
                "Be **bold** *and* `code()` ~~gone~~, [here](https://example.com/a) [inside](" + url + ") [Other]("
                        + url + ") $a^2$",
                text());
    }

    @Test
    void pages_files_and_addresses_are_named_and_linked() {
        String child = tree.page(page, "Child");
        tree.file(page, "pdf", "a.pdf", "x".getBytes(StandardCharsets.UTF_8));
        tree.block(
                page,
                "image",
                Map.of(
                        "type",
                        "external",
                        "external",
                        Map.of("url", "https://example.com/i.png"),
                        "caption",
                        List.of()));
        tree.block(
                page, "bookmark", Map.of("url", "https://example.com", "caption", List.of(NotionWriting.text("See"))));
        tree.block(page, "link_to_page", Map.of("type", "page_id", "page_id", child));
        String url = "https://www.notion.so/" + child.replace("-", "");
        assertEquals(
                "[Child](" + url + ")\n\n[a.pdf]\n\n[https://example.com/i.png](https://example.com/i.png)\n\n"
                        + "[See](https://example.com)\n\n[Link to page](" + url + ")",
                text());
        assertFalse(text().contains("X-Amz"), "an address that opens a file is no text");
    }

    @Test
    void a_synced_block_shows_what_its_original_has_and_owns_nothing_of_it() {
        String source = tree.page("", "Source");
        String original = tree.block(source, "synced_block", NotionWriting.object("synced_from", null));
        words(original, "paragraph", "Shared words", Map.of());
        String file = tree.file(original, "file", "a.txt", "a".getBytes(StandardCharsets.UTF_8));
        copy(page, original);
        assertEquals("Shared words\n\n[a.txt]", text());
        Mirror mirror = new Mirror();
        mirror.catchUp(session());
        assertEquals(
                "in:" + source,
                mirror.resources.get("file:" + file).parent().orElseThrow().value());
    }

    @Test
    void synced_blocks_that_contain_themselves_come_to_an_end() {
        String original = tree.block(page, "synced_block", NotionWriting.object("synced_from", null));
        words(original, "paragraph", "Once", Map.of());
        copy(original, original);
        assertEquals("Once", text());
    }

    @Test
    void a_part_that_is_not_shared_or_not_told_is_left_out_and_said() {
        String source = tree.page("", "Source");
        String original = tree.block(source, "synced_block", NotionWriting.object("synced_from", null));
        words(original, "paragraph", "Secret", Map.of());
        copy(page, original);
        String broken = words(page, "toggle", "Toggle", Map.of());
        words(broken, "paragraph", "Never told", Map.of());
        words(page, "paragraph", "After", Map.of());
        tree.share(source, false);
        notion.breakBlocks(broken, 400, "validation_error");
        assertEquals("""
                *(a part that is not shared is left out)*

                - Toggle

                  *(a part that Notion does not tell is left out)*

                After""", text());
    }

    @Test
    void what_is_nested_too_deep_is_left_out_and_said() {
        String at = page;
        for (int i = 0; i < 45; i++) {
            at = words(at, "toggle", "Level " + i, Map.of());
        }
        String text = text();
        assertTrue(text.contains("- Level 39\n") && !text.contains("Level 40"), text);
        assertTrue(text.endsWith("*(what is nested deeper than 40 blocks is left out)*"), text);
    }

    @Test
    void all_values_of_all_properties_stand_before_the_text() {
        String row = tree.page(tree.database("", "Tasks"), "Row");
        tree.write(row, "Text");
        tree.property(row, "Status", Map.of("id", "s", "type", "status", "status", option("In progress")));
        tree.property(
                row,
                "Tags",
                Map.of("id", "t", "type", "multi_select", "multi_select", List.of(option("a"), option("b"))));
        tree.property(row, "Estimate", Map.of("id", "n", "type", "number", "number", 2.5));
        tree.property(row, "Done", Map.of("id", "c", "type", "checkbox", "checkbox", true));
        tree.property(
                row,
                "Due",
                NotionWriting.object(
                        "id", "d",
                        "type", "date",
                        "date", NotionWriting.object("start", "2025-01-01", "end", "2025-01-03", "time_zone", null)));
        tree.property(row, "Site", Map.of("id", "u", "type", "url", "url", "https://example.com"));
        tree.property(
                row,
                "Notes",
                Map.of(
                        "id",
                        "r",
                        "type",
                        "rich_text",
                        "rich_text",
                        List.of(NotionWriting.text("so", Map.of("bold", true)))));
        tree.property(
                row,
                "Score",
                Map.of("id", "f", "type", "formula", "formula", Map.of("type", "string", "string", "high")));
        tree.property(
                row, "Key", Map.of("id", "k", "type", "unique_id", "unique_id", Map.of("prefix", "TASK", "number", 7)));
        tree.property(row, "Empty", NotionWriting.object("id", "e", "type", "email", "email", null));
        page = row;
        assertEquals("""
                - **Done**: yes
                - **Due**: 2025-01-01 to 2025-01-03
                - **Estimate**: 2.5
                - **Key**: TASK-7
                - **Notes**: **so**
                - **Score**: high
                - **Site**: https://example.com
                - **Status**: In progress
                - **Tags**: a, b

                Text""", text());
    }

    @Test
    void a_property_with_more_values_than_a_page_shows_is_asked_for() {
        String row = tree.page(tree.database("", "Tasks"), "Row");
        List<Object> related = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            related.add(Map.of("id", String.format("00000000-0000-4000-8000-%012d", i)));
        }
        tree.property(row, "Related", Map.of("id", "a%3Bc", "type", "relation", "relation", related));
        page = row;
        String text = text();
        assertTrue(text.contains("https://www.notion.so/00000000000040008000000000000000, "), text);
        assertTrue(text.contains("000000000229"), text);
    }

    @Test
    void the_text_that_comes_with_the_listing_is_what_fetching_gives() {
        words(page, "heading_1", "One", Map.of("is_toggleable", false));
        words(page, "paragraph", "Text", Map.of());
        List<Change.Upserted> told = new ArrayList<>();
        new Mirror()
                .catchUp(session())
                .forEach(step -> step.page().changes().stream()
                        .map(Change.Upserted.class::cast)
                        .forEach(told::add));
        assertEquals(whole(), told.getFirst().content().orElseThrow().text());
    }

    // --- what the tests are made of

    private String words(String parent, String type, String words, Map<String, Object> more) {
        Map<String, Object> body = NotionWriting.object(
                "rich_text", words.isEmpty() ? List.of() : List.of(NotionWriting.text(words)), "color", "default");
        body.putAll(more);
        if (type.equals("paragraph") || type.equals("callout")) {
            body.put("icon", null);
        }
        return tree.block(parent, type, body);
    }

    private void row(String table, String... cells) {
        tree.block(
                table,
                "table_row",
                Map.of(
                        "cells",
                        List.of(cells).stream()
                                .map(cell -> List.of(NotionWriting.text(cell)))
                                .toList()));
    }

    private void copy(String parent, String original) {
        tree.block(parent, "synced_block", Map.of("synced_from", Map.of("type", "block_id", "block_id", original)));
    }

    private static Map<String, Object> option(String name) {
        return Map.of("id", "o-" + name, "name", name, "color", "default");
    }

    private ConnectorSession session() {
        return fixture.connector().open(fixture.binding());
    }

    /** Without the title. */
    private String text() {
        String title = "# " + tree.nodes.get(page).title;
        String whole = whole();
        assertTrue(whole.startsWith(title), whole);
        return whole.substring(title.length()).stripLeading();
    }

    private String whole() {
        ConnectorSession session = session();
        try (Content content = session.fetch(session.resource(new Resource.Id(page)))) {
            return assertInstanceOf(Content.Inline.class, content).text();
        }
    }
}
