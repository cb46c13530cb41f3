package dev.portolan.providers.dropbox;

import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.providers.dropbox.DropboxPayloads.Entry;
import dev.portolan.providers.dropbox.DropboxPayloads.Listing;
import dev.portolan.providers.dropbox.DropboxPayloads.Matches;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is in a folder, for people who look for it, and what Dropbox's own search finds. */
record Shelves(DropboxApi api, Items items, Choice choice) {

    private static final int SEARCHED = 1_000;

    Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
        Stop from = Stop.of(cursor);
        Listing page = api.current(() -> from.cursor().isEmpty()
                ? api.ask(
                        "The folder '" + parent.value() + "'",
                        "/files/list_folder",
                        Map.of("path", parent.value(), "limit", Math.clamp(size, 1, DropboxApi.PAGE)),
                        Listing.class)
                : api.ask(
                        "The folder '" + parent.value() + "'",
                        "/files/list_folder/continue",
                        Map.of("cursor", from.cursor()),
                        Listing.class));
        List<Entry> rest = page.entries().stream().skip(from.skipped()).toList();
        List<Resource> shown = rest.stream()
                .limit(size)
                .map(items::wanted)
                .flatMap(Optional::stream)
                .toList();
        return new Page<>(shown, from.next(page, rest.size(), size).map(Stop::pageCursor));
    }

    /**
     * Where browsing stopped. A page may hold more than was asked for: the rest of it is asked for again.
     *
     * @param cursor empty at the beginning
     * @param skipped entries of that page that were shown
     */
    private record Stop(String cursor, int skipped) {

        static Stop of(Page.Cursor cursor) {
            if (cursor.isStart()) {
                return new Stop("", 0);
            }
            if (!cursor.value().matches("\\d{1,6}:.*")) {
                throw new ProviderFailure.Invalid("The cursor is not one of this listing");
            }
            int colon = cursor.value().indexOf(':');
            return new Stop(
                    cursor.value().substring(colon + 1),
                    Integer.parseInt(cursor.value().substring(0, colon)));
        }

        Optional<Stop> next(Listing page, int rest, int size) {
            if (rest > size) {
                return Optional.of(new Stop(cursor, skipped + size));
            }
            return page.hasMore() ? Optional.of(new Stop(page.cursor(), 0)) : Optional.empty();
        }

        Page.Cursor pageCursor() {
            return new Page.Cursor(skipped + ":" + cursor);
        }
    }

    Page<Resource> search(String query, Page.Cursor cursor, int size) {
        Matches found = api.current(() -> cursor.isStart()
                ? api.ask(
                        "The search",
                        "/files/search_v2",
                        Map.of("query", query.substring(0, Math.min(1_000, query.length())), "options", options(size)),
                        Matches.class)
                : api.ask("The search", "/files/search/continue_v2", Map.of("cursor", cursor.value()), Matches.class));
        List<Resource> shown = found.matches().stream()
                .flatMap(match -> match.metadata().metadata().stream())
                .map(items::wanted)
                .flatMap(Optional::stream)
                .toList();
        return new Page<>(shown, found.cursor().filter(more -> found.hasMore()).map(Page.Cursor::new));
    }

    private Map<String, ?> options(int size) {
        Map<String, Object> options = new HashMap<>();
        options.put("max_results", Math.clamp(size, 1, SEARCHED));
        options.put("file_status", "active");
        if (choice.paths().size() == 1 && !choice.areWhole()) {
            options.put("path", choice.paths().getFirst());
        }
        return options;
    }
}
