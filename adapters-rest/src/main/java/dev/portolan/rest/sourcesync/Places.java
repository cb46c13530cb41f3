package dev.portolan.rest.sourcesync;

import dev.portolan.application.Collections;
import dev.portolan.application.Connections;
import dev.portolan.application.Credentials;
import dev.portolan.application.Credentials.Seen;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds connections where clients say that they are: in a namespace, and of a tenant. */
@Singleton
final class Places {

    private static final int AT_ONCE = 1_000;

    private final Collections collections;
    private final Connections connections;
    private final Credentials credentials;

    Places(Collections collections, Connections connections, Credentials credentials) {
        this.collections = collections;
        this.connections = connections;
        this.credentials = credentials;
    }

    /** A connection and the namespace that it is in. */
    record Found(Collection namespace, Connection connection) {}

    Collection namespace(Principal caller, String identifier) {
        return collections.get(caller, identifier);
    }

    /** By the id that it has, or had before it gave way to another one of the same account. */
    Found find(Principal caller, String namespaceId, Tenant tenant, String id) {
        Collection namespace = namespace(caller, namespaceId);
        Connection connection = connections.get(caller, Connections.id(id));
        if (!connection.collection().equals(namespace.id()) || !tenant.sees(connection)) {
            throw new Refusal.NotFound("connection", id);
        }
        return new Found(namespace, connection);
    }

    /** The same with all that is shown of it. Where the id is right, which is usual, the namespace need not be looked up. */
    Seen see(Principal caller, String namespaceId, Tenant tenant, String id) {
        Seen seen;
        try {
            seen = credentials.seen(caller, Connections.id(id));
        } catch (Refusal refused) {
            namespace(caller, namespaceId);
            throw refused;
        }
        Collection.Id home = seen.connection().collection();
        boolean there = Collections.surelyMeans(home, seen.slug(), namespaceId)
                || namespace(caller, namespaceId).id().equals(home);
        if (!there || !tenant.sees(seen.connection())) {
            throw new Refusal.NotFound("connection", id);
        }
        return seen;
    }

    /** All there are, newest first. */
    List<Connection> list(Principal caller, Collection namespace, Tenant tenant, Optional<Provider> provider) {
        Connections.Search search = new Connections.Search(
                Optional.of(namespace.id().value().toString()),
                provider.map(Provider::id).map(Provider.Id::value),
                Optional.empty(),
                tenant.label());
        List<Connection> all = new ArrayList<>();
        Optional<Page.Cursor> next = Optional.of(Page.Cursor.START);
        while (next.isPresent()) {
            Page<Connection> page = connections.list(caller, search, next.get(), AT_ONCE);
            all.addAll(page.items());
            next = page.next();
        }
        return all;
    }
}
