package dev.portolan.application.memory;

import dev.portolan.application.port.AuthorizationStore;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Consents under way, in memory. */
public final class InMemoryAuthorizationStore implements AuthorizationStore {

    private final MemoryDatabase database;

    public InMemoryAuthorizationStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void add(PendingAuthorization pending) {
        database.run(() -> {
            if (database.pendings.get(pending.id().value()).isPresent()
                    || byHash(pending.stateHash()).isPresent()) {
                throw new IllegalStateException("There is such a consent already");
            }
            database.pendings.put(pending.id().value(), pending);
        });
    }

    @Override
    public Optional<PendingAuthorization> byHash(String stateHash) {
        return database.call(() -> database.pendings.stream()
                .filter(pending -> pending.stateHash().equals(stateHash))
                .findFirst());
    }

    @Override
    public Optional<PendingAuthorization> newest(
            Organization.Id organization, User.Id starter, String dialect, Provider.Id provider, Instant now) {
        return database.call(() -> database.pendings.stream()
                .filter(pending -> pending.organization().equals(organization)
                        && pending.starter().user().equals(starter)
                        && pending.dialect().equals(dialect)
                        && pending.provider().equals(provider)
                        && usable(pending, now))
                .reduce((older, newer) -> newer));
    }

    private static boolean usable(PendingAuthorization pending, Instant now) {
        return pending.usedAt().isEmpty() && !pending.expired(now);
    }

    @Override
    public boolean use(Organization.Id organization, PendingAuthorization.Id id, Instant now) {
        return database.call(() -> {
            Optional<PendingAuthorization> found = database.pendings
                    .get(id.value())
                    .filter(pending -> pending.organization().equals(organization))
                    .filter(pending -> usable(pending, now));
            found.ifPresent(pending -> database.pendings.put(id.value(), pending.used(now)));
            return found.isPresent();
        });
    }

    @Override
    public List<PendingAuthorization> forget(Instant before, int limit) {
        return database.call(() -> {
            List<PendingAuthorization> old = database.pendings.stream()
                    .filter(pending -> pending.expiresAt().isBefore(before))
                    .limit(limit)
                    .toList();
            old.forEach(pending -> database.pendings.remove(pending.id().value()));
            return old;
        });
    }

    @Override
    public List<Connection.Id> ofAccount(
            Organization.Id organization,
            Collection.Id collection,
            Optional<String> tenant,
            Provider.Id provider,
            String account) {
        return database.call(() -> database.connections.stream()
                .map(MemoryRows.ConnectionRow::connection)
                .filter(connection -> connection.organization().equals(organization)
                        && connection.collection().equals(collection)
                        && connection.tenant().equals(tenant)
                        && connection.isLive()
                        && belongsTo(connection, provider, account))
                .map(Connection::id)
                .toList());
    }

    private boolean belongsTo(Connection connection, Provider.Id provider, String account) {
        return connection
                .credential()
                .map(Credential.Id::value)
                .flatMap(database.grants::get)
                .map(MemoryRows.GrantRow::grant)
                .map(OAuthGrant::account)
                .filter(owner -> owner.provider().equals(provider) && owner.id().equals(account))
                .isPresent();
    }

    @Override
    public void addAlias(Organization.Id organization, Connection.Id alias, Connection.Id connection) {
        database.run(() -> {
            if (!database.owns(organization, connection)
                    || database.aliases.get(alias.value()).isPresent()) {
                throw new IllegalStateException("There is no such connection, or such an alias already");
            }
            database.aliases.put(alias.value(), new MemoryRows.Alias(organization, connection));
        });
    }

    @Override
    public Optional<Connection.Id> aliased(Organization.Id organization, Connection.Id alias) {
        return database.call(() -> database.aliases
                .get(alias.value())
                .filter(found -> found.organization().equals(organization))
                .map(MemoryRows.Alias::connection));
    }

    @Override
    public void setRedirect(Organization.Id organization, Connection.Id connection, Optional<String> url) {
        database.run(() -> {
            if (database.owns(organization, connection)) {
                database.redirects.remove(connection.value());
                url.ifPresent(text ->
                        database.redirects.put(connection.value(), new MemoryRows.Redirect(organization, text)));
            }
        });
    }

    @Override
    public Map<Connection.Id, String> redirects(Organization.Id organization, Set<Connection.Id> connections) {
        return database.call(() -> {
            Map<Connection.Id, String> found = new HashMap<>();
            connections.forEach(connection -> database.redirects
                    .get(connection.value())
                    .filter(redirect -> redirect.organization().equals(organization))
                    .ifPresent(redirect -> found.put(connection, redirect.url())));
            return found;
        });
    }
}
