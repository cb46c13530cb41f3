package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.AccessGrant.Subject;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Group;
import dev.portolan.domain.Role;
import dev.portolan.domain.Sight;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of connections must show beside one: the same that the other stores tell of it. */
public abstract class ConnectionSightContract {

    private final SequentialIds ids = new SequentialIds();

    private static final Set<Sight.Part> ALL = Set.of(Sight.Part.values());

    private static Optional<Sight> look(World world, Connection connection) {
        return look(world, connection, ALL);
    }

    private static Optional<Sight> look(World world, Connection connection, Set<Sight.Part> parts) {
        return Optional.ofNullable(world.stores
                .connections()
                .look(world.organization.id(), Set.of(connection.id()), Optional.empty(), parts)
                .get(connection.id()));
    }

    private static Optional<Role> roleOf(World world, User viewer) {
        return Objects.requireNonNull(world.stores
                        .connections()
                        .look(
                                world.organization.id(),
                                Set.of(world.connection.id()),
                                Optional.of(viewer.id()),
                                Set.of())
                        .get(world.connection.id()))
                .role();
    }

    private Connection stored(World world, Credential credential) {
        Credential.Id id = new Credential.Id(ids.next());
        world.stores.vault().put(world.organization.id(), id, credential);
        Connection connection = world.connection("with a credential").withCredential(id, World.NOON);
        world.stores.connections().add(connection);
        return connection;
    }

    @Test
    void a_bare_connection_has_its_collections_slug_and_its_maker_beside_it(Stores stores) {
        World world = World.create(stores, "acme");

        assertEquals(
                Optional.of(new Sight(
                        world.connection,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(world.collection.slug()),
                        Optional.of(world.user),
                        Optional.empty())),
                look(world, world.connection));
        assertEquals(Optional.empty(), look(world, world.connection("not stored")));
    }

    @Test
    void several_are_looked_at_together_each_with_its_own_beside_it(Stores stores) {
        World world = World.create(stores, "acme");
        World other = World.create(stores, "other");
        Map<Connection.Id, Optional<Credential>> expected = new HashMap<>();
        for (int i = 0; i < 70; i++) {
            Credential credential = new Credential.Secrets(Map.of("password", "number " + i));
            expected.put(stored(world, credential).id(), Optional.of(credential));
        }
        Set<Connection.Id> asked = new HashSet<>(expected.keySet());
        asked.add(other.connection.id());
        asked.add(new Connection.Id(ids.next()));

        Map<Connection.Id, Sight> found =
                stores.connections().look(world.organization.id(), asked, Optional.empty(), ALL);

        Map<Connection.Id, Optional<Credential>> credentials = new HashMap<>();
        found.forEach((id, sight) -> {
            assertEquals(id, sight.connection().id());
            credentials.put(id, sight.credential());
        });
        assertEquals(expected, credentials);
        assertEquals(Map.of(), stores.connections().look(world.organization.id(), Set.of(), Optional.empty(), ALL));
    }

    @Test
    void keys_are_opened_and_told_by_their_masks(Stores stores) {
        World world = World.create(stores, "acme");
        Credential.Secrets secrets = new Credential.Secrets(Map.of("password", "correct horse battery", "pin", "1234"));

        Sight sight = look(world, stored(world, secrets)).orElseThrow();

        assertEquals(Optional.of(secrets), sight.credential());
        assertEquals(Map.of("password", "corr…ery", "pin", "…"), sight.masked());
        assertEquals(Optional.empty(), sight.tokens());
    }

    @Test
    void tokens_are_opened_and_are_no_keys(Stores stores) {
        World world = World.create(stores, "acme");
        Credential.Tokens tokens = new Credential.Tokens(
                "access",
                Optional.of("refresh"),
                Optional.of(Instant.parse("2026-05-01T13:00:00Z")),
                Optional.empty(),
                List.of("read"),
                Map.of(),
                1);

        Sight sight = look(world, stored(world, tokens)).orElseThrow();

        assertEquals(Optional.of(tokens), sight.tokens());
        assertEquals(Map.of(), sight.masked());
    }

    @Test
    void what_became_of_it_since_is_seen(Stores stores) {
        World world = World.create(stores, "acme");
        Connection connection = stored(world, Credential.Secrets.NONE);
        SyncRun.Id run = new SyncRun.Id(ids.next());
        stores.connections().claim(world.organization.id(), connection.id(), run);
        stores.authorizations()
                .setRedirect(world.organization.id(), connection.id(), Optional.of("https://client.example/"));
        stores.vault().remove(world.organization.id(), connection.credential().orElseThrow());
        stores.access().removeUser(world.organization.id(), world.user.id());

        Sight sight = look(world, connection).orElseThrow();

        assertEquals(Optional.of(run), sight.openRun());
        assertEquals(Optional.of("https://client.example/"), sight.redirect());
        assertEquals(Optional.empty(), sight.credential());
        assertEquals(Optional.empty(), sight.maker());
    }

    @Test
    void what_is_not_asked_for_is_left_out(Stores stores) {
        World world = World.create(stores, "acme");
        Connection connection = stored(world, new Credential.Secrets(Map.of("pin", "1234")));

        for (Set<Sight.Part> parts : List.of(
                Set.<Sight.Part>of(),
                Set.of(Sight.Part.CREDENTIAL),
                Set.of(Sight.Part.SLUG),
                Set.of(Sight.Part.MAKER),
                ALL)) {
            Sight sight = look(world, connection, parts).orElseThrow();

            assertEquals(connection, sight.connection());
            assertEquals(
                    parts.contains(Sight.Part.CREDENTIAL), sight.credential().isPresent(), parts::toString);
            assertEquals(parts.contains(Sight.Part.SLUG), sight.slug().isPresent(), parts::toString);
            assertEquals(parts.contains(Sight.Part.MAKER), sight.maker().isPresent(), parts::toString);
        }
    }

    @Test
    void the_viewers_role_is_the_highest_of_their_own_of_groups_and_of_everybody(Stores stores) {
        World world = World.create(stores, "acme");
        User eve = new User(
                new User.Id(ids.next()), world.organization.id(), "eve", Optional.empty(), Role.VIEWER, World.NOON);
        Group group = new Group(new Group.Id(ids.next()), world.organization.id(), "readers", World.NOON);
        stores.access().addUser(eve);
        stores.groups().add(group);
        stores.groups().join(world.organization.id(), group.id(), world.user.id());
        assertEquals(Optional.empty(), roleOf(world, eve));

        give(world, new AccessGrant.OfEverybody(), Role.VIEWER);
        give(world, new AccessGrant.OfUser(world.user.id()), Role.EDITOR);

        assertEquals(Optional.of(Role.VIEWER), roleOf(world, eve));
        assertEquals(Optional.of(Role.EDITOR), roleOf(world, world.user));

        give(world, new AccessGrant.OfGroup(group.id()), Role.ADMIN);

        assertEquals(Optional.of(Role.VIEWER), roleOf(world, eve));
        assertEquals(Optional.of(Role.ADMIN), roleOf(world, world.user));
    }

    private static void give(World world, Subject subject, Role role) {
        world.stores.roles().put(world.organization.id(), new AccessGrant(world.connection.id(), subject, role));
    }
}
