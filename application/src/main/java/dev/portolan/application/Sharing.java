package dev.portolan.application;

import dev.portolan.application.port.AccessStore;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.GroupStore;
import dev.portolan.application.port.RoleStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.AccessGrant.Subject;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Group;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Who has which role on a connection. Who sees it may look, its admins may change it, and one of them always stays. */
public final class Sharing {

    private final ConnectionStore connections;
    private final AccessStore users;
    private final GroupStore groups;
    private final RoleStore roles;
    private final Rights rights;
    private final Transactions transactions;

    Sharing(
            ConnectionStore connections,
            AccessStore users,
            GroupStore groups,
            RoleStore roles,
            Rights rights,
            Transactions transactions) {
        this.connections = connections;
        this.users = users;
        this.groups = groups;
        this.roles = roles;
        this.rights = rights;
        this.transactions = transactions;
    }

    /** @param organization what everybody of the organization has */
    public record Roles(
            Optional<Role> organization, SequencedMap<User.Id, Role> users, SequencedMap<Group.Id, Role> groups) {}

    /** As they were given: what an organization's admins may do anyway is not told. */
    public Roles roles(Principal caller, Connection.Id id) {
        return told(rights.connection(caller, id, KeyScope.CONNECTIONS_READ, Role.VIEWER));
    }

    private Roles told(Connection connection) {
        SequencedMap<User.Id, Role> ofUsers = new LinkedHashMap<>();
        SequencedMap<Group.Id, Role> ofGroups = new LinkedHashMap<>();
        Map<Subject, Role> ofEverybody = new LinkedHashMap<>();
        for (AccessGrant grant : roles.list(connection.organization(), connection.id())) {
            switch (grant.subject()) {
                case AccessGrant.OfUser of -> ofUsers.put(of.user(), grant.role());
                case AccessGrant.OfGroup of -> ofGroups.put(of.group(), grant.role());
                case AccessGrant.OfEverybody everybody -> ofEverybody.put(everybody, grant.role());
            }
        }
        return new Roles(ofEverybody.values().stream().findFirst(), ofUsers, ofGroups);
    }

    /** Gives the subject this role instead of whichever it had. @return all roles as they are then */
    public Roles put(Principal caller, Connection.Id id, Subject subject, Role role) {
        return change(caller, id, connection -> {
            requireKnown(caller.organization(), subject);
            roles.put(connection.organization(), new AccessGrant(connection.id(), subject, role));
        });
    }

    /** Takes the subject's role, if it has one. */
    public void remove(Principal caller, Connection.Id id, Subject subject) {
        change(caller, id, connection -> roles.remove(connection.organization(), connection.id(), subject));
    }

    /** The role that everybody of the organization has; empty: none. */
    public void organizationRole(Principal caller, Connection.Id id, Optional<Role> role) {
        AccessGrant.OfEverybody everybody = new AccessGrant.OfEverybody();
        role.ifPresentOrElse(given -> put(caller, id, everybody, given), () -> remove(caller, id, everybody));
    }

    @FunctionalInterface
    private interface Change {
        void of(Connection connection);
    }

    private Roles change(Principal caller, Connection.Id id, Change change) {
        Connection connection = rights.connection(caller, id, KeyScope.CONNECTIONS_WRITE, Role.ADMIN);
        return transactions.call(() -> {
            // Two admins who remove each other at the same moment do it one after the other.
            connections.lock(connection.organization(), connection.id());
            boolean had = hasAdmin(connection);
            change.of(connection);
            if (had && !hasAdmin(connection)) {
                throw new Refusal.Conflict(
                        "This would leave the connection without an admin; give somebody else that role first");
            }
            return told(connection);
        });
    }

    private boolean hasAdmin(Connection connection) {
        return roles.list(connection.organization(), connection.id()).stream()
                .filter(grant -> grant.role() == Role.ADMIN)
                .anyMatch(grant -> switch (grant.subject()) {
                    case AccessGrant.OfUser _, AccessGrant.OfEverybody _ -> true;
                    case AccessGrant.OfGroup of ->
                        !groups.members(connection.organization(), of.group()).isEmpty();
                });
    }

    private void requireKnown(Organization.Id organization, Subject subject) {
        switch (subject) {
            case AccessGrant.OfUser of -> {
                if (users.user(organization, of.user()).isEmpty()) {
                    throw new Refusal.NotFound("user", of.user().value().toString());
                }
            }
            case AccessGrant.OfGroup of -> {
                if (groups.find(organization, of.group()).isEmpty()) {
                    throw new Refusal.NotFound("group", of.group().value().toString());
                }
            }
            case AccessGrant.OfEverybody _ -> {}
        }
    }

    /** A user as a client writes their id. */
    public static Subject user(String text) {
        return new AccessGrant.OfUser(
                References.uuid(text).map(User.Id::new).orElseThrow(() -> new Refusal.NotFound("user", text)));
    }

    /** A group as a client writes its id. */
    public static Subject group(String text) {
        return new AccessGrant.OfGroup(
                References.uuid(text).map(Group.Id::new).orElseThrow(() -> new Refusal.NotFound("group", text)));
    }
}
