package dev.portolan.providers.notion;

import dev.portolan.providers.notion.FakeNotion.Refused;
import dev.portolan.providers.notion.NotionNode.Kind;
import dev.portolan.providers.wire.Json;
import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a fake workspace lists: searches, rows, blocks and the values of properties, page by page. */
final class NotionListings {

    private record Cursor(String listing, int offset) {}

    private final NotionTree tree;
    private final NotionWriting writing;
    private final Map<String, Cursor> cursors = new HashMap<>();
    private String lastSearch = "";
    private List<NotionNode> lastFound = List.of();
    private int mostRows = 10_000;
    private int mostBlocks = 100;

    NotionListings(NotionTree tree) {
        this.tree = tree;
        this.writing = new NotionWriting(tree);
    }

    /** A query ends after so many rows. */
    void endQueriesAfter(int rows) {
        mostRows = rows;
    }

    /** A listing may always give less than it was asked for. */
    void giveBlocks(int atOnce) {
        mostBlocks = atOnce;
    }

    void forgetCursors() {
        cursors.clear();
    }

    // --- POST

    Map<String, Object> search(JsonNode body, String host) {
        String wanted = Json.text(body, "filter", "value").orElse("");
        if (!List.of("", "page", "data_source").contains(wanted)) {
            throw new Refused(
                    400,
                    "validation_error",
                    "body failed validation: body.filter.value should be `\"page\"` or `\"data_source\"`, instead was `\""
                            + wanted + "\"`.");
        }
        boolean trash =
                Json.text(body, "filter", "in_trash").filter("true"::equals).isPresent();
        String query = Json.text(body, "query").orElse("").toLowerCase(Locale.ROOT);
        Comparator<NotionNode> byEdit = Comparator.comparing(node -> node.edited.truncatedTo(ChronoUnit.MINUTES));
        boolean ascending =
                Json.text(body, "sort", "direction").filter("ascending"::equals).isPresent();
        String listing = "search " + without(body);
        if (!(tree.acts() + listing).equals(lastSearch)) {
            lastFound = tree.nodes.values().stream()
                    .filter(node -> node.isFound() && !node.isUnlisted && tree.isShared(node))
                    .filter(node -> tree.isTrashed(node) == trash)
                    .filter(node -> node.title.toLowerCase(Locale.ROOT).contains(query))
                    .filter(node -> wanted.isEmpty() || wanted.equals(node.kind == Kind.PAGE ? "page" : "data_source"))
                    .sorted(ascending ? byEdit : byEdit.reversed())
                    .toList();
            lastSearch = tree.acts() + listing;
        }
        return found(body, listing, lastFound, Integer.MAX_VALUE, host);
    }

    Map<String, Object> rows(NotionNode source, JsonNode body, String host) {
        Optional<Instant> since =
                Json.text(body, "filter", "created_time", "on_or_after").map(Instant::parse);
        List<NotionNode> rows = tree.below(source).stream()
                .flatMap(node -> node.kind == Kind.DATABASE ? tree.below(node).stream() : Stream.of(node))
                .filter(node -> tree.isShared(node))
                .filter(node -> since.filter(time ->
                                Instant.parse(NotionWriting.time(node.created)).isBefore(time))
                        .isEmpty())
                .toList();
        return found(body, "rows " + source.id + without(body), rows, mostRows, host);
    }

    private Map<String, Object> found(JsonNode body, String listing, List<NotionNode> all, int most, String host) {
        int size = Json.text(body, "page_size").map(Integer::parseInt).orElse(100);
        List<NotionNode> allowed = all.subList(0, Math.min(all.size(), most));
        Map<String, Object> page = page(
                listing,
                allowed,
                Json.text(body, "start_cursor").orElse(""),
                size,
                node -> node.kind == Kind.PAGE ? writing.page(node, host) : writing.source(node));
        page.put("type", "page_or_data_source");
        page.put("page_or_data_source", Map.of());
        boolean cut = allowed.size() < all.size() && page.get("next_cursor") == null;
        page.put(
                "request_status",
                cut
                        ? Map.of("type", "incomplete", "incomplete_reason", "query_result_limit_reached")
                        : Map.of("type", "complete"));
        return page;
    }

    /** A cursor is good for the very listing that it comes from. */
    private static String without(JsonNode body) {
        return Stream.of("filter", "sort", "sorts", "query")
                .map(name -> {
                    JsonNode field = body.get(name);
                    return field == null ? "" : name + NotionWriting.json(String.valueOf(field.getValue()));
                })
                .toList()
                .toString();
    }

    // --- GET

    Map<String, Object> blocks(NotionNode node, Map<String, String> query, String host) {
        NotionNode read = node;
        if (node.body.get("synced_from") instanceof Map<?, ?> from) {
            read = tree.find(String.valueOf(from.get("block_id")))
                    .filter(tree::isShared)
                    .orElseThrow(() -> FakeNotion.notFound("block", node.id));
        }
        Map<String, Object> page = page(
                "blocks " + node.id,
                tree.below(read),
                query.getOrDefault("start_cursor", ""),
                Math.min(mostBlocks, Integer.parseInt(query.getOrDefault("page_size", "100"))),
                block -> writing.block(block, host));
        page.put("type", "block");
        page.put("block", Map.of());
        return page;
    }

    Map<String, Object> property(NotionNode page, String id, Map<String, String> query) {
        Map<String, Object> property = page.properties.values().stream()
                .filter(value -> String.valueOf(value.get("id")).equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new Refused(404, "object_not_found", "Could not find property with ID: " + id + "."));
        String type = String.valueOf(property.get("type"));
        if (!(property.get(type) instanceof List<?> values) || type.equals("multi_select")) {
            return NotionWriting.object("object", "property_item", "type", type, "id", id, type, property.get(type));
        }
        Map<String, Object> items = page(
                "property " + page.id + id,
                List.copyOf(values),
                query.getOrDefault("start_cursor", ""),
                Integer.parseInt(query.getOrDefault("page_size", "100")),
                value -> NotionWriting.object("object", "property_item", "type", type, "id", id, type, value));
        items.put("type", "property_item");
        items.put("property_item", NotionWriting.object("id", id, "next_url", null, "type", type, type, Map.of()));
        return items;
    }

    private <T> Map<String, Object> page(
            String listing, List<T> all, String cursor, int size, Function<? super T, Map<String, Object>> writer) {
        Cursor from = cursor.isEmpty() ? new Cursor(listing, 0) : cursors.get(cursor);
        if (from == null || !from.listing().equals(listing)) {
            throw new Refused(400, "validation_error", "The start_cursor provided is invalid: " + cursor);
        }
        int start = Math.min(all.size(), from.offset());
        int end = Math.min(all.size(), start + size);
        String next = null;
        if (end < all.size()) {
            next = UUID.nameUUIDFromBytes((listing + end).getBytes(StandardCharsets.UTF_8))
                    .toString();
            cursors.put(next, new Cursor(listing, end));
        }
        return NotionWriting.object(
                "object",
                "list",
                "results",
                all.subList(start, end).stream().map(writer).toList(),
                "next_cursor",
                next,
                "has_more",
                next != null);
    }
}
