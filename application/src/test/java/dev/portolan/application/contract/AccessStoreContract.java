package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.AccessStore.KeyOwner;
import dev.portolan.domain.ApiKey;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of users and keys must do. */
public abstract class AccessStoreContract {

    private final SequentialIds ids = new SequentialIds();

    private ApiKey key(World world, String name) {
        return new ApiKey(
                new ApiKey.Id(ids.next()),
                world.organization.id(),
                world.user.id(),
                name,
                "pk_12",
                Set.of(KeyScope.CONNECTIONS_READ, KeyScope.DOCUMENTS_READ),
                World.NOON,
                Optional.of(World.NOON.plus(Duration.ofDays(1))));
    }

    @Test
    void a_user_is_found_by_id_and_by_name(Stores stores) {
        World world = World.create(stores, "acme");

        assertEquals(Optional.of(world.user), stores.access().user(world.organization.id(), world.user.id()));
        assertEquals(Optional.of(world.user), stores.access().userByName(world.organization.id(), "ada"));
        assertEquals(Optional.empty(), stores.access().userByName(world.organization.id(), "bob"));
    }

    @Test
    void a_name_is_taken_once_within_its_organization(Stores stores) {
        World world = World.create(stores, "acme");
        World other = World.create(stores, "other");
        User second = new User(
                new User.Id(ids.next()), world.organization.id(), "ada", Optional.empty(), Role.VIEWER, World.NOON);

        assertFalse(stores.access().addUser(second));
        assertEquals(Optional.of(other.user), stores.access().userByName(other.organization.id(), "ada"));
    }

    @Test
    void users_are_listed_changed_and_their_names_stay_unique(Stores stores) {
        World world = World.create(stores, "acme");
        User bob = new User(
                new User.Id(ids.next()), world.organization.id(), "bob", Optional.empty(), Role.VIEWER, World.NOON);
        stores.access().addUser(bob);
        assertEquals(
                Set.of(world.user, bob),
                Set.copyOf(stores.access().users(world.organization.id(), Optional.empty(), 9)));
        List<User> first = stores.access().users(world.organization.id(), Optional.empty(), 1);
        assertEquals(
                1,
                stores.access()
                        .users(
                                world.organization.id(),
                                Optional.of(first.getFirst().id()),
                                9)
                        .size());
        User taken = new User(bob.id(), world.organization.id(), "ada", Optional.empty(), Role.VIEWER, World.NOON);
        assertFalse(stores.access().updateUser(taken));
        User promoted = new User(
                bob.id(), world.organization.id(), "rob", Optional.of("rob@example.com"), Role.ADMIN, World.NOON);
        assertTrue(stores.access().updateUser(promoted));
        assertEquals(Optional.of(promoted), stores.access().user(world.organization.id(), bob.id()));
        assertEquals(
                Set.of(world.user.id(), bob.id()), Set.copyOf(stores.access().lockAdmins(world.organization.id())));
    }

    @Test
    void keys_end_with_their_maker(Stores stores) {
        World world = World.create(stores, "acme");
        ApiKey key = key(world, "laptop");
        stores.access().addKey(key, "hash");
        assertEquals(List.of(key), stores.access().keys(world.organization.id(), Optional.empty(), 9));
        assertEquals(List.of(), stores.access().keys(world.organization.id(), Optional.of(key.id()), 9));

        stores.access().removeUser(world.organization.id(), world.user.id());

        assertEquals(Map.of(), stores.access().keysByHash(Set.of("hash")));
    }

    @Test
    void a_key_is_found_by_its_hash_together_with_its_maker(Stores stores) {
        World world = World.create(stores, "acme");
        ApiKey key = key(world, "laptop");

        stores.access().addKey(key, "hash");

        assertEquals(
                Map.of("hash", new KeyOwner(key, world.user)), stores.access().keysByHash(Set.of("hash", "another")));
        assertEquals(Map.of(), stores.access().keysByHash(Set.of("other")));
    }

    @Test
    void a_hash_is_unique_over_the_deployment(Stores stores) {
        World world = World.create(stores, "acme");
        World other = World.create(stores, "other");
        stores.access().addKey(key(world, "first"), "hash");

        assertThrows(RuntimeException.class, () -> stores.access().addKey(key(other, "second"), "hash"));

        assertEquals(List.of(), stores.access().keys(other.organization.id()));
    }

    @Test
    void keys_are_listed_oldest_first_and_a_removed_one_is_gone(Stores stores) {
        World world = World.create(stores, "acme");
        ApiKey first = key(world, "z");
        ApiKey second = key(world, "a");
        stores.access().addKey(first, "one");
        stores.access().addKey(second, "two");

        assertEquals(List.of(first, second), stores.access().keys(world.organization.id()));
        assertTrue(stores.access().removeKey(world.organization.id(), first.id()));
        assertFalse(stores.access().removeKey(world.organization.id(), first.id()));
        assertEquals(List.of(second), stores.access().keys(world.organization.id()));
        assertEquals(Map.of(), stores.access().keysByHash(Set.of("one")));
    }
}
