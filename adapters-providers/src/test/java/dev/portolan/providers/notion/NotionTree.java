package dev.portolan.providers.notion;

import dev.portolan.providers.notion.NotionNode.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** What a fake workspace keeps, and what people do in it. A minute passes with each act, unless time is told to stand still. */
final class NotionTree {

    final Map<String, NotionNode> nodes = new LinkedHashMap<>();
    private Instant now = Instant.parse("2025-01-02T03:04:05Z");
    private Duration pace = Duration.ofMinutes(1);
    private int last;
    private long acts;

    Instant now() {
        return now;
    }

    /** Another one after each act. */
    long acts() {
        return acts;
    }

    // --- time

    synchronized void setPace(Duration ofAnAct) {
        pace = ofAnAct;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    synchronized void setTime(Instant time) {
        now = time;
    }

    // --- what people make

    /** @param parent a page or a block in one, or a data source; empty: the workspace */
    synchronized String page(String parent, String title) {
        NotionNode page = make(Kind.PAGE, "child_page", parent);
        page.title = title;
        return page.id;
    }

    /** A database with one data source, whose id is given back; in a wiki, which is a data source too, or a page. */
    synchronized String database(String parent, String title) {
        NotionNode database = make(Kind.DATABASE, "child_database", parent);
        database.title = title;
        return source(database.id, title);
    }

    /** A page that is a database now, with pages and databases for its rows; its block still says that it is a page. */
    synchronized String wiki(String parent, String title) {
        NotionNode wiki = make(Kind.DATABASE, "child_page", parent);
        wiki.title = title;
        return source(wiki.id, title);
    }

    /** A database that shows the rows of another one's data source. */
    synchronized void view(String parent, String source) {
        NotionNode database = make(Kind.DATABASE, "child_database", parent);
        database.title = "View";
        database.children.add(source);
    }

    synchronized String source(String database, String title) {
        NotionNode source = make(Kind.SOURCE, "", database);
        source.title = title;
        return source.id;
    }

    synchronized String block(String parent, String type, Map<String, Object> body) {
        NotionNode block = make(Kind.BLOCK, type, parent);
        block.body.putAll(body);
        return block.id;
    }

    /** Each line is a paragraph. */
    synchronized void write(String page, String text) {
        NotionNode node = nodes.get(page);
        node.children.forEach(nodes::remove);
        node.children.clear();
        for (String line : text.split("\r?\n", -1)) {
            if (!line.isEmpty()) {
                NotionNode block = make(Kind.BLOCK, "paragraph", page);
                block.body.putAll(Map.of("rich_text", List.of(NotionWriting.text(line)), "color", "default"));
            }
        }
        touch(node);
    }

    synchronized String file(String parent, String type, String name, byte[] bytes) {
        NotionNode block = make(Kind.BLOCK, type, parent);
        block.title = name;
        block.bytes = bytes;
        return block.id;
    }

    synchronized void replaceFile(String block, byte[] bytes) {
        nodes.get(block).bytes = bytes;
        touch(nodes.get(block));
    }

    synchronized void property(String page, String name, Map<String, Object> value) {
        nodes.get(page).properties.put(name, value);
        touch(nodes.get(page));
    }

    private NotionNode make(Kind kind, String type, String parent) {
        acts++;
        last++;
        String id = UUID.nameUUIDFromBytes(("node " + last).getBytes(StandardCharsets.UTF_8))
                .toString();
        now = now.plus(pace);
        Optional<String> above = Optional.of(parent).filter(text -> !text.isEmpty());
        NotionNode node = new NotionNode(id, kind, type, above, now);
        nodes.put(id, node);
        above.ifPresent(in -> nodes.get(in).children.add(id));
        above.map(nodes::get).ifPresent(this::bump);
        return node;
    }

    // --- what they do with it

    synchronized void rename(String id, String title) {
        nodes.get(id).title = title;
        touch(nodes.get(id));
    }

    synchronized void move(String id, String parent) {
        NotionNode node = nodes.get(id);
        node.parent.map(nodes::get).ifPresent(above -> above.children.remove(id));
        node.parent = Optional.of(parent).filter(text -> !text.isEmpty());
        node.parent.map(nodes::get).ifPresent(above -> above.children.add(id));
        touch(node);
    }

    synchronized void trash(String id, boolean isNow) {
        nodes.get(id).isTrashed = isNow;
        touch(nodes.get(id));
    }

    /** For good. */
    synchronized void delete(String id) {
        acts++;
        for (String child : List.copyOf(nodes.get(id).children)) {
            delete(child);
        }
        nodes.get(id).parent.map(nodes::get).ifPresent(above -> above.children.remove(id));
        nodes.remove(id);
    }

    /** No longer shared with the connection, or shared again; nothing is edited by that. */
    synchronized void share(String id, boolean isNow) {
        acts++;
        nodes.get(id).isHidden = !isNow;
    }

    /** The index of the search does not have it. */
    synchronized void unlist(String id) {
        acts++;
        nodes.get(id).isUnlisted = true;
    }

    synchronized void touch(String id) {
        touch(nodes.get(id));
    }

    private void touch(NotionNode node) {
        acts++;
        now = now.plus(pace);
        bump(node);
    }

    /** An edit is an edit of the page that it is in, and not of the pages that that one is in. */
    private void bump(NotionNode node) {
        node.edited = now;
        if (node.kind == Kind.BLOCK) {
            node.parent.map(nodes::get).ifPresent(this::bump);
        }
    }

    // --- what it is

    Optional<NotionNode> find(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    boolean isTrashed(NotionNode node) {
        return isOrIsIn(node, each -> each.isTrashed);
    }

    boolean isShared(NotionNode node) {
        return !isOrIsIn(node, each -> each.isHidden);
    }

    private boolean isOrIsIn(NotionNode node, Predicate<NotionNode> what) {
        return what.test(node)
                || node.parent
                        .map(nodes::get)
                        .filter(above -> isOrIsIn(above, what))
                        .isPresent();
    }

    /** What a listing of its children shows. */
    List<NotionNode> below(NotionNode node) {
        List<NotionNode> below = new ArrayList<>();
        for (String id : node.children) {
            NotionNode child = nodes.get(id);
            if (!child.isTrashed) {
                below.add(child);
            }
        }
        return below;
    }
}
