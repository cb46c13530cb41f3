package dev.portolan.providers.notion;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.providers.notion.NotionPayloads.Listing;
import dev.portolan.providers.notion.NotionPayloads.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is in a page, a data source or the workspace, for people who look for it. A page is shown with the folder of what is in it. */
record Shelves(NotionApi api, Items items, Choice choice) {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,6}):(.*)");

    /**
     * Where browsing stopped. Each page has two resources, so that more may come at once than was asked for: the rest of it
     * is asked for again.
     *
     * @param cursor Notion's; empty at the beginning
     * @param skipped of that answer were shown
     */
    private record Stop(String cursor, int skipped) {

        static Stop of(Page.Cursor cursor) {
            if (cursor.isStart()) {
                return new Stop("", 0);
            }
            Matcher matcher = CURSOR.matcher(cursor.value());
            if (!matcher.matches()) {
                throw new ProviderFailure.Invalid("The cursor is not one of this listing");
            }
            return new Stop(matcher.group(2), Integer.parseInt(matcher.group(1)));
        }

        Page<Resource> shown(List<Resource> all, Optional<String> next, int size) {
            int end = Math.min(all.size(), skipped + size);
            Optional<Stop> stop =
                    end < all.size() ? Optional.of(new Stop(cursor, end)) : next.map(more -> new Stop(more, 0));
            return new Page<>(
                    all.subList(Math.min(skipped, end), end),
                    stop.map(at -> new Page.Cursor(at.skipped() + ":" + at.cursor())));
        }
    }

    Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
        Stop from = Stop.of(cursor);
        if (parent.equals(ConnectorSession.ROOT)) {
            return choice.isWhole()
                    ? listed(api.search("", from.cursor(), most(size)), from, size, true)
                    : from.shown(picked(), Optional.empty(), size);
        }
        String id = parent.value();
        if (id.startsWith(Items.INSIDE)) {
            return from.shown(inside(new Contents(api, items).page(Items.holder(id))), Optional.empty(), size);
        }
        try {
            return listed(api.rows(id, "", from.cursor(), most(size)), from, size, false);
        } catch (ProviderFailure.Missing noSource) {
            // pages and files have nothing in them: the folder beside a page has
            return Page.last(List.of());
        }
    }

    Page<Resource> search(String query, Page.Cursor cursor, int size) {
        Stop from = Stop.of(cursor);
        Listing found = api.search(query, from.cursor(), most(size));
        Places places = choice.places();
        List<Resource> shown = found.things().stream()
                .filter(Shelves::isThere)
                .filter(thing -> choice.has(places, thing))
                .map(thing -> resource(thing, places.folder(thing)))
                .toList();
        return from.shown(shown, found.nextCursor(), size);
    }

    private static int most(int size) {
        return Math.clamp(size, 1, NotionApi.PAGE);
    }

    private Page<Resource> listed(Listing found, Stop from, int size, boolean roots) {
        Places places = choice.places();
        List<Thing> things = found.things().stream().filter(Shelves::isThere).toList();
        things.forEach(places::sees);
        List<Resource> all = things.stream()
                .filter(thing -> !roots || places.parent(thing).isEmpty())
                .flatMap(thing -> both(thing, places))
                .toList();
        return from.shown(all, found.nextCursor(), size);
    }

    private static boolean isThere(Thing thing) {
        return !thing.isPartial() && !thing.isInTrash();
    }

    private Stream<Resource> both(Thing thing, Places places) {
        Optional<Resource.Id> in = places.folder(thing);
        Resource itself = resource(thing, in);
        return itself.isFolder() ? Stream.of(itself) : Stream.of(itself, Items.folder(thing, in));
    }

    private Resource resource(Thing thing, Optional<Resource.Id> in) {
        return thing.object().equals("data_source") ? Items.folder(thing, in) : items.page(thing, in);
    }

    private List<Resource> picked() {
        Places places = choice.places();
        return choice.picked().stream()
                .flatMap(id -> places.find(id).stream())
                .flatMap(thing -> both(thing, places))
                .toList();
    }

    private List<Resource> inside(Thing page) {
        Blocks blocks = Blocks.of(api, items, page);
        Resource.Id folder = Items.folderId(page);
        Places places = choice.places();
        List<Resource> all = new ArrayList<>(blocks.files());
        for (Thing child : blocks.children()) {
            if (child.type().equals("child_database")) {
                places.sources(child.id()).forEach(source -> all.add(Items.folder(source, Optional.of(folder))));
            } else {
                all.add(items.stub(child, folder));
                if (child.flag("has_children")) {
                    all.add(items.stubFolder(child, folder));
                }
            }
        }
        return all;
    }
}
