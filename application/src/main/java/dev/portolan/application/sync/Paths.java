package dev.portolan.application.sync;

import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.domain.Change;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the resources of a page are: as the provider says, else below their parents, as far as those are known yet. */
final class Paths {

    private static final int DEEPEST = 100;

    private final Batch batch;
    private final Map<ResourceKey, Known> stored;

    private Paths(Batch batch, Map<ResourceKey, Known> stored) {
        this.batch = batch;
        this.stored = stored;
    }

    static Paths of(Slice slice, Batch batch, DocumentStore documents) {
        Set<ResourceKey> parents = batch.upserts().values().stream()
                .map(Change.Upserted::resource)
                .filter(resource -> resource.path().isEmpty())
                .flatMap(resource -> resource.parent().stream())
                .map(ResourceKey::of)
                .filter(key -> !batch.upserts().containsKey(key))
                .collect(Collectors.toSet());
        return new Paths(
                batch,
                parents.isEmpty()
                        ? Map.of()
                        : documents.known(
                                slice.organization(), slice.connection().id(), parents));
    }

    /** Deeper than anybody nests folders: more likely they contain themselves. */
    static boolean tooDeep(String path) {
        return path.chars().filter(each -> each == '/').count() >= DEEPEST;
    }

    String of(Resource resource) {
        return of(resource, 0);
    }

    private String of(Resource resource, int depth) {
        return resource.path()
                .orElseGet(() -> resource.parent()
                        .filter(parent -> !parent.equals(resource.id()))
                        .map(parent -> below(parent, resource.name(), depth))
                        .orElse(resource.name()));
    }

    private String below(Resource.Id parent, String name, int depth) {
        ResourceKey key = ResourceKey.of(parent);
        Change.Upserted here = batch.upserts().get(key);
        if (here != null && depth < DEEPEST) {
            return of(here.resource(), depth + 1) + "/" + name;
        }
        return Optional.ofNullable(stored.get(key))
                .filter(known -> !known.deleted())
                .map(known -> known.path() + "/" + name)
                .orElse(name);
    }
}
