package dev.portolan.application;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** What is over there, looked at live: a connection's tree, its resources by id, and the provider's own search. */
public final class Browsing {

    private static final int MOST_IDS = 100;
    private static final int AT_ONCE = 8;
    private static final int LONGEST_QUERY = 1_000;

    private final Connections connections;
    private final Catalog catalog;
    private final Sessions sessions;
    private final DocumentStore documents;
    private final Rights rights;
    private final Patience patience;

    Browsing(
            Connections connections,
            Catalog catalog,
            Sessions sessions,
            DocumentStore documents,
            Rights rights,
            Patience patience) {
        this.connections = connections;
        this.catalog = catalog;
        this.sessions = sessions;
        this.documents = documents;
        this.rights = rights;
        this.patience = patience;
    }

    /**
     * A resource as it is seen.
     *
     * @param path below the connection's root, as far as that can be told
     * @param document what is stored of it, if anything
     * @param current whether what is stored is of this version
     */
    public record Seen(Resource resource, String path, Optional<Document.Id> document, boolean current) {}

    /** The selected roots, by their ids: at most a large page of them. */
    public SequencedMap<String, Optional<Seen>> roots(Principal caller, Connection.Id id) {
        Page<Seen> roots = look(
                caller,
                id,
                Capability.HIERARCHY,
                "",
                view -> view.seen(
                        view.ask(session -> session.children(ConnectorSession.ROOT, Page.Cursor.START, Limits.PAGE))));
        SequencedMap<String, Optional<Seen>> found = new LinkedHashMap<>();
        roots.items().forEach(seen -> found.put(seen.resource().id().value(), Optional.of(seen)));
        return found;
    }

    /**
     * Resources by their ids; empty where there is none, or none that the connection's account may see.
     *
     * @param field what the caller's API calls the ids
     */
    public SequencedMap<String, Optional<Seen>> resources(
            Principal caller, Connection.Id id, String field, List<String> ids) {
        List<String> wanted = ids.stream().distinct().toList();
        if (wanted.size() > MOST_IDS) {
            throw new Refusal.InvalidInput(field, "must be at most " + MOST_IDS);
        }
        return look(caller, id, Capability.HIERARCHY, "", view -> {
            Map<String, Resource> found = view.ask(session -> all(session, wanted));
            Whereabouts where = view.where(found.values());
            SequencedMap<String, Optional<Seen>> answer = new LinkedHashMap<>();
            wanted.forEach(each ->
                    answer.put(each, Optional.ofNullable(found.get(each)).map(resource -> seen(resource, where))));
            return answer;
        });
    }

    /** The children of a resource, or the selected roots where {@code parent} is empty; a document has none. */
    public Page<Seen> children(
            Principal caller, Connection.Id id, Optional<String> parent, Page.Cursor cursor, int size) {
        Resource.Id above = parent.map(Resource.Id::new).orElse(ConnectorSession.ROOT);
        Cursors cursors = new Cursors("children", id.value().toString(), above.value());
        Page.Cursor inner = position(cursors, cursor);
        return outer(cursors, look(caller, id, Capability.HIERARCHY, cursor.value(), view -> {
            try {
                return view.seen(view.ask(session -> session.children(above, inner, Limits.page(size))));
            } catch (ProviderFailure.Missing gone) {
                throw new Refusal.NotFound("resource", above.value());
            }
        }));
    }

    /** What the provider's own search finds. */
    public Page<Seen> search(Principal caller, Connection.Id id, String query, Page.Cursor cursor, int size) {
        if (query.isBlank() || query.length() > LONGEST_QUERY) {
            throw new Refusal.InvalidInput("query", "must have 1 to " + LONGEST_QUERY + " characters");
        }
        Cursors cursors = new Cursors("search", id.value().toString(), query);
        Page.Cursor inner = position(cursors, cursor);
        return outer(
                cursors,
                look(
                        caller,
                        id,
                        Capability.SEARCH,
                        cursor.value(),
                        view -> view.seen(view.ask(session -> session.search(query, inner, Limits.page(size))))));
    }

    private static Page.Cursor position(Cursors cursors, Page.Cursor cursor) {
        return cursors.read(cursor).map(Page.Cursor::new).orElse(Page.Cursor.START);
    }

    private static Page<Seen> outer(Cursors cursors, Page<Seen> page) {
        return new Page<>(page.items(), page.next().map(next -> cursors.write(next.value())));
    }

    /** A connection while it is looked at. Only the provider's calls are waited for in vain: what speaks to the store is not. */
    private record View(Connection connection, ConnectorSession session, DocumentStore documents, Patience patience) {

        <T> T ask(Function<ConnectorSession, T> question) {
            return patience.await(() -> question.apply(session));
        }

        Whereabouts where(Collection<Resource> resources) {
            return Whereabouts.of(resources, connection, documents, id -> ask(asked -> asked.resource(id)));
        }

        Page<Seen> seen(Page<Resource> page) {
            Whereabouts where = where(page.items());
            return page.map(resource -> Browsing.seen(resource, where));
        }
    }

    private static Seen seen(Resource resource, Whereabouts where) {
        Optional<DocumentStore.Known> stored = where.stored(resource.id());
        return new Seen(
                resource,
                where.path(resource),
                stored.map(DocumentStore.Known::id),
                stored.filter(known -> known.version().equals(resource.version()))
                        .isPresent());
    }

    /** @param cursor what the caller gave: a provider that makes no sense of it is not at fault */
    private <T> T look(
            Principal caller, Connection.Id id, Capability needed, String cursor, Function<View, T> looking) {
        Connection connection = rights.connection(caller, id, KeyScope.CONNECTIONS_READ, Role.VIEWER);
        Provider provider = catalog.provider(connection.provider());
        if (!provider.can(needed)) {
            throw new Refusal.Unavailable(new ProviderFailure.Invalid(
                    provider.name() + (needed == Capability.SEARCH ? " cannot be searched" : " cannot be browsed")));
        }
        connections.unauthorized(connection).ifPresent(failure -> {
            throw new Refusal.Conflict(failure.message());
        });
        try (ConnectorSession session = sessions.open(connection)) {
            return looking.apply(new View(connection, session, documents, patience));
        } catch (ProviderFailure.Unauthorized refused) {
            connections.refused(connection, refused);
            throw new Refusal.Unavailable(refused);
        } catch (ProviderFailure.Invalid broken) {
            if (!cursor.isEmpty()) {
                throw Cursors.refused();
            }
            throw new Refusal.Unavailable(broken);
        } catch (ProviderFailure failure) {
            throw new Refusal.Unavailable(failure);
        }
    }

    private static Map<String, Resource> all(ConnectorSession session, List<String> ids) {
        Map<String, Resource> found = new LinkedHashMap<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<Optional<Resource>>> asked = new ArrayList<>();
            ids.forEach(id -> asked.add(threads.submit(() -> one(session, id))));
            for (int i = 0; i < ids.size(); i++) {
                String id = ids.get(i);
                result(asked.get(i), threads).ifPresent(resource -> found.put(id, resource));
            }
        }
        return found;
    }

    private static Optional<Resource> result(Future<Optional<Resource>> asked, ExecutorService threads) {
        try {
            return asked.get();
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new ProviderFailure.Transient("The call was interrupted");
        } catch (ExecutionException failed) {
            threads.shutdownNow();
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        }
    }

    private static Optional<Resource> one(ConnectorSession session, String id) {
        try {
            return Optional.of(session.resource(new Resource.Id(id)));
        } catch (ProviderFailure.Missing | ProviderFailure.Denied | ProviderFailure.Invalid notSeen) {
            return Optional.empty();
        }
    }
}
