package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Logins.Denied;
import dev.portolan.application.Logins.Granted;
import dev.portolan.application.Logins.Outcome;
import dev.portolan.application.Logins.TooMany;
import dev.portolan.application.sync.TestCore;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginsTest {

    private static final String PASSWORD = "correct horse";

    private final TestCore core = new TestCore();
    private final Logins logins = core.core().logins();
    private final User ada = create(core.admin(), "ada", Optional.of(PASSWORD));

    private User create(Principal admin, String name, Optional<String> password) {
        return core.core().users().create(admin, new Users.New(name, Optional.empty(), Role.EDITOR, password));
    }

    private Outcome login(String username, String password) {
        return logins.login(username, password, "192.0.2.1");
    }

    private String token() {
        return assertInstanceOf(Granted.class, login("ada", PASSWORD)).token();
    }

    private Principal caller(String token) {
        return core.core().access().authenticate(token);
    }

    private void update(Users.Patch patch) {
        core.core().users().update(core.admin(), ada.id(), patch);
    }

    private static Users.Patch password(Optional<String> password) {
        return new Users.Patch(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(password));
    }

    @Test
    void a_password_buys_a_token_that_acts_as_its_user_for_an_hour() {
        String token = token();
        assertEquals(ada.id(), caller(token).user());
        assertEquals(Role.EDITOR, caller(token).role());
        assertFalse(caller(token).operator());

        core.clock.advance(Logins.LIFETIME.minusSeconds(1));
        caller(token);
        core.clock.advance(Duration.ofSeconds(1));
        assertThrows(Refusal.InvalidCredentials.class, () -> caller(token));
    }

    @Test
    void a_token_acts_as_its_user_is_now() {
        String token = token();
        update(new Users.Patch(Optional.empty(), Optional.empty(), Optional.of(Role.VIEWER), Optional.empty()));
        assertEquals(Role.VIEWER, caller(token).role());
        core.core().users().remove(core.admin(), ada.id());
        assertThrows(Refusal.InvalidCredentials.class, () -> caller(token));
    }

    @Test
    void what_is_not_known_and_what_is_wrong_look_the_same() {
        create(core.admin(), "service", Optional.empty());
        for (String name : new String[] {"nobody", "service", "", "acme:ada", "ada\0", "default:nobody"}) {
            assertInstanceOf(Denied.class, login(name, PASSWORD), name);
        }
        assertInstanceOf(Denied.class, login("ada", "wrong"));
        assertInstanceOf(Denied.class, login("ada", ""));
    }

    @Test
    void users_of_other_organizations_name_it() {
        Access.NewOrganization acme = core.core().access().createOrganization(core.admin(), "Acme", "acme");
        User theirs =
                create(core.core().access().authenticate(acme.adminKey()), "ada", Optional.of("another password"));
        Granted granted = assertInstanceOf(Granted.class, login("acme:ada", "another password"));
        assertEquals(theirs.id(), caller(granted.token()).user());
        assertInstanceOf(Granted.class, login("default:ada", PASSWORD));
        assertInstanceOf(Denied.class, login("acme:ada", PASSWORD));
    }

    @Test
    void another_password_logs_out_whoever_knew_the_first() {
        String token = token();
        update(password(Optional.of("battery staple")));
        assertThrows(Refusal.InvalidCredentials.class, () -> caller(token));
        assertInstanceOf(Denied.class, login("ada", PASSWORD));
        assertInstanceOf(Granted.class, login("ada", "battery staple"));
        update(password(Optional.empty()));
        assertInstanceOf(Denied.class, login("ada", "battery staple"));
    }

    @Test
    void after_ten_wrong_guesses_a_name_rests_even_for_the_right_one() {
        for (int guess = 0; guess < Logins.ATTEMPTS_BY_NAME; guess++) {
            assertInstanceOf(Denied.class, login("ada", "guess " + guess));
        }
        TooMany tooMany = assertInstanceOf(TooMany.class, login("ada", PASSWORD));
        assertEquals(Logins.WINDOW, tooMany.retryAfter());
        assertInstanceOf(
                Granted.class, logins.login("default:ada", PASSWORD, "192.0.2.2"), "counted by what was written");
        core.clock.advance(Logins.WINDOW);
        assertInstanceOf(Granted.class, login("ada", PASSWORD));
    }

    @Test
    void an_address_that_tries_many_names_rests_too() {
        for (int guess = 0; guess < Logins.ATTEMPTS_BY_ADDRESS; guess++) {
            assertInstanceOf(Denied.class, login("name " + guess, "guess"));
        }
        assertInstanceOf(TooMany.class, login("ada", PASSWORD));
        assertInstanceOf(Granted.class, logins.login("ada", PASSWORD, "192.0.2.2"));
    }

    @Test
    void who_logs_in_often_is_not_held_up() {
        for (int time = 0; time < 2 * Logins.ATTEMPTS_BY_ADDRESS; time++) {
            assertInstanceOf(Granted.class, login("ada", PASSWORD));
        }
    }

    @Test
    void the_operators_password_is_the_administrators() {
        logins.prepare(Optional.of("operators password"));
        logins.prepare(Optional.empty());
        Granted granted = assertInstanceOf(Granted.class, login("admin", "operators password"));
        assertTrue(caller(granted.token()).operator());

        logins.prepare(Optional.of("operators password"));
        assertTrue(caller(granted.token()).operator(), "a restart logs nobody out");
        logins.prepare(Optional.of("second password"));
        assertThrows(Refusal.InvalidCredentials.class, () -> caller(granted.token()));
        assertThrows(Refusal.InvalidInput.class, () -> logins.prepare(Optional.of("short")));
    }
}
