package dev.portolan.application.sync;

import dev.portolan.domain.Change;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A page's changes with the last word per resource: an upsert replaces an earlier one of the same id, a deletion drops
 * earlier upserts of its key. A deletion is about what was stored before the page, whatever has taken its key since.
 *
 * @param upserts by key, in the order of their last word
 * @param deletions what the provider named; what it upserted after that is not meant
 * @param emptied the folders whose former content is gone
 */
record Batch(SequencedMap<ResourceKey, Change.Upserted> upserts, Set<String> deletions, Set<String> emptied) {

    static Batch of(List<Change> changes) {
        SequencedMap<ResourceKey, Change.Upserted> upserts = new LinkedHashMap<>();
        Map<String, List<ResourceKey>> byDeletionKey = new LinkedHashMap<>();
        Set<String> deletions = new LinkedHashSet<>();
        Set<String> emptied = new LinkedHashSet<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Upserted upserted -> {
                    ResourceKey key = ResourceKey.of(upserted.resource().id());
                    String deletionKey = upserted.resource().deletionKey();
                    upserts.putLast(key, upserted);
                    byDeletionKey
                            .computeIfAbsent(deletionKey, unused -> new ArrayList<>())
                            .add(key);
                }
                case Change.Deleted deleted -> {
                    String deletionKey = deleted.deletionKey();
                    byDeletionKey.getOrDefault(deletionKey, List.of()).stream()
                            .filter(key -> upserts.containsKey(key)
                                    && upserts.get(key).resource().deletionKey().equals(deletionKey))
                            .toList()
                            .forEach(upserts::remove);
                    deletions.add(deletionKey);
                }
                case Change.Emptied folder -> emptied.add(folder.deletionKey());
            }
        }
        return new Batch(upserts, deletions, emptied);
    }

    /** Whether it says nothing but what its documents are: what else is stored bears on none of them, nor they on it. */
    boolean standsAlone() {
        return deletions.isEmpty()
                && emptied.isEmpty()
                && upserts.values().stream().map(Change.Upserted::resource).allMatch(Batch::standsAlone);
    }

    private static boolean standsAlone(Resource resource) {
        return !resource.isFolder() && resource.parent().isEmpty();
    }
}
