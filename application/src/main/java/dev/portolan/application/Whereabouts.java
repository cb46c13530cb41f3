package dev.portolan.application;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the resources of an answer are, and what is stored of them: by the provider's word, else below their parents, which
 * are looked up in the store and then, a few at most, at the provider.
 */
final class Whereabouts {

    private static final int CALLS = 20;

    private final Function<Resource.Id, Resource> provider;
    private final Map<ResourceKey, DocumentStore.Known> stored;
    private final Map<Resource.Id, Optional<String>> folders = new HashMap<>();
    private final AtomicInteger calls = new AtomicInteger();

    private Whereabouts(Function<Resource.Id, Resource> provider, Map<ResourceKey, DocumentStore.Known> stored) {
        this.provider = provider;
        this.stored = stored;
    }

    static Whereabouts of(
            Collection<Resource> resources,
            Connection connection,
            DocumentStore documents,
            Function<Resource.Id, Resource> provider) {
        Set<ResourceKey> keys = resources.stream()
                .flatMap(resource -> Stream.concat(Stream.of(resource.id()), resource.parent().stream()))
                .map(ResourceKey::of)
                .collect(Collectors.toSet());
        return new Whereabouts(
                provider,
                keys.isEmpty() ? Map.of() : documents.known(connection.organization(), connection.id(), keys));
    }

    Optional<DocumentStore.Known> stored(Resource.Id id) {
        return Optional.ofNullable(stored.get(ResourceKey.of(id))).filter(known -> !known.deleted());
    }

    String path(Resource resource) {
        return resource.path()
                .or(() -> resource.parent()
                        .filter(parent -> !parent.equals(resource.id()))
                        .flatMap(this::folder)
                        .map(folder -> folder + "/" + resource.name()))
                .orElse(resource.name());
    }

    private Optional<String> folder(Resource.Id id) {
        if (id.equals(ConnectorSession.ROOT)) {
            return Optional.empty();
        }
        Optional<String> known = folders.get(id);
        if (known != null) {
            return known;
        }
        // Until it is known, a folder that contains itself is nowhere.
        folders.put(id, Optional.empty());
        Optional<String> path = stored(id).map(DocumentStore.Known::path).or(() -> ask(id).map(this::path));
        folders.put(id, path);
        return path;
    }

    /** What cannot be seen is above the connection's root. */
    private Optional<Resource> ask(Resource.Id id) {
        if (calls.getAndIncrement() >= CALLS) {
            return Optional.empty();
        }
        try {
            return Optional.of(provider.apply(id));
        } catch (ProviderFailure.Missing | ProviderFailure.Denied | ProviderFailure.Invalid above) {
            return Optional.empty();
        } catch (ProviderFailure busy) {
            calls.set(CALLS);
            return Optional.empty();
        }
    }
}
