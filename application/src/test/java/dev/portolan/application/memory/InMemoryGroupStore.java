package dev.portolan.application.memory;

import dev.portolan.application.port.GroupStore;
import dev.portolan.domain.Group;
import dev.portolan.domain.Organization;
import dev.portolan.domain.User;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Groups and their members, in memory. */
public final class InMemoryGroupStore implements GroupStore {

    private final MemoryDatabase database;

    public InMemoryGroupStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public boolean add(Group group) {
        return database.call(() -> {
            boolean free = byName(group.organization(), group.name()).isEmpty();
            if (free) {
                database.groups.put(group.id().value(), group);
            }
            return free;
        });
    }

    @Override
    public boolean update(Group group) {
        return database.call(() -> {
            boolean free = byName(group.organization(), group.name())
                    .filter(other -> !other.id().equals(group.id()))
                    .isEmpty();
            if (!free || find(group.organization(), group.id()).isEmpty()) {
                return false;
            }
            database.groups.put(group.id().value(), group);
            return true;
        });
    }

    @Override
    public boolean remove(Organization.Id organization, Group.Id id) {
        return database.call(() -> {
            if (find(organization, id).isEmpty()) {
                return false;
            }
            database.members.removeIf(member -> member.group().equals(id.value()), Integer.MAX_VALUE);
            database.accessGrants.removeIf(row -> row.subject().equals(id.value()), Integer.MAX_VALUE);
            return database.groups.remove(id.value());
        });
    }

    @Override
    public Optional<Group> find(Organization.Id organization, Group.Id id) {
        return database.call(() -> database.groups
                .get(id.value())
                .filter(group -> group.organization().equals(organization)));
    }

    @Override
    public Optional<Group> byName(Organization.Id organization, String name) {
        return database.call(() -> database.groups.stream()
                .filter(group -> group.organization().equals(organization)
                        && group.name().equals(name))
                .findFirst());
    }

    @Override
    public List<Group> list(Organization.Id organization, Optional<Group.Id> after, int limit) {
        return database.call(() ->
                database.groups.after(after.map(Group.Id::value).orElse(new UUID(0, 0))).values().stream()
                        .filter(group -> group.organization().equals(organization))
                        .limit(limit)
                        .toList());
    }

    @Override
    public void join(Organization.Id organization, Group.Id group, User.Id user) {
        database.run(() -> put(organization, group, user, false));
    }

    private void put(Organization.Id organization, Group.Id group, User.Id user, boolean claimed) {
        boolean known = find(organization, group).isPresent()
                && database.users
                        .get(user.value())
                        .filter(found -> found.organization().equals(organization))
                        .isPresent();
        if (!known) {
            throw new IllegalStateException("A membership needs a group and a user");
        }
        MemoryRows.Member member = new MemoryRows.Member(group.value(), user.value(), claimed);
        database.members.put(member.key(), member);
    }

    @Override
    public boolean leave(Organization.Id organization, Group.Id group, User.Id user) {
        return database.call(() -> find(organization, group).isPresent()
                && database.members.remove(new MemoryRows.Pair(group.value(), user.value())));
    }

    @Override
    public List<User.Id> members(Organization.Id organization, Group.Id group) {
        return database.call(() -> find(organization, group).stream()
                .flatMap(found -> database.members.stream())
                .filter(member -> member.group().equals(group.value()))
                .map(member -> new User.Id(member.user()))
                .toList());
    }

    @Override
    public List<Membership> memberships(Organization.Id organization, User.Id user) {
        return database.call(() -> database.members.stream()
                .filter(member -> member.user().equals(user.value()))
                .flatMap(member -> find(organization, new Group.Id(member.group())).stream()
                        .map(group -> new Membership(group, member.claimed())))
                .sorted(Comparator.comparing(membership -> membership.group().name()))
                .toList());
    }

    @Override
    public void claim(Organization.Id organization, User.Id user, Set<Group.Id> groups) {
        database.run(() -> {
            memberships(organization, user).stream()
                    .filter(Membership::claimed)
                    .map(membership -> membership.group().id())
                    .filter(group -> !groups.contains(group))
                    .forEach(group -> leave(organization, group, user));
            groups.stream()
                    .filter(group -> database.members
                            .get(new MemoryRows.Pair(group.value(), user.value()))
                            .isEmpty())
                    .forEach(group -> put(organization, group, user, true));
        });
    }
}
