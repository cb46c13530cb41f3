package dev.portolan.application.memory;

import dev.portolan.application.port.RoleStore;
import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.AccessGrant.Subject;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Roles on connections, in memory. */
public final class InMemoryRoleStore implements RoleStore {

    private final MemoryDatabase database;

    public InMemoryRoleStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void put(Organization.Id organization, AccessGrant grant) {
        database.run(() -> {
            if (!database.owns(organization, grant.connection()) || !isThere(organization, grant.subject())) {
                throw new IllegalStateException("A grant needs a connection and somebody to have it");
            }
            MemoryRows.RoleRow row = new MemoryRows.RoleRow(organization, id(organization, grant.subject()), grant);
            database.accessGrants.put(row.key(), row);
        });
    }

    private boolean isThere(Organization.Id organization, Subject subject) {
        return switch (subject) {
            case AccessGrant.OfUser of ->
                database.users
                        .get(of.user().value())
                        .filter(user -> user.organization().equals(organization))
                        .isPresent();
            case AccessGrant.OfGroup of ->
                database.groups
                        .get(of.group().value())
                        .filter(group -> group.organization().equals(organization))
                        .isPresent();
            case AccessGrant.OfEverybody _ -> true;
        };
    }

    private static UUID id(Organization.Id organization, Subject subject) {
        return switch (subject) {
            case AccessGrant.OfUser of -> of.user().value();
            case AccessGrant.OfGroup of -> of.group().value();
            case AccessGrant.OfEverybody _ -> organization.value();
        };
    }

    @Override
    public boolean remove(Organization.Id organization, Connection.Id connection, Subject subject) {
        return database.call(() -> database.owns(organization, connection)
                && database.accessGrants.remove(new MemoryRows.Pair(connection.value(), id(organization, subject))));
    }

    @Override
    public List<AccessGrant> list(Organization.Id organization, Connection.Id connection) {
        return database.call(() -> grants(organization)
                .filter(grant -> grant.connection().equals(connection))
                .toList());
    }

    @Override
    public Optional<Role> role(Organization.Id organization, User.Id user, Connection.Id connection) {
        return database.call(() -> grants(organization)
                .filter(grant -> grant.connection().equals(connection) && has(user, grant.subject()))
                .map(AccessGrant::role)
                .max(Comparator.naturalOrder()));
    }

    @Override
    public Set<Connection.Id> connections(Organization.Id organization, User.Id user) {
        return database.call(() -> grants(organization)
                .filter(grant -> has(user, grant.subject()))
                .map(AccessGrant::connection)
                .collect(Collectors.toSet()));
    }

    private Stream<AccessGrant> grants(Organization.Id organization) {
        return database.accessGrants.stream()
                .filter(row -> row.organization().equals(organization))
                .map(MemoryRows.RoleRow::grant);
    }

    private boolean has(User.Id user, Subject subject) {
        return switch (subject) {
            case AccessGrant.OfUser of -> of.user().equals(user);
            case AccessGrant.OfGroup of ->
                database.members
                        .get(new MemoryRows.Pair(of.group().value(), user.value()))
                        .isPresent();
            case AccessGrant.OfEverybody _ -> true;
        };
    }
}
