package dev.portolan.providers.notion;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portolan.providers.wire.Json;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Notion's JSON, as much of it as we read. Its objects have a field that is named by their type, and any may be partial. */
final class NotionPayloads {

    private NotionPayloads() {}

    /** A bot; {@code bot} may be empty where the app may not see users. */
    @Serdeable.Deserializable
    record Self(String id, Optional<String> name, Optional<Bot> bot) {}

    @Serdeable.Deserializable
    record Bot(
            Optional<Owner> owner,
            @JsonProperty("workspace_name") Optional<String> workspaceName) {}

    /** A user, or the whole workspace. */
    @Serdeable.Deserializable
    record Owner(Optional<User> user) {}

    @Serdeable.Deserializable
    record User(Optional<String> name, Optional<Person> person) {}

    @Serdeable.Deserializable
    record Person(Optional<String> email) {}

    /** A page of a listing. {@code incomplete}: Notion stops at so many results, and says so only here. */
    @Serdeable.Deserializable
    record Listing(
            List<JsonNode> results,
            @JsonProperty("next_cursor") Optional<String> nextCursor,
            @JsonProperty("request_status") Optional<Status> status) {

        List<Thing> things() {
            return results.stream().map(Thing::new).toList();
        }

        boolean incomplete() {
            return status.flatMap(Status::type).filter("incomplete"::equals).isPresent();
        }
    }

    @Serdeable.Deserializable
    record Status(Optional<String> type) {}

    /** A page, a block, a database, a data source, or something in one of them. */
    record Thing(JsonNode json) {

        String id() {
            return text("id").orElse("");
        }

        /** {@code page}, {@code data_source}, {@code database} or {@code block}. */
        String object() {
            return text("object").orElse("");
        }

        String type() {
            return text("type").orElse("");
        }

        /** What a block holds. */
        Thing body() {
            return at(type());
        }

        boolean isInTrash() {
            return flag("in_trash") || flag("archived");
        }

        /** Without the right to see it, nothing but its id is told. */
        boolean isPartial() {
            return edited().isEmpty();
        }

        Optional<Instant> edited() {
            return time("last_edited_time");
        }

        Optional<Instant> created() {
            return time("created_time");
        }

        private Optional<Instant> time(String name) {
            return text(name)
                    .filter(time -> time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"))
                    .map(Instant::parse);
        }

        Optional<String> text(String... path) {
            return json.isObject() ? Json.text(json, path) : Optional.empty();
        }

        Optional<Integer> number(String name) {
            return text(name).filter(digits -> digits.matches("\\d{1,9}")).map(Integer::parseInt);
        }

        boolean flag(String name) {
            return text(name).filter("true"::equals).isPresent();
        }

        boolean has(String name) {
            return at(name).json().isObject();
        }

        /** Empty where there is no such field. */
        Thing at(String name) {
            JsonNode found = json.isObject() ? json.get(name) : null;
            return new Thing(found == null ? JsonNode.nullNode() : found);
        }

        List<Thing> list(String name) {
            return at(name).items();
        }

        List<Thing> items() {
            List<Thing> items = new ArrayList<>();
            if (json.isArray()) {
                json.values().forEach(item -> items.add(new Thing(item)));
            }
            return items;
        }

        /** By name. */
        Map<String, Thing> fields() {
            Map<String, Thing> fields = new TreeMap<>();
            if (json.isObject()) {
                json.entries().forEach(field -> fields.put(field.getKey(), new Thing(field.getValue())));
            }
            return fields;
        }

        List<Thing> values() {
            return List.copyOf(fields().values());
        }
    }
}
