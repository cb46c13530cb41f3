package dev.portolan.providers.notion;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.providers.notion.NotionPayloads.Listing;
import dev.portolan.providers.notion.NotionPayloads.Thing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All blocks of one page, however they are nested: its text, the pages and databases in it, and its files. Reads from Notion
 * once; pages within it are named, and not read.
 */
final class Blocks {

    private static final int DEEPEST = 40;

    private final NotionApi api;
    private final Items items;
    private final Thing page;
    private final MarkdownText text = new MarkdownText();
    private final List<Thing> children = new ArrayList<>();
    private final List<Resource> files = new ArrayList<>();

    /** The blocks that we are in: a synced block may lead back to one of them. */
    private final Set<String> open = new HashSet<>();

    /** How many copies of synced blocks we are in: what they hold belongs to where it was written. */
    private int copies;

    private int calls;

    private Blocks(NotionApi api, Items items, Thing page) {
        this.api = api;
        this.items = items;
        this.page = page;
    }

    /** @throws ProviderFailure where the page itself cannot be read; what cannot be read in it is left out and said */
    static Blocks of(NotionApi api, Items items, Thing page) {
        Blocks blocks = new Blocks(api, items, page);
        blocks.files.addAll(Items.values(page));
        Items.givenTitle(page).ifPresent(title -> blocks.text.block("", "# ", title.replace("\n", " ")));
        blocks.text.block("", "", new Properties(api).of(page));
        blocks.below(page.id(), "", blocks::block);
        return blocks;
    }

    String markdown() {
        return text.toString();
    }

    /** The blocks that stand for pages and databases. */
    List<Thing> children() {
        return children;
    }

    List<Resource> files() {
        return files;
    }

    boolean holdsAny() {
        return !children.isEmpty() || !files.isEmpty();
    }

    int calls() {
        return calls;
    }

    /** What is done with a block; {@code number}: which one it is of the numbered ones in a row. */
    private interface Nested {
        void block(Thing block, String prefix, int number);
    }

    private void below(String id, String prefix, Nested nested) {
        if (open.size() >= DEEPEST) {
            text.block(prefix, "", "*(what is nested deeper than " + DEEPEST + " blocks is left out)*");
        } else if (open.add(id)) {
            int[] number = {0};
            each(id, block -> {
                boolean numbered = block.type().equals("numbered_list_item");
                int first = block.body().number("list_start_index").orElse(1);
                number[0] = !numbered ? 0 : number[0] == 0 ? first : number[0] + 1;
                if (!block.isInTrash()) {
                    nested.block(block, prefix, number[0]);
                }
            });
            open.remove(id);
        }
    }

    private void each(String id, Consumer<Thing> each) {
        Set<String> cursors = new HashSet<>();
        Optional<String> cursor = Optional.of("");
        while (cursor.isPresent()) {
            calls++;
            Listing listing = api.children(id, cursor.get(), NotionApi.PAGE);
            listing.things().forEach(each);
            cursor = listing.nextCursor().filter(cursors::add);
        }
    }

    private void inside(Thing block, String prefix) {
        if (block.flag("has_children")) {
            inside(block.id(), prefix, this::block);
        }
    }

    /** A synced block may come from a page that is not shared, and Notion refuses to tell of some blocks. */
    private void inside(String id, String prefix, Nested nested) {
        try {
            below(id, prefix, nested);
        } catch (ProviderFailure.Missing | ProviderFailure.Denied notShared) {
            text.block(prefix, "", "*(a part that is not shared is left out)*");
            open.remove(id);
        } catch (ProviderFailure.Invalid refused) {
            text.block(prefix, "", "*(a part that Notion does not tell is left out)*");
            open.remove(id);
        }
    }

    private void block(Thing block, String prefix, int number) {
        Thing body = block.body();
        String words = RichText.markdown(body.list("rich_text"));
        switch (block.type()) {
            case "heading_1" -> paragraph(block, prefix, words.isBlank() ? "" : "# " + words);
            case "heading_2" -> paragraph(block, prefix, words.isBlank() ? "" : "## " + words);
            case "heading_3" -> paragraph(block, prefix, words.isBlank() ? "" : "### " + words);
            case "heading_4" -> paragraph(block, prefix, words.isBlank() ? "" : "#### " + words);
            case "bulleted_list_item", "toggle" -> item(block, prefix, "- ", words);
            case "numbered_list_item" -> item(block, prefix, number + ". ", words);
            case "to_do" -> item(block, prefix, "- ", (body.flag("checked") ? "[x] " : "[ ] ") + words);
            case "quote", "callout" -> quote(block, prefix, words);
            case "code" -> code(body, prefix);
            case "equation" ->
                text.block(prefix, "", "$$\n" + body.text("expression").orElse("") + "\n$$");
            case "divider" -> text.block(prefix, "", "---");
            case "table" -> table(block, prefix);
            case "child_page", "child_database" -> child(block, prefix);
            case "link_to_page" ->
                body.text(body.type())
                        .ifPresent(id -> text.block(prefix, "", RichText.link("Link to page", Items.url(id))));
            case "bookmark", "embed", "link_preview" -> address(body, prefix, body.text("url"));
            case "image", "video", "file", "pdf", "audio" -> file(block, prefix);
            case "meeting_notes", "transcription" -> meeting(block, prefix);
            case "synced_block" -> synced(block, prefix);
            default -> paragraph(block, prefix, words);
        }
    }

    private void paragraph(Thing block, String prefix, String words) {
        text.block(prefix, "", words);
        inside(block, prefix);
    }

    private void item(Thing block, String prefix, String marker, String words) {
        text.item(prefix, marker, words);
        inside(block, prefix + " ".repeat(marker.length()));
        text.endItem();
    }

    private void quote(Thing block, String prefix, String words) {
        String icon =
                block.body().text("icon", "emoji").map(emoji -> emoji + " ").orElse("");
        text.block(prefix, "> ", icon + words);
        inside(block, prefix + "> ");
    }

    private void code(Thing body, String prefix) {
        String language =
                body.text("language").filter(name -> !name.equals("plain text")).orElse("");
        text.code(prefix, language, RichText.plain(body.list("rich_text")));
        text.block(prefix, "", RichText.markdown(body.list("caption")));
    }

    private void table(Thing table, String prefix) {
        List<List<String>> rows = new ArrayList<>();
        inside(
                table.id(),
                prefix,
                (row, unused, none) -> rows.add(row.body().list("cells").stream()
                        .map(cell -> RichText.markdown(cell.items()))
                        .toList()));
        text.table(prefix, rows);
    }

    private void child(Thing block, String prefix) {
        String title = Items.named(block.body().text("title"));
        text.block(prefix, "", RichText.link(title, Items.url(block.id())));
        if (copies == 0) {
            children.add(block);
        }
    }

    private void address(Thing body, String prefix, Optional<String> url) {
        String caption = RichText.plain(body.list("caption"));
        url.ifPresent(address -> text.block(prefix, "", RichText.link(caption.isBlank() ? address : caption, address)));
    }

    /** The address of a file of Notion's own store opens it to anybody for an hour: it is no part of the text. */
    private void file(Thing block, String prefix) {
        Thing body = block.body();
        if (body.type().equals("external")) {
            address(body, prefix, body.text("external", "url"));
        } else {
            text.block(prefix, "", "[" + Items.fileName(body, block.type()) + "]");
            text.block(prefix, "", RichText.markdown(body.list("caption")));
            if (copies == 0) {
                items.file(block, page.id()).ifPresent(files::add);
            }
        }
    }

    /** What was said stands below blocks that are named, not nested. */
    private void meeting(Thing block, String prefix) {
        Thing body = block.body();
        text.block(prefix, "", RichText.markdown(body.list("title")));
        for (String part : List.of("summary_block_id", "notes_block_id", "transcript_block_id")) {
            body.text("children", part).ifPresent(id -> inside(id, prefix, this::block));
        }
    }

    /** A copy shows what its original has, which may be the very block that it is in. */
    private void synced(Thing block, String prefix) {
        Optional<String> original = block.body().text("synced_from", "block_id");
        if (original.isEmpty()) {
            inside(block, prefix);
        } else if (open.add(original.get())) {
            copies++;
            inside(block, prefix);
            copies--;
            open.remove(original.get());
        }
    }
}
