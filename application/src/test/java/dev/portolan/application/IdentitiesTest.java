package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Identities.Claims;
import dev.portolan.application.Identities.Home;
import dev.portolan.application.sync.TestCore;
import dev.portolan.domain.Group;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

    private static final String ISSUER = "https://issuer.example.com";
    private static final Home HOME = new Home("default", Optional.empty());
    private static final Home WITH_ADMINS = new Home("default", Optional.of("admins"));

    private final TestCore core = new TestCore();
    private final Identities identities = core.core().identities();

    private static Claims of(String subject, String name, String... groups) {
        return new Claims(ISSUER, subject, name, Optional.of(name + "@example.com"), Optional.of(Set.of(groups)));
    }

    private User user(Principal caller) {
        return core.core().users().get(core.admin(), caller.user());
    }

    private List<Group> groups() {
        return core.core().groups().list(core.admin(), Page.Cursor.START, 100).items();
    }

    private List<String> groupsOf(Principal caller) {
        return groups().stream()
                .filter(group ->
                        core.core().groups().members(core.admin(), group.id()).contains(caller.user()))
                .map(Group::name)
                .toList();
    }

    @Test
    void a_user_is_made_on_first_sight_and_known_again() {
        Principal first = identities.recognize(HOME, of("42", "ada"));
        assertEquals(core.admin().organization(), first.organization());
        assertEquals(Role.VIEWER, first.role());
        assertEquals(Set.of(KeyScope.ADMIN), first.scopes(), "a person is narrowed by roles alone");
        assertFalse(first.operator());
        assertEquals("ada", user(first).name());
        assertEquals(Optional.of("ada@example.com"), user(first).email());

        assertEquals(first, identities.recognize(HOME, of("42", "ada, married")));
        assertNotEquals(
                first.user(), identities.recognize(HOME, of("43", "bob")).user());
        assertNotEquals(
                first.user(),
                identities
                        .recognize(HOME, new Claims("https://other", "42", "ada", Optional.empty(), Optional.empty()))
                        .user());
    }

    @Test
    void nobody_becomes_a_user_of_ours_by_having_their_name() {
        Principal impostor = identities.recognize(HOME, of("666", "admin"));
        assertNotEquals(core.admin().user(), impostor.user());
        assertFalse(impostor.operator());
        assertTrue(user(impostor).name().matches("admin \\([0-9a-f]{12}\\)"));
        Principal boss = identities.recognize(WITH_ADMINS, of("666", "admin", "admins"));
        assertEquals(Role.ADMIN, boss.role());
        assertFalse(boss.operator(), "an organization's admin is not the deployment's");
    }

    @Test
    void the_role_that_an_admin_gave_stays_where_tokens_say_nothing_of_roles() {
        Principal first = identities.recognize(HOME, of("42", "ada"));
        core.core()
                .users()
                .update(
                        core.admin(),
                        first.user(),
                        new Users.Patch(
                                Optional.empty(), Optional.empty(), Optional.of(Role.EDITOR), Optional.empty()));
        assertEquals(Role.EDITOR, identities.recognize(HOME, of("42", "ada")).role());
    }

    @Test
    void who_leaves_the_group_of_admins_is_none_any_more() {
        assertEquals(
                Role.ADMIN,
                identities.recognize(WITH_ADMINS, of("42", "ada", "admins")).role());
        Principal left = identities.recognize(WITH_ADMINS, of("42", "ada", "staff"));
        assertEquals(Role.VIEWER, left.role());
        assertEquals(Role.VIEWER, user(left).role());
        Claims silent = new Claims(ISSUER, "42", "ada", Optional.empty(), Optional.empty());
        identities.recognize(WITH_ADMINS, of("42", "ada", "admins"));
        assertEquals(Role.VIEWER, identities.recognize(WITH_ADMINS, silent).role());
    }

    @Test
    void groups_are_made_and_left_as_tokens_say_and_those_given_here_stay() {
        Principal ada = identities.recognize(HOME, of("42", "ada", "staff", "readers"));
        assertEquals(Set.of("staff", "readers"), Set.copyOf(groupsOf(ada)));

        Group ours = core.core().groups().create(core.admin(), "ours");
        core.core().groups().join(core.admin(), ours.id(), ada.user());
        identities.recognize(HOME, of("42", "ada", "readers", "ours"));
        assertEquals(Set.of("readers", "ours"), Set.copyOf(groupsOf(ada)));
        identities.recognize(HOME, of("42", "ada"));
        assertEquals(List.of("ours"), groupsOf(ada));

        identities.recognize(HOME, of("42", "ada", "readers"));
        identities.recognize(HOME, new Claims(ISSUER, "42", "ada", Optional.empty(), Optional.empty()));
        assertEquals(Set.of("readers", "ours"), Set.copyOf(groupsOf(ada)), "a token without the claim says nothing");
    }

    @Test
    void names_that_cannot_be_kept_do_no_harm() {
        Principal ada = identities.recognize(HOME, of("42", " \0 ", "", "a\0b", "x".repeat(256), " fine "));
        assertEquals("42", user(ada).name());
        assertEquals(Optional.empty(), user(ada).email());
        assertEquals(List.of("fine"), groupsOf(ada));
        assertThrows(Refusal.InvalidCredentials.class, () -> identities.recognize(HOME, of("4\0002", "ada")));
        assertThrows(Refusal.InvalidCredentials.class, () -> identities.recognize(HOME, of("", "ada")));
    }

    @Test
    void a_home_that_is_not_there_takes_nobody_in() {
        assertThrows(
                Refusal.InvalidCredentials.class,
                () -> identities.recognize(new Home("nowhere", Optional.empty()), of("42", "ada")));
    }

    @Test
    void a_user_stays_in_their_organization_when_the_home_moves() {
        identities.recognize(HOME, of("42", "ada"));
        core.core().access().createOrganization(core.admin(), "Acme", "acme");
        assertThrows(
                Refusal.InvalidCredentials.class,
                () -> identities.recognize(new Home("acme", Optional.empty()), of("42", "ada")));
    }

    @Test
    void who_was_removed_comes_back_as_somebody_new() {
        Principal ada = identities.recognize(WITH_ADMINS, of("42", "ada", "staff"));
        core.core().users().remove(core.admin(), ada.user());
        assertNotEquals(
                ada.user(),
                identities.recognize(WITH_ADMINS, of("42", "ada", "staff")).user());
    }
}
