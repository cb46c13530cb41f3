package dev.portolan.persistence.organization;

import dev.portolan.application.port.RoleStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.AccessGrant.Subject;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Group;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Row;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Roles on connections in the database. */
@Singleton
final class JdbcRoleStore implements RoleStore {

    /** Grants that a user has a part in. */
    private static final String THEIRS = "access_grant.organization_id = ? and " + Held.by("access_grant");

    private final Jdbc jdbc;
    private final Transactions transactions;

    JdbcRoleStore(Jdbc jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void put(Organization.Id organization, AccessGrant grant) {
        transactions.run(() -> {
            insert(organization, grant);
            jdbc.update(
                    "update access_grant set role = ? where connection_id = ? and subject_id = ? and organization_id = ?",
                    grant.role(),
                    grant.connection().value(),
                    id(organization, grant.subject()),
                    organization.value());
        });
    }

    private void insert(Organization.Id organization, AccessGrant grant) {
        Subject subject = grant.subject();
        jdbc.update(
                "insert into access_grant (connection_id, subject_id, organization_id, user_id, group_id, role)"
                        + " values (?, ?, ?, cast(? as uuid), cast(? as uuid), ?) on conflict do nothing",
                grant.connection().value(),
                id(organization, subject),
                organization.value(),
                subject instanceof AccessGrant.OfUser of ? of.user().value() : null,
                subject instanceof AccessGrant.OfGroup of ? of.group().value() : null,
                grant.role());
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
        return jdbc.update(
                        "delete from access_grant where connection_id = ? and subject_id = ? and organization_id = ?",
                        connection.value(),
                        id(organization, subject),
                        organization.value())
                == 1;
    }

    @Override
    public List<AccessGrant> list(Organization.Id organization, Connection.Id connection) {
        return jdbc.list(
                "select connection_id, user_id, group_id, role from access_grant"
                        + " where connection_id = ? and organization_id = ? order by subject_id",
                JdbcRoleStore::grant,
                connection.value(),
                organization.value());
    }

    private static AccessGrant grant(Row row) throws SQLException {
        Optional<Subject> user = row.optionalUuid("user_id").map(id -> new AccessGrant.OfUser(new User.Id(id)));
        Optional<Subject> group = row.optionalUuid("group_id").map(id -> new AccessGrant.OfGroup(new Group.Id(id)));
        return new AccessGrant(
                new Connection.Id(row.uuid("connection_id")),
                user.or(() -> group).orElseGet(AccessGrant.OfEverybody::new),
                Role.valueOf(row.text("role")));
    }

    @Override
    public Optional<Role> role(Organization.Id organization, User.Id user, Connection.Id connection) {
        return jdbc
                .list(
                        "select role from access_grant where connection_id = ? and " + THEIRS,
                        row -> Role.valueOf(row.text("role")),
                        connection.value(),
                        organization.value(),
                        user.value(),
                        user.value())
                .stream()
                .max(Comparator.naturalOrder());
    }

    @Override
    public Set<Connection.Id> connections(Organization.Id organization, User.Id user) {
        return new HashSet<>(jdbc.list(
                "select distinct connection_id from access_grant where " + THEIRS,
                row -> new Connection.Id(row.uuid("connection_id")),
                organization.value(),
                user.value(),
                user.value()));
    }
}
