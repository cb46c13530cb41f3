package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.ConnectionStore.Filter;
import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.AccessGrant.Subject;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Group;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of roles on connections must do. */
public abstract class RoleStoreContract {

    private static final Subject EVERYBODY = new AccessGrant.OfEverybody();

    private final SequentialIds ids = new SequentialIds();

    private static void grant(World world, Subject subject, Role role) {
        world.stores.roles().put(world.organization.id(), new AccessGrant(world.connection.id(), subject, role));
    }

    private static Subject user(World world) {
        return new AccessGrant.OfUser(world.user.id());
    }

    private static Optional<Role> role(World world) {
        return world.stores.roles().role(world.organization.id(), world.user.id(), world.connection.id());
    }

    private Group group(World world, String name) {
        Group group = new Group(new Group.Id(ids.next()), world.organization.id(), name, World.NOON);
        world.stores.groups().add(group);
        return group;
    }

    @Test
    void who_was_given_nothing_has_no_role(Stores stores) {
        World world = World.create(stores, "acme");

        assertEquals(Optional.empty(), role(world));
        assertEquals(Set.of(), stores.roles().connections(world.organization.id(), world.user.id()));
        assertEquals(List.of(), stores.roles().list(world.organization.id(), world.connection.id()));
    }

    @Test
    void a_subject_has_one_role_the_last_one_given(Stores stores) {
        World world = World.create(stores, "acme");
        grant(world, user(world), Role.ADMIN);
        grant(world, user(world), Role.VIEWER);

        assertEquals(Optional.of(Role.VIEWER), role(world));
        assertEquals(
                List.of(new AccessGrant(world.connection.id(), user(world), Role.VIEWER)),
                stores.roles().list(world.organization.id(), world.connection.id()));
        assertEquals(
                Set.of(world.connection.id()), stores.roles().connections(world.organization.id(), world.user.id()));
        assertTrue(stores.roles().remove(world.organization.id(), world.connection.id(), user(world)));
        assertFalse(stores.roles().remove(world.organization.id(), world.connection.id(), user(world)));
        assertEquals(Optional.empty(), role(world));
    }

    @Test
    void the_highest_role_counts_of_oneself_of_groups_and_of_everybody(Stores stores) {
        World world = World.create(stores, "acme");
        Group in = group(world, "in");
        Group out = group(world, "out");
        stores.groups().join(world.organization.id(), in.id(), world.user.id());
        grant(world, new AccessGrant.OfGroup(out.id()), Role.ADMIN);
        assertEquals(Optional.empty(), role(world));

        grant(world, EVERYBODY, Role.VIEWER);
        assertEquals(Optional.of(Role.VIEWER), role(world));
        grant(world, new AccessGrant.OfGroup(in.id()), Role.EDITOR);
        assertEquals(Optional.of(Role.EDITOR), role(world));
        grant(world, user(world), Role.ADMIN);
        assertEquals(Optional.of(Role.ADMIN), role(world));
        stores.roles().remove(world.organization.id(), world.connection.id(), user(world));
        stores.groups().leave(world.organization.id(), in.id(), world.user.id());
        assertEquals(Optional.of(Role.VIEWER), role(world));
        stores.roles().remove(world.organization.id(), world.connection.id(), EVERYBODY);
        assertEquals(Optional.empty(), role(world));
    }

    @Test
    void every_way_to_a_role_makes_a_connection_visible_in_lists(Stores stores) {
        World world = World.create(stores, "acme");
        Connection second = world.connection("second");
        stores.connections().add(second);
        Group group = group(world, "in");
        List<Subject> ways = List.of(user(world), new AccessGrant.OfGroup(group.id()), EVERYBODY);
        stores.groups().join(world.organization.id(), group.id(), world.user.id());
        for (Subject way : ways) {
            assertEquals(List.of(), seen(world));
            grant(world, way, Role.VIEWER);
            assertEquals(List.of(world.connection.id()), seen(world));
            assertEquals(
                    Set.of(world.connection.id()),
                    stores.roles().connections(world.organization.id(), world.user.id()));
            stores.roles().remove(world.organization.id(), world.connection.id(), way);
        }
    }

    private static List<Connection.Id> seen(World world) {
        Filter mine = new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(world.user.id()));
        return world.stores.connections().list(world.organization.id(), mine, 9).stream()
                .map(Connection::id)
                .toList();
    }

    @Test
    void a_connection_that_is_being_deleted_is_still_known_to_who_had_a_role(Stores stores) {
        World world = World.create(stores, "acme");
        grant(world, user(world), Role.VIEWER);
        stores.connections().update(world.connection.deleting(World.NOON));
        stores.connections().strip(world.organization.id(), world.connection.id());

        assertEquals(
                Set.of(world.connection.id()), stores.roles().connections(world.organization.id(), world.user.id()));
    }

    @Test
    void roles_go_with_their_group_and_with_the_connection(Stores stores) {
        World world = World.create(stores, "acme");
        Group group = group(world, "in");
        grant(world, new AccessGrant.OfGroup(group.id()), Role.EDITOR);
        grant(world, user(world), Role.EDITOR);

        stores.groups().remove(world.organization.id(), group.id());
        assertEquals(
                List.of(new AccessGrant(world.connection.id(), user(world), Role.EDITOR)),
                stores.roles().list(world.organization.id(), world.connection.id()));
        stores.connections().update(world.connection.deleting(World.NOON).deleted(World.NOON));
        stores.connections().removeDeleted(World.NOON.plusSeconds(1), 9);

        assertEquals(List.of(), stores.roles().list(world.organization.id(), world.connection.id()));
        assertEquals(Set.of(), stores.roles().connections(world.organization.id(), world.user.id()));
    }

    @Test
    void everybody_means_everybody_of_that_organization(Stores stores) {
        World world = World.create(stores, "acme");
        World other = World.create(stores, "other");
        grant(world, EVERYBODY, Role.ADMIN);

        assertEquals(Optional.of(Role.ADMIN), role(world));
        assertEquals(Optional.empty(), role(other));
        User.Id theirs = other.user.id();
        Organization.Id home = other.organization.id();
        assertEquals(Optional.empty(), stores.roles().role(home, theirs, world.connection.id()));
        assertEquals(Set.of(), stores.roles().connections(home, theirs));
    }
}
