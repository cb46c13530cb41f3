package dev.portolan.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the core keeps, as small as it can be: resources by id, and a checkpoint for each scope. */
final class Mirror {

    /** A page and where it began. */
    record Step(Scope scope, Checkpoint since, Change.Page page) {}

    final Map<String, Resource> resources = new TreeMap<>();
    private final Map<Scope.Id, Checkpoint> checkpoints = new HashMap<>();
    private List<Scope> scopes = List.of();

    /** Goes from the checkpoints to the end of every scope. */
    List<Step> catchUp(ConnectorSession session) {
        List<Step> steps = new ArrayList<>();
        scopes = session.scopes(scopes);
        for (Scope scope : scopes) {
            Set<String> seen = new HashSet<>();
            Change.Page page;
            do {
                Checkpoint since = checkpoints.getOrDefault(scope.id(), Checkpoint.START);
                page = session.changes(scope, since);
                apply(page, seen);
                steps.add(new Step(scope, since, page));
                assertTrue(
                        page.outcome() != Change.Outcome.MORE || !page.next().equals(since), "a page leads to itself");
                checkpoints.put(scope.id(), page.next());
            } while (page.outcome() == Change.Outcome.MORE);
        }
        return steps;
    }

    void forgetCheckpoints() {
        checkpoints.clear();
    }

    List<Scope> scopes() {
        return scopes;
    }

    private void apply(Change.Page page, Set<String> seen) {
        Set<String> mentioned = new HashSet<>();
        for (Change change : page.changes()) {
            switch (change) {
                case Change.Upserted upserted -> {
                    resources.put(upserted.resource().id().value(), upserted.resource());
                    mentioned.add(upserted.resource().id().value());
                }
                case Change.Deleted deleted ->
                    resources.values().removeIf(known -> known.deletionKey().equals(deleted.deletionKey()));
            }
        }
        seen.addAll(mentioned);
        if (page.covers().isPresent()) {
            KeyRange range = page.covers().get();
            resources.keySet().removeIf(id -> covers(range, id) && !mentioned.contains(id));
            assertEquals(
                    List.of(),
                    mentioned.stream().filter(id -> !covers(range, id)).toList());
        } else if (page.outcome() == Change.Outcome.LISTED) {
            resources.keySet().removeIf(id -> !seen.contains(id));
        }
    }

    private static boolean covers(KeyRange range, String id) {
        ResourceKey key = ResourceKey.of(id);
        Optional<ResourceKey> after = range.after().map(ResourceKey::of);
        Optional<ResourceKey> through = range.through().map(ResourceKey::of);
        return after.filter(bound -> key.compareTo(bound) <= 0).isEmpty()
                && through.filter(bound -> key.compareTo(bound) > 0).isEmpty();
    }
}
