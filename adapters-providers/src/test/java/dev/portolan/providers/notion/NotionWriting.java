package dev.portolan.providers.notion;

import dev.portolan.providers.notion.NotionNode.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes of a fake workspace in Notion's JSON. */
record NotionWriting(NotionTree tree) {

    private static final Map<String, Object> USER =
            Map.of("object", "user", "id", "6f0d7c1a-1111-4a2b-9c3d-000000000001");
    private static final int MOST_REFERENCES = 25;

    // --- rich text

    static Map<String, Object> text(String content) {
        return text(content, Map.of());
    }

    /** @param styles such as bold */
    static Map<String, Object> text(String content, Map<String, Object> styles) {
        return run("text", object("content", content, "link", null), content, styles, null);
    }

    static Map<String, Object> link(String content, String address) {
        return run("text", object("content", content, "link", Map.of("url", address)), content, Map.of(), address);
    }

    static Map<String, Object> equation(String expression) {
        return run("equation", Map.of("expression", expression), expression, Map.of(), null);
    }

    static Map<String, Object> mention(String page, String title) {
        return run(
                "mention",
                Map.of("type", "page", "page", Map.of("id", page)),
                title,
                Map.of(),
                "https://www.notion.so/" + page.replace("-", ""));
    }

    private static Map<String, Object> run(
            String type, Object value, String plain, Map<String, Object> styles, String href) {
        Map<String, Object> annotations = new HashMap<>(Map.of(
                "bold",
                false,
                "italic",
                false,
                "strikethrough",
                false,
                "underline",
                false,
                "code",
                false,
                "color",
                "default"));
        annotations.putAll(styles);
        return object("type", type, type, value, "annotations", annotations, "plain_text", plain, "href", href);
    }

    /** Names and values by turns; values may be null. */
    static Map<String, Object> object(Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return object;
    }

    // --- objects

    /** Times are told to the minute. */
    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES).toString().replace("Z", ".000Z");
    }

    private Map<String, Object> common(NotionNode node) {
        boolean trashed = tree.isTrashed(node);
        return object(
                "id",
                node.id,
                "created_time",
                time(node.created),
                "last_edited_time",
                time(node.edited),
                "in_trash",
                trashed,
                "archived",
                trashed);
    }

    private Map<String, Object> shown(NotionNode node) {
        Map<String, Object> shown = common(node);
        shown.putAll(object(
                "url", "https://www.notion.so/" + node.id.replace("-", ""),
                "public_url", null,
                "icon", null,
                "cover", null));
        return shown;
    }

    private Map<String, Object> parent(NotionNode node) {
        Optional<NotionNode> above = node.parent.map(tree.nodes::get);
        if (above.isEmpty()) {
            return object("type", "workspace", "workspace", true);
        }
        String id = above.get().id;
        return switch (above.get().kind) {
            case PAGE -> object("type", "page_id", "page_id", id);
            case BLOCK -> object("type", "block_id", "block_id", id);
            case DATABASE -> object("type", "database_id", "database_id", id);
            case SOURCE ->
                node.kind == Kind.DATABASE
                        ? object(
                                "type",
                                "database_id",
                                "database_id",
                                above.get().parent.orElseThrow())
                        : object(
                                "type",
                                "data_source_id",
                                "data_source_id",
                                id,
                                "database_id",
                                above.get().parent.orElseThrow());
        };
    }

    Map<String, Object> page(NotionNode node, String host) {
        Map<String, Object> page = shown(node);
        Map<String, Object> properties = new LinkedHashMap<>();
        boolean isRow = node.parent
                .map(tree.nodes::get)
                .filter(in -> in.kind == Kind.SOURCE)
                .isPresent();
        properties.put(isRow ? "Name" : "title", object("id", "title", "type", "title", "title", title(node)));
        node.properties.forEach((name, value) -> properties.put(name, shortened(node, value, host)));
        page.putAll(object(
                "object",
                "page",
                "is_archived",
                false,
                "is_locked",
                false,
                "parent",
                parent(node),
                "properties",
                properties,
                "created_by",
                USER,
                "last_edited_by",
                USER));
        return page;
    }

    private static List<Object> title(NotionNode node) {
        return node.title.isEmpty() ? List.of() : List.of(text(node.title));
    }

    /** A page shows no more than so many references of a property; and files with addresses of this hour. */
    private Map<String, Object> shortened(NotionNode node, Map<String, Object> property, String host) {
        String type = String.valueOf(property.get("type"));
        if (type.equals("files")) {
            String name = String.valueOf(property.get("name"));
            return object(
                    "id",
                    property.get("id"),
                    "type",
                    type,
                    type,
                    List.of(object("name", name, "type", "file", "file", stored(node, name, host))));
        }
        if (property.get(type) instanceof List<?> values && values.size() > MOST_REFERENCES) {
            Map<String, Object> less = new LinkedHashMap<>(property);
            less.put(type, values.subList(0, MOST_REFERENCES));
            return less;
        }
        return property;
    }

    private Map<String, Object> stored(NotionNode node, String name, String host) {
        return object(
                "url",
                "http://" + host + "/files/" + node.id + "/" + dev.portolan.providers.paths.Percent.escaped(name, "")
                        + "?X-Amz-Expires=3600&X-Amz-Date=" + tree.now().getEpochSecond(),
                "expiry_time",
                tree.now().plusSeconds(3600).toString());
    }

    Map<String, Object> source(NotionNode node) {
        NotionNode database = tree.nodes.get(node.parent.orElseThrow());
        Map<String, Object> source = shown(node);
        source.putAll(object(
                "object", "data_source",
                "title", title(node),
                "description", List.of(),
                "parent", parent(node),
                "database_parent", parent(database),
                "is_inline", false,
                "properties",
                        Map.of(
                                "Name",
                                object(
                                        "id",
                                        "title",
                                        "name",
                                        "Name",
                                        "description",
                                        null,
                                        "type",
                                        "title",
                                        "title",
                                        Map.of())),
                "created_by", USER,
                "last_edited_by", USER));
        return source;
    }

    Map<String, Object> database(NotionNode node) {
        Map<String, Object> database = shown(node);
        database.putAll(object(
                "object", "database",
                "title", title(node),
                "description", List.of(),
                "parent", parent(node),
                "is_inline", false,
                "is_locked", false,
                "data_sources",
                        tree.below(node).stream()
                                .map(source -> object("id", source.id, "name", source.title))
                                .toList()));
        return database;
    }

    Map<String, Object> block(NotionNode node, String host) {
        Map<String, Object> block = common(node);
        block.putAll(object(
                "object",
                "block",
                "type",
                node.type,
                "parent",
                parent(node),
                "created_by",
                USER,
                "last_edited_by",
                USER,
                "has_children",
                !node.children.isEmpty() || node.body.get("synced_from") != null,
                node.type,
                body(node, host)));
        return block;
    }

    private Object body(NotionNode node, String host) {
        if (node.kind != Kind.BLOCK) {
            return Map.of("title", node.title);
        }
        if (!node.title.isEmpty()) {
            Map<String, Object> body =
                    object("type", "file", "caption", List.of(), "file", stored(node, node.title, host));
            if (node.type.equals("file")) {
                body.put("name", node.title);
            }
            return body;
        }
        return node.body;
    }

    // --- JSON

    static String json(Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> quoted(text);
            case Map<?, ?> map -> {
                List<String> fields = new ArrayList<>();
                map.forEach((name, field) -> fields.add(quoted(String.valueOf(name)) + ":" + json(field)));
                yield "{" + String.join(",", fields) + "}";
            }
            case List<?> list ->
                "[" + String.join(",", list.stream().map(NotionWriting::json).toList()) + "]";
            default -> String.valueOf(value);
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
