package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.GroupStore;
import dev.portolan.domain.Group;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every store of groups must do. */
public abstract class GroupStoreContract {

    private final SequentialIds ids = new SequentialIds();

    private Group group(World world, String name) {
        Group group = new Group(new Group.Id(ids.next()), world.organization.id(), name, World.NOON);
        assertTrue(world.stores.groups().add(group));
        return group;
    }

    private User user(World world, String name) {
        User user = new User(
                new User.Id(ids.next()), world.organization.id(), name, Optional.empty(), Role.VIEWER, World.NOON);
        world.stores.access().addUser(user);
        return user;
    }

    private static Set<Group.Id> claimed(Stores stores, User user) {
        return stores.groups().memberships(user.organization(), user.id()).stream()
                .filter(GroupStore.Membership::claimed)
                .map(membership -> membership.group().id())
                .collect(Collectors.toSet());
    }

    @Test
    void a_group_is_found_by_id_and_by_name(Stores stores) {
        World world = World.create(stores, "acme");
        Group group = group(world, "readers");

        assertEquals(Optional.of(group), stores.groups().find(world.organization.id(), group.id()));
        assertEquals(Optional.of(group), stores.groups().byName(world.organization.id(), "readers"));
        assertEquals(Optional.empty(), stores.groups().byName(world.organization.id(), "writers"));
    }

    @Test
    void a_name_is_taken_once_within_its_organization(Stores stores) {
        World world = World.create(stores, "acme");
        World other = World.create(stores, "other");
        Group readers = group(world, "readers");
        Group writers = group(world, "writers");
        group(other, "readers");

        assertFalse(stores.groups()
                .add(new Group(new Group.Id(ids.next()), world.organization.id(), "readers", World.NOON)));
        assertFalse(stores.groups().update(writers.renamed("readers")));
        assertTrue(stores.groups().update(readers.renamed("readers")));
        assertTrue(stores.groups().update(writers.renamed("authors")));
        assertEquals(
                List.of(readers, writers.renamed("authors")),
                stores.groups().list(world.organization.id(), Optional.empty(), 9));
    }

    @Test
    void groups_are_listed_page_by_page(Stores stores) {
        World world = World.create(stores, "acme");
        Group first = group(world, "z");
        Group second = group(world, "a");
        Group third = group(world, "m");

        assertEquals(List.of(first, second), stores.groups().list(world.organization.id(), Optional.empty(), 2));
        assertEquals(List.of(third), stores.groups().list(world.organization.id(), Optional.of(second.id()), 2));
    }

    @Test
    void members_come_once_and_leave(Stores stores) {
        World world = World.create(stores, "acme");
        Group group = group(world, "readers");
        User bob = user(world, "bob");
        stores.groups().join(world.organization.id(), group.id(), world.user.id());
        stores.groups().join(world.organization.id(), group.id(), bob.id());
        stores.groups().join(world.organization.id(), group.id(), bob.id());

        assertEquals(
                Set.of(world.user.id(), bob.id()),
                Set.copyOf(stores.groups().members(world.organization.id(), group.id())));
        assertEquals(
                2, stores.groups().members(world.organization.id(), group.id()).size());
        assertTrue(stores.groups().leave(world.organization.id(), group.id(), bob.id()));
        assertFalse(stores.groups().leave(world.organization.id(), group.id(), bob.id()));
        assertEquals(List.of(world.user.id()), stores.groups().members(world.organization.id(), group.id()));
    }

    @Test
    void a_token_says_memberships_anew_and_leaves_the_others_alone(Stores stores) {
        World world = World.create(stores, "acme");
        Group made = group(world, "made");
        Group first = group(world, "first");
        Group second = group(world, "second");
        User bob = user(world, "bob");
        stores.groups().join(world.organization.id(), made.id(), bob.id());

        stores.groups().claim(world.organization.id(), bob.id(), Set.of(made.id(), first.id()));
        assertEquals(Set.of(first.id()), claimed(stores, bob));
        stores.groups().claim(world.organization.id(), bob.id(), Set.of(second.id()));

        assertEquals(Set.of(second.id()), claimed(stores, bob));
        assertEquals(List.of(), stores.groups().members(world.organization.id(), first.id()));
        assertEquals(List.of(bob.id()), stores.groups().members(world.organization.id(), made.id()));
        stores.groups().claim(world.organization.id(), bob.id(), Set.of());
        assertEquals(List.of(), stores.groups().members(world.organization.id(), second.id()));
    }

    @Test
    void who_was_made_a_member_stays_one_whatever_a_later_token_says(Stores stores) {
        World world = World.create(stores, "acme");
        Group group = group(world, "readers");
        stores.groups().claim(world.organization.id(), world.user.id(), Set.of(group.id()));

        stores.groups().join(world.organization.id(), group.id(), world.user.id());
        stores.groups().claim(world.organization.id(), world.user.id(), Set.of());

        assertEquals(List.of(world.user.id()), stores.groups().members(world.organization.id(), group.id()));
    }

    @Test
    void a_removed_group_takes_its_memberships_along(Stores stores) {
        World world = World.create(stores, "acme");
        Group group = group(world, "readers");
        stores.groups().claim(world.organization.id(), world.user.id(), Set.of(group.id()));

        assertTrue(stores.groups().remove(world.organization.id(), group.id()));

        assertFalse(stores.groups().remove(world.organization.id(), group.id()));
        assertEquals(Set.of(), claimed(stores, world.user));
        assertEquals(List.of(), stores.groups().members(world.organization.id(), group.id()));
    }
}
