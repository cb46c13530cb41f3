package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.application.sync.TestCore;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsersTest {

    private final TestCore core = new TestCore();
    private final Users users = core.core().users();
    private final Principal acme = core.core()
            .access()
            .authenticate(core.core()
                    .access()
                    .createOrganization(core.admin(), "Acme", "acme")
                    .adminKey());

    private static Users.Patch role(Role role) {
        return new Users.Patch(Optional.empty(), Optional.empty(), Optional.of(role), Optional.empty());
    }

    private User create(Principal caller, String name, Role role) {
        return users.create(caller, new Users.New(name, Optional.empty(), role, Optional.empty()));
    }

    @Test
    void the_last_admin_of_an_organization_stays_one() {
        assertThrows(Refusal.Conflict.class, () -> users.remove(acme, acme.user()));
        assertThrows(Refusal.Conflict.class, () -> users.update(acme, acme.user(), role(Role.EDITOR)));
        User second = create(acme, "second", Role.ADMIN);
        assertEquals(
                Role.EDITOR, users.update(acme, acme.user(), role(Role.EDITOR)).role());
        Principal next = new Principal(acme.organization(), second.id(), Role.ADMIN, acme.scopes(), false);
        users.remove(next, acme.user());
        assertThrows(Refusal.Conflict.class, () -> users.remove(next, second.id()));
    }

    @Test
    void admins_of_other_organizations_do_not_count() {
        create(core.admin(), "elsewhere", Role.ADMIN);
        assertThrows(Refusal.Conflict.class, () -> users.remove(acme, acme.user()));
    }

    @Test
    void the_administrator_of_the_deployment_keeps_name_and_role() {
        create(core.admin(), "second", Role.ADMIN);
        User.Id admin = core.admin().user();
        assertThrows(Refusal.Conflict.class, () -> users.remove(core.admin(), admin));
        assertThrows(Refusal.Conflict.class, () -> users.update(core.admin(), admin, role(Role.EDITOR)));
        assertThrows(
                Refusal.Conflict.class,
                () -> users.update(
                        core.admin(),
                        admin,
                        new Users.Patch(Optional.of("root"), Optional.empty(), Optional.empty(), Optional.empty())));
        assertEquals(
                Optional.of("a@example.com"),
                users.update(
                                core.admin(),
                                admin,
                                new Users.Patch(
                                        Optional.of("admin"),
                                        Optional.of(Optional.of("a@example.com")),
                                        Optional.of(Role.ADMIN),
                                        Optional.empty()))
                        .email());
    }

    @Test
    void an_admin_who_is_not_the_last_may_take_another_name() {
        create(acme, "second", Role.ADMIN);
        assertEquals(
                "first",
                users.update(
                                acme,
                                acme.user(),
                                new Users.Patch(
                                        Optional.of("first"), Optional.empty(), Optional.empty(), Optional.empty()))
                        .name());
    }

    @Test
    void an_organizations_admin_gets_no_hold_of_the_deployments() {
        User second = create(core.admin(), "second", Role.ADMIN);
        Principal caller = new Principal(
                core.admin().organization(),
                second.id(),
                Role.ADMIN,
                core.admin().scopes(),
                false);
        Users.Patch password = new Users.Patch(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Optional.of("my own password")));
        assertThrows(
                Refusal.Forbidden.class, () -> users.update(caller, core.admin().user(), password));
        users.update(core.admin(), core.admin().user(), password);
    }
}
