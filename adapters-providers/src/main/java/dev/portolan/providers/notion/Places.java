package dev.portolan.providers.notion;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.providers.notion.NotionPayloads.Thing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which folder a thing is in: the inside of a page, or a data source. What is in something that is not shared is in none.
 * Remembers what it had to ask for, for the length of one call of a session.
 */
final class Places {

    private static final int DEEPEST = 40;

    private final NotionApi api;
    private final Map<String, Optional<Thing>> asked = new HashMap<>();
    private int calls;

    private final Set<String> tops;

    /** @param tops what was picked: nothing above it is of interest */
    Places(NotionApi api, Set<String> tops) {
        this.api = api;
        this.tops = tops;
    }

    int calls() {
        return calls;
    }

    /** It was in an answer, so that nobody has to ask for it. */
    void sees(Thing thing) {
        asked.put(thing.id(), Optional.of(thing));
    }

    /** A page or data source; of a database, the data source. */
    Optional<Thing> find(String id) {
        return page(id).or(() -> source(id))
                .or(() -> ask("database:" + id, () -> api.database(id))
                        .flatMap(database -> Items.sources(database).findFirst())
                        .flatMap(this::source));
    }

    Optional<Thing> page(String id) {
        return ask(id, () -> api.page(id)).filter(thing -> !thing.object().equals("data_source"));
    }

    Optional<Thing> source(String id) {
        Optional<Thing> known = asked.getOrDefault(id, Optional.empty());
        return known.filter(thing -> thing.object().equals("data_source"))
                .or(() -> ask("source:" + id, () -> api.dataSource(id)));
    }

    /** Those of a database itself: a view of one that is elsewhere has none of its own. */
    List<Thing> sources(String database) {
        return ask("database:" + database, () -> api.database(database)).stream()
                .flatMap(Items::sources)
                .flatMap(id -> source(id).stream())
                .filter(source -> source.text("parent", "database_id")
                        .filter(database::equals)
                        .isPresent())
                .toList();
    }

    /** Empty where it is in nothing that is shared with us. */
    Optional<Resource.Id> folder(Thing thing) {
        return parent(thing).map(Items::folderId);
    }

    /** The folders that it is in, outermost first. */
    List<Resource> above(Thing thing) {
        List<Resource> folders = new ArrayList<>();
        Optional<Thing> at = parent(thing);
        for (int depth = 0; depth < DEEPEST && at.isPresent(); depth++) {
            Optional<Thing> next = parent(at.get());
            folders.addFirst(Items.folder(at.get(), next.map(Items::folderId)));
            at = next;
        }
        return folders;
    }

    /** The page or data source that it is in. */
    Optional<Thing> parent(Thing thing) {
        if (tops.contains(thing.id())) {
            return Optional.empty();
        }
        boolean isSource = thing.object().equals("data_source");
        return parent(isSource && thing.has("database_parent") ? thing.at("database_parent") : thing.at("parent"), 0);
    }

    private Optional<Thing> parent(Thing parent, int depth) {
        if (depth >= DEEPEST) {
            return Optional.empty();
        }
        return switch (parent.type()) {
            case "page_id" -> parent.text("page_id").flatMap(this::page);
            case "data_source_id" -> parent.text("data_source_id").flatMap(this::source);
            case "block_id" ->
                parent.text("block_id")
                        .flatMap(id -> ask("block:" + id, () -> api.block(id)))
                        .flatMap(block -> parent(block.at("parent"), depth + 1));
            case "database_id" ->
                parent.text("database_id")
                        .flatMap(id -> ask("database:" + id, () -> api.database(id)))
                        .flatMap(database -> Items.sources(database).findFirst())
                        .flatMap(this::source);
            default -> Optional.empty();
        };
    }

    private Optional<Thing> ask(String key, Supplier<Thing> asking) {
        Optional<Thing> known = asked.get(key);
        if (known == null) {
            known = answer(asking);
            asked.put(key, known);
        }
        return known;
    }

    private Optional<Thing> answer(Supplier<Thing> asking) {
        calls++;
        try {
            return Optional.of(asking.get()).filter(thing -> !thing.isInTrash());
        } catch (ProviderFailure.Missing | ProviderFailure.Denied notShared) {
            return Optional.empty();
        }
    }
}
