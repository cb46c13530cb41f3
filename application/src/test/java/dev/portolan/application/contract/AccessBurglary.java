package dev.portolan.application.contract;

import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.Group;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.Optional;
import java.util.Set;

/** What a burglar tries on groups and roles. */
final class AccessBurglary {

    private final Burglary burglary;
    private final Stores stores;

    AccessBurglary(Burglary burglary) {
        this.burglary = burglary;
        this.stores = burglary.stores;
    }

    void attempt() {
        attemptGroups();
        attemptRoles();
        attemptUsers();
        attemptLogins();
    }

    private void attemptGroups() {
        Group.Id group = burglary.group.id();
        burglary.tries("GroupStore.find/2", () -> stores.groups().find(burglary.foreign, group));
        burglary.tries("GroupStore.list/3", () -> stores.groups().list(burglary.foreign, Optional.empty(), 99));
        burglary.tries(
                "GroupStore.update/1",
                () -> stores.groups().update(new Group(group, burglary.foreign, "stolen", World.NOON)));
        burglary.tries("GroupStore.remove/2", () -> stores.groups().remove(burglary.foreign, group));
        burglary.triesToWrite(
                "GroupStore.join/3", () -> stores.groups().join(burglary.foreign, group, burglary.burglar.user.id()));
        burglary.tries(
                "GroupStore.leave/3", () -> stores.groups().leave(burglary.foreign, group, burglary.house.user.id()));
        burglary.tries("GroupStore.members/2", () -> stores.groups().members(burglary.foreign, group));
        burglary.tries(
                "GroupStore.memberships/2",
                () -> stores.groups().memberships(burglary.foreign, burglary.house.user.id()));
        burglary.triesToWrite(
                "GroupStore.claim/3",
                () -> stores.groups().claim(burglary.foreign, burglary.house.user.id(), Set.of()));
    }

    private void attemptUsers() {
        User owner = burglary.house.user;
        burglary.tries(
                "AccessStore.updateUser/1",
                () -> stores.access()
                        .updateUser(new User(
                                owner.id(), burglary.foreign, "stolen", Optional.empty(), Role.VIEWER, World.NOON)));
        burglary.tries("AccessStore.removeUser/2", () -> stores.access().removeUser(burglary.foreign, owner.id()));
        burglary.tries(
                "AccessStore.users/3",
                () -> stores.access().users(burglary.foreign, Optional.empty(), 99).stream()
                        .filter(user -> !user.id().equals(burglary.burglar.user.id()))
                        .toList());
        burglary.tries(
                "AccessStore.lockAdmins/1",
                () -> stores.access().lockAdmins(burglary.foreign).stream()
                        .filter(id -> !id.equals(burglary.burglar.user.id()))
                        .toList());
        burglary.tries("AccessStore.keys/3", () -> stores.access().keys(burglary.foreign, Optional.empty(), 99));
    }

    private void attemptLogins() {
        User.Id owner = burglary.house.user.id();
        burglary.triesToWrite(
                "LoginStore.putPassword/3", () -> stores.logins().putPassword(burglary.foreign, owner, "stolen"));
        burglary.tries("LoginStore.password/2", () -> stores.logins().password(burglary.foreign, owner));
        burglary.triesToWrite(
                "LoginStore.addToken/4",
                () -> stores.logins().addToken(burglary.foreign, owner, "stolen", Burglary.LATER));
        burglary.triesToWrite("LoginStore.removeLogins/2", () -> stores.logins().removeLogins(burglary.foreign, owner));
        burglary.triesToWrite(
                "LoginStore.addIdentity/4",
                () -> stores.logins().addIdentity(burglary.foreign, owner, "issuer", "stolen"));
    }

    private void attemptRoles() {
        burglary.tries("RoleStore.list/2", () -> stores.roles().list(burglary.foreign, burglary.connection));
        burglary.tries(
                "RoleStore.role/3",
                () -> stores.roles().role(burglary.foreign, burglary.house.user.id(), burglary.connection));
        burglary.tries(
                "RoleStore.connections/2",
                () -> stores.roles().connections(burglary.foreign, burglary.house.user.id()));
        burglary.tries(
                "RoleStore.remove/3",
                () -> stores.roles().remove(burglary.foreign, burglary.connection, burglary.grant.subject()));
        burglary.triesToWrite(
                "RoleStore.put/2",
                () -> stores.roles()
                        .put(
                                burglary.foreign,
                                new AccessGrant(
                                        burglary.connection,
                                        new AccessGrant.OfUser(burglary.burglar.user.id()),
                                        Role.ADMIN)));
    }
}
