package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.LoginStore.Attempts;
import dev.portolan.application.port.LoginStore.TokenOwner;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of passwords, tokens, identities and attempts must do, and what goes with a user. */
public abstract class LoginStoreContract {

    private static final Instant LATER = World.NOON.plusSeconds(60);
    private static final Duration WINDOW = Duration.ofMinutes(15);

    @Test
    void a_user_has_one_password_the_last_one(Stores stores) {
        World world = World.create(stores, "acme");
        Organization.Id home = world.organization.id();
        assertEquals(Optional.empty(), stores.logins().password(home, world.user.id()));

        stores.logins().putPassword(home, world.user.id(), "first");
        stores.logins().putPassword(home, world.user.id(), "second");

        assertEquals(Optional.of("second"), stores.logins().password(home, world.user.id()));
    }

    @Test
    void a_token_is_found_by_its_hash_with_its_user_as_they_are_now(Stores stores) {
        World world = World.create(stores, "acme");
        stores.logins().addToken(world.organization.id(), world.user.id(), "hash", LATER);
        User demoted =
                new User(world.user.id(), world.organization.id(), "ada", Optional.empty(), Role.VIEWER, World.NOON);
        assertTrue(stores.access().updateUser(demoted));

        assertEquals(
                Map.of("hash", new TokenOwner(demoted, LATER)),
                stores.logins().tokensByHash(Set.of("hash", "another")));
        assertEquals(Map.of(), stores.logins().tokensByHash(Set.of("other")));
    }

    @Test
    void logins_end_all_at_once(Stores stores) {
        World world = World.create(stores, "acme");
        Organization.Id home = world.organization.id();
        stores.logins().putPassword(home, world.user.id(), "hash");
        stores.logins().addToken(home, world.user.id(), "one", LATER);
        stores.logins().addToken(home, world.user.id(), "two", LATER);

        stores.logins().removeLogins(home, world.user.id());

        assertEquals(Optional.empty(), stores.logins().password(home, world.user.id()));
        assertEquals(Map.of(), stores.logins().tokensByHash(Set.of("one")));
        assertEquals(Map.of(), stores.logins().tokensByHash(Set.of("two")));
    }

    @Test
    void an_identity_is_one_users_for_good(Stores stores) {
        World world = World.create(stores, "acme");
        World other = World.create(stores, "other");
        assertTrue(stores.logins().addIdentity(world.organization.id(), world.user.id(), "https://issuer", "42"));
        assertFalse(stores.logins().addIdentity(other.organization.id(), other.user.id(), "https://issuer", "42"));

        assertEquals(Optional.of(world.user), stores.logins().userByIdentity("https://issuer", "42"));
        assertEquals(Optional.empty(), stores.logins().userByIdentity("https://issuer", "43"));
        assertEquals(Optional.empty(), stores.logins().userByIdentity("https://other", "42"));
    }

    @Test
    void attempts_are_counted_in_windows(Stores stores) {
        Instant end = World.NOON.plus(WINDOW);
        assertEquals(new Attempts(1, end), stores.logins().attempt("ada", World.NOON, WINDOW));
        assertEquals(new Attempts(2, end), stores.logins().attempt("ada", LATER, WINDOW));
        assertEquals(new Attempts(1, end), stores.logins().attempt("bob", World.NOON, WINDOW));
        stores.logins().forgiveAttempt("ada");
        assertEquals(new Attempts(2, end), stores.logins().attempt("ada", LATER, WINDOW));

        assertEquals(new Attempts(1, end.plus(WINDOW)), stores.logins().attempt("ada", end, WINDOW));
    }

    @Test
    void what_has_expired_is_forgotten(Stores stores) {
        World world = World.create(stores, "acme");
        stores.logins().addToken(world.organization.id(), world.user.id(), "old", World.NOON);
        stores.logins().addToken(world.organization.id(), world.user.id(), "young", LATER);
        stores.logins().attempt("ada", World.NOON, Duration.ofSeconds(1));

        stores.logins().forgetExpired(World.NOON.plusSeconds(1));

        assertEquals(Map.of(), stores.logins().tokensByHash(Set.of("old")));
        assertEquals(
                Set.of("young"), stores.logins().tokensByHash(Set.of("young")).keySet());
        assertEquals(1, stores.logins().attempt("ada", World.NOON, WINDOW).count());
    }

    @Test
    void a_user_who_is_removed_leaves_no_way_in(Stores stores) {
        World world = World.create(stores, "acme");
        Organization.Id home = world.organization.id();
        stores.logins().putPassword(home, world.user.id(), "hash");
        stores.logins().addToken(home, world.user.id(), "token", LATER);
        stores.logins().addIdentity(home, world.user.id(), "issuer", "42");

        assertTrue(stores.access().removeUser(home, world.user.id()));

        assertFalse(stores.access().removeUser(home, world.user.id()));
        assertEquals(Optional.empty(), stores.logins().password(home, world.user.id()));
        assertEquals(Map.of(), stores.logins().tokensByHash(Set.of("token")));
        assertEquals(Optional.empty(), stores.logins().userByIdentity("issuer", "42"));
        assertEquals(List.of(), stores.access().users(home, Optional.empty(), 9));
        assertEquals(List.of(), stores.access().lockAdmins(home));
    }
}
