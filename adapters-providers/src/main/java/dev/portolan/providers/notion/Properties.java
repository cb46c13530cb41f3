package dev.portolan.providers.notion;

import dev.portolan.providers.notion.NotionPayloads.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A row's properties as Markdown, one a line, every value of each. */
record Properties(NotionApi api) {

    /** A page shows so many values of a property, and the rest only when asked. */
    private static final int SHOWN = 25;

    String of(Thing page) {
        List<String> lines = new ArrayList<>();
        page.at("properties").fields().forEach((name, property) -> {
            String value = property.type().equals("title") ? "" : value(page.id(), property);
            if (!value.isBlank()) {
                lines.add("- **" + name + "**: " + value.replace("\n", " "));
            }
        });
        return String.join("\n", lines);
    }

    private String value(String page, Thing property) {
        List<Thing> values = property.list(property.type());
        boolean more = property.flag("has_more") || values.size() >= SHOWN;
        return more ? joined(all(page, property)) : value(property);
    }

    /** Items of one property, each with its own type. */
    private List<Thing> all(String page, Thing property) {
        List<Thing> all = new ArrayList<>();
        Optional<String> cursor = Optional.of("");
        while (cursor.isPresent()) {
            Thing answer = api.property(page, property.text("id").orElse(""), cursor.get());
            if (answer.list("results").isEmpty()) {
                return all.isEmpty() ? List.of(answer) : all;
            }
            all.addAll(answer.list("results"));
            cursor = answer.text("next_cursor");
        }
        return all;
    }

    private static String joined(List<Thing> items) {
        boolean isText = items.stream().allMatch(item -> item.type().equals("rich_text"));
        return items.stream().map(Properties::value).collect(Collectors.joining(isText ? "" : ", "));
    }

    static String value(Thing property) {
        String type = property.type();
        Thing value = property.at(type);
        return switch (type) {
            case "rich_text", "title" ->
                property.list(type).isEmpty()
                        ? RichText.markdown(value.json().isObject() ? List.of(value) : List.of())
                        : RichText.markdown(property.list(type));
            case "select", "status" -> value.text("name").orElse("");
            case "multi_select" -> names(property.list(type));
            case "people" -> value.json().isObject() ? name(value) : names(property.list(type));
            case "created_by", "last_edited_by" -> name(value);
            case "date" -> date(value);
            case "checkbox" -> property.flag("checkbox") ? "yes" : "no";
            case "relation" ->
                value.json().isObject()
                        ? link(value)
                        : property.list(type).stream().map(Properties::link).collect(Collectors.joining(", "));
            case "files" -> names(property.list(type));
            case "formula" -> value(value);
            case "rollup" ->
                value.type().equals("array")
                        ? value.list("array").stream().map(Properties::value).collect(Collectors.joining(", "))
                        : value(value);
            case "unique_id" ->
                value.text("prefix").map(prefix -> prefix + "-").orElse("")
                        + value.text("number").orElse("");
            case "verification" -> value.text("state").orElse("");
            case "place" -> value.text("name").or(() -> value.text("address")).orElse("");
            case "string", "number", "boolean", "url", "email", "phone_number", "created_time", "last_edited_time" ->
                property.text(type).orElse("");
            default -> "";
        };
    }

    private static String date(Thing date) {
        return date.text("start").orElse("")
                + date.text("end").map(end -> " to " + end).orElse("");
    }

    private static String name(Thing named) {
        return named.text("name").or(() -> named.text("person", "email")).orElse("");
    }

    private static String names(List<Thing> named) {
        return named.stream()
                .map(Properties::name)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String link(Thing relation) {
        return relation.text("id").map(Items::url).orElse("");
    }
}
