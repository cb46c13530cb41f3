package dev.portolan.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.ProviderFailure;
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
public final class Mirror {

    /** A page and where it began. */
    public record Step(Scope scope, Checkpoint since, Change.Page page) {}

    public final Map<String, Resource> resources = new TreeMap<>();
    private final Map<String, Scope.Id> owners = new HashMap<>();
    private final Map<Scope.Id, Checkpoint> checkpoints = new HashMap<>();
    private final Set<Resource.Id> goneFolders = new HashSet<>();
    private List<Scope> scopes = List.of();

    /** Goes from the checkpoints to the end of every scope. */
    public List<Step> catchUp(ConnectorSession session) {
        return catchUp(session, () -> {});
    }

    /** @param meanwhile happens once the first page of a scope is in */
    public List<Step> catchUp(ConnectorSession session, Runnable meanwhile) {
        List<Step> steps = new ArrayList<>();
        scopes = session.scopes(scopes);
        for (Scope scope : scopes) {
            Set<String> seen = new HashSet<>();
            Change.Page page;
            boolean first = true;
            do {
                Checkpoint since = checkpoints.getOrDefault(scope.id(), Checkpoint.START);
                page = changes(session, scope, since, seen);
                apply(scope, page, seen);
                steps.add(new Step(scope, since, page));
                assertTrue(
                        page.outcome() != Change.Outcome.MORE || !page.next().equals(since), "a page leads to itself");
                checkpoints.put(scope.id(), page.next());
                if (first) {
                    meanwhile.run();
                }
                first = false;
            } while (page.outcome() == Change.Outcome.MORE);
            removeBelowGoneFolders();
        }
        return steps;
    }

    public void forgetCheckpoints() {
        checkpoints.clear();
    }

    List<Scope> scopes() {
        return scopes;
    }

    /** Begins the scope anew where its checkpoint is not understood any more. */
    private static Change.Page changes(ConnectorSession session, Scope scope, Checkpoint since, Set<String> seen) {
        try {
            return session.changes(scope, since);
        } catch (ProviderFailure.ResyncRequired anew) {
            if (since.isStart()) {
                throw anew;
            }
            seen.clear();
            return session.changes(scope, Checkpoint.START);
        }
    }

    private void apply(Scope of, Change.Page page, Set<String> seen) {
        Set<String> mentioned = new HashSet<>();
        page.changes().forEach(this::empty);
        for (Change change : page.changes()) {
            switch (change) {
                case Change.Upserted upserted -> {
                    resources.put(upserted.resource().id().value(), upserted.resource());
                    owners.put(upserted.resource().id().value(), of.id());
                    mentioned.add(upserted.resource().id().value());
                }
                case Change.Deleted deleted -> delete(deleted);
                case Change.Emptied emptied -> {}
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
            resources.keySet().removeIf(id -> of.id().equals(owners.get(id)) && !seen.contains(id));
        }
    }

    /** What is below a folder goes at once where that is said, or where another folder has taken its place. */
    private void empty(Change change) {
        Set<Resource.Id> folders = new HashSet<>();
        switch (change) {
            case Change.Emptied emptied ->
                resources.values().stream()
                        .filter(known -> known.isFolder() && known.deletionKey().equals(emptied.deletionKey()))
                        .forEach(known -> folders.add(known.id()));
            case Change.Upserted upserted ->
                Optional.ofNullable(resources.get(upserted.resource().id().value()))
                        .filter(known -> known.isFolder()
                                && !known.version().isEmpty()
                                && !known.version().equals(upserted.resource().version()))
                        .ifPresent(known -> folders.add(known.id()));
            case Change.Deleted deleted -> {}
        }
        removeBelow(folders);
    }

    /** What is below a folder goes when the scope has ended, unless it is somewhere else by then. */
    private void delete(Change.Deleted deleted) {
        resources.values().removeIf(known -> {
            boolean gone = known.deletionKey().equals(deleted.deletionKey());
            if (gone && known.isFolder()) {
                goneFolders.add(known.id());
            }
            return gone;
        });
    }

    private void removeBelowGoneFolders() {
        goneFolders.removeIf(folder -> resources.containsKey(folder.value()));
        removeBelow(goneFolders);
        goneFolders.clear();
    }

    private void removeBelow(Set<Resource.Id> folders) {
        boolean more = !folders.isEmpty();
        while (more) {
            more = resources.values().removeIf(known -> {
                boolean gone = known.parent().filter(folders::contains).isPresent();
                if (gone && known.isFolder()) {
                    folders.add(known.id());
                }
                return gone;
            });
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
