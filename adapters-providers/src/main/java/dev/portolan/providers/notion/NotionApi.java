package dev.portolan.providers.notion;

import dev.portolan.providers.notion.NotionPayloads.Listing;
import dev.portolan.providers.notion.NotionPayloads.Self;
import dev.portolan.providers.notion.NotionPayloads.Thing;
import dev.portolan.providers.paths.Percent;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.ProviderHttp;
import dev.portolan.providers.wire.Reply;
import io.micronaut.json.tree.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls to Notion that we make; each names the version of the API whose answers we read. */
final class NotionApi {

    /** The most that is given at once. */
    static final int PAGE = 100;

    private final ProviderHttp http;
    private final ProviderHttp files;
    private final Json json;
    private final String api;

    /** @param files for what is kept elsewhere: without the token */
    NotionApi(ProviderHttp http, ProviderHttp files, Json json, String api) {
        this.http = http;
        this.files = files;
        this.json = json;
        this.api = api;
    }

    Self self() {
        return http.get(() -> get("The account", "/users/me", "/users/me"), json.as(Self.class));
    }

    Thing page(String id) {
        return thing("The page '" + id + "'", "/pages/{id}", "/pages/" + escaped(id));
    }

    Thing block(String id) {
        return thing("The block '" + id + "'", "/blocks/{id}", "/blocks/" + escaped(id));
    }

    Thing database(String id) {
        return thing("The database '" + id + "'", "/databases/{id}", "/databases/" + escaped(id));
    }

    Thing dataSource(String id) {
        return thing("The database '" + id + "'", "/data_sources/{id}", "/data_sources/" + escaped(id));
    }

    private Thing thing(String about, String template, String path) {
        return new Thing(http.get(() -> get(about, template, path), json.as(JsonNode.class)));
    }

    /** @param cursor empty at the beginning */
    Listing children(String block, String cursor, int size) {
        String from = cursor.isEmpty() ? "" : "&start_cursor=" + Percent.escaped(cursor, "");
        return http.get(
                () -> get(
                        "The blocks of '" + block + "'",
                        "/blocks/{id}/children",
                        "/blocks/" + escaped(block) + "/children?page_size=" + size + from),
                json.as(Listing.class));
    }

    /** Every value of a property that a page shows only the first of. */
    Thing property(String page, String property, String cursor) {
        String from = cursor.isEmpty() ? "" : "&start_cursor=" + Percent.escaped(cursor, "");
        return thing(
                "The page '" + page + "'",
                "/pages/{id}/properties/{property}",
                "/pages/" + escaped(page) + "/properties/" + property + "?page_size=" + PAGE + from);
    }

    /** Pages and data sources, latest edit first. */
    Listing byEdit(boolean trash, String cursor) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("sort", Map.of("timestamp", "last_edited_time", "direction", "descending"));
        if (trash) {
            body.put("filter", Map.of("in_trash", true));
        }
        return post("The pages", "/search", "/search", body, cursor, PAGE);
    }

    Listing search(String query, String cursor, int size) {
        return post("The search", "/search", "/search", Map.of("query", query), cursor, size);
    }

    /**
     * A data source's rows in the order in which they were made.
     *
     * @param since the time from which they were made; empty: all
     */
    Listing rows(String dataSource, String since, String cursor, int size) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("sorts", List.of(Map.of("timestamp", "created_time", "direction", "ascending")));
        if (!since.isEmpty()) {
            body.put("filter", Map.of("timestamp", "created_time", "created_time", Map.of("on_or_after", since)));
        }
        return post(
                "The database '" + dataSource + "'",
                "/data_sources/{id}/query",
                "/data_sources/" + escaped(dataSource) + "/query",
                body,
                cursor,
                size);
    }

    private Listing post(
            String about, String template, String path, Map<String, Object> wanted, String cursor, int size) {
        Map<String, Object> body = new LinkedHashMap<>(wanted);
        body.put("page_size", Math.clamp(size, 1, PAGE));
        if (!cursor.isEmpty()) {
            body.put("start_cursor", cursor);
        }
        return http.get(
                () -> versioned(Call.post(about, URI.create(api + path)))
                        .counted(template)
                        .sending(new Call.Body("application/json", json.write(body))),
                json.as(Listing.class));
    }

    /** A file of Notion's own store, by an address that expires within the hour. */
    Reply file(ProviderHttp.Location location) {
        return files.content(location, Optional.empty());
    }

    private Call get(String about, String template, String path) {
        return versioned(Call.get(about, URI.create(api + path))).counted(template);
    }

    private static Call versioned(Call call) {
        return call.unguarded().with("Notion-Version", NotionConnector.VERSION);
    }

    private static String escaped(String id) {
        return Percent.escaped(id, "");
    }
}
