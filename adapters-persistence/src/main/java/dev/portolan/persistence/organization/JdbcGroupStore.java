package dev.portolan.persistence.organization;

import dev.portolan.application.port.GroupStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Group;
import dev.portolan.domain.Organization;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Row;
import dev.portolan.persistence.database.Where;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Groups and their members in the database. */
@Singleton
final class JdbcGroupStore implements GroupStore {

    private static final String GROUPS = "select id, organization_id, name, created_at from user_group";

    private final Jdbc jdbc;
    private final Transactions transactions;

    JdbcGroupStore(Jdbc jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public boolean add(Group group) {
        return jdbc.update(
                        "insert into user_group (id, organization_id, name, created_at) values (?, ?, ?, ?)"
                                + " on conflict do nothing",
                        group.id().value(),
                        group.organization().value(),
                        group.name(),
                        group.createdAt())
                == 1;
    }

    @Override
    public boolean update(Group group) {
        return jdbc.update(
                        """
                update user_group set name = ? where id = ? and organization_id = ? and not exists (
                    select 1 from user_group other
                    where other.organization_id = ? and other.name = ? and other.id <> ?)""",
                        group.name(),
                        group.id().value(),
                        group.organization().value(),
                        group.organization().value(),
                        group.name(),
                        group.id().value())
                == 1;
    }

    @Override
    public boolean remove(Organization.Id organization, Group.Id id) {
        return jdbc.update(
                        "delete from user_group where id = ? and organization_id = ?", id.value(), organization.value())
                == 1;
    }

    @Override
    public Optional<Group> find(Organization.Id organization, Group.Id id) {
        return jdbc.first(
                GROUPS + " where id = ? and organization_id = ?",
                JdbcGroupStore::group,
                id.value(),
                organization.value());
    }

    @Override
    public Optional<Group> byName(Organization.Id organization, String name) {
        return jdbc.first(
                GROUPS + " where organization_id = ? and name = ?", JdbcGroupStore::group, organization.value(), name);
    }

    @Override
    public List<Group> list(Organization.Id organization, Optional<Group.Id> after, int limit) {
        Where where =
                new Where().and("organization_id = ?", organization.value()).and("id > ?", after.map(Group.Id::value));
        return jdbc.list(
                GROUPS + where.text() + " order by id limit ?", JdbcGroupStore::group, where.parametersAnd(limit));
    }

    private static Group group(Row row) throws SQLException {
        return new Group(
                new Group.Id(row.uuid("id")),
                new Organization.Id(row.uuid("organization_id")),
                row.text("name"),
                row.instant("created_at"));
    }

    // --- members

    @Override
    public void join(Organization.Id organization, Group.Id group, User.Id user) {
        transactions.run(() -> {
            insert(organization, group, user, false);
            jdbc.update(
                    "update group_member set claimed = false where group_id = ? and user_id = ? and organization_id = ?",
                    group.value(),
                    user.value(),
                    organization.value());
        });
    }

    private void insert(Organization.Id organization, Group.Id group, User.Id user, boolean claimed) {
        jdbc.update(
                "insert into group_member (group_id, user_id, organization_id, claimed) values (?, ?, ?, ?)"
                        + " on conflict do nothing",
                group.value(),
                user.value(),
                organization.value(),
                claimed);
    }

    @Override
    public boolean leave(Organization.Id organization, Group.Id group, User.Id user) {
        return jdbc.update(
                        "delete from group_member where group_id = ? and user_id = ? and organization_id = ?",
                        group.value(),
                        user.value(),
                        organization.value())
                == 1;
    }

    @Override
    public List<User.Id> members(Organization.Id organization, Group.Id group) {
        return jdbc.list(
                "select user_id from group_member where group_id = ? and organization_id = ? order by user_id",
                row -> new User.Id(row.uuid("user_id")),
                group.value(),
                organization.value());
    }

    @Override
    public List<Membership> memberships(Organization.Id organization, User.Id user) {
        return jdbc.list(
                """
                select g.id, g.organization_id, g.name, g.created_at, m.claimed
                from group_member m join user_group g on g.id = m.group_id
                where m.user_id = ? and m.organization_id = ? order by g.name""", row -> new Membership(group(row), row.flag("claimed")), user.value(), organization.value());
    }

    @Override
    public void claim(Organization.Id organization, User.Id user, Set<Group.Id> groups) {
        transactions.run(() -> {
            jdbc.update(
                    "delete from group_member where user_id = ? and organization_id = ? and claimed"
                            + " and not (group_id = any(?))",
                    user.value(),
                    organization.value(),
                    Bulk.uuids(groups, Group.Id::value));
            groups.forEach(group -> insert(organization, group, user, true));
        });
    }
}
