package dev.portolan.application;

import dev.portolan.application.port.AuthorizationStore;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.RoleStore;
import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.Connection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Organization;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.Sight;
import dev.portolan.domain.User;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what. A key narrows its maker's rights to its scopes; on a connection users have the roles that they,
 * their groups or everybody were given, and an organization's admin is admin everywhere. No role at all reads as not found, too low a role as forbidden.
 */
final class Rights {

    private final ConnectionStore connections;
    private final RoleStore roles;
    private final AuthorizationStore authorizations;
    private final Gathered<Look, Connection.Id, Sight> looks = new Gathered<>(this::look);

    /** What those who look at connections at the same time must have in common to do it together. */
    private record Look(Organization.Id organization, Optional<User.Id> viewer, Set<Sight.Part> parts) {}

    Rights(ConnectionStore connections, RoleStore roles, AuthorizationStore authorizations) {
        this.connections = connections;
        this.roles = roles;
        this.authorizations = authorizations;
    }

    /** Something of the organization as a whole. */
    void require(Principal caller, KeyScope scope, Role role) {
        requireScope(caller, scope);
        if (!caller.role().includes(role)) {
            throw new Refusal.Forbidden(
                    "This needs the organization role " + name(role) + "; yours is " + name(caller.role()));
        }
    }

    /** The connection, if it is there, by this id or as what it has become, and the caller may do this to it. */
    Connection connection(Principal caller, Connection.Id id, KeyScope scope, Role role) {
        Connection connection = live(caller, id)
                .or(() -> authorizations.aliased(caller.organization(), id).flatMap(other -> live(caller, other)))
                .orElseThrow(() -> unknown(id));
        require(caller, roleOn(caller, connection).orElseThrow(() -> unknown(id)), scope, role);
        return connection;
    }

    /** The same, with what is to be shown beside it. */
    Sight sight(Principal caller, Connection.Id id, KeyScope scope, Role role, Set<Sight.Part> parts) {
        Sight sight = look(caller, id, parts)
                .or(() ->
                        authorizations.aliased(caller.organization(), id).flatMap(other -> look(caller, other, parts)))
                .orElseThrow(() -> unknown(id));
        require(caller, held(caller, sight).orElseThrow(() -> unknown(id)), scope, role);
        return sight;
    }

    private Optional<Sight> look(Principal caller, Connection.Id id, Set<Sight.Part> parts) {
        return looks.find(new Look(caller.organization(), viewer(caller), parts), id)
                .filter(sight -> sight.connection().isLive());
    }

    private Map<Connection.Id, Sight> look(Look look, Set<Connection.Id> ids) {
        return connections.look(look.organization(), ids, look.viewer(), look.parts());
    }

    private static Optional<Role> held(Principal caller, Sight sight) {
        return caller.role() == Role.ADMIN ? Optional.of(Role.ADMIN) : sight.role();
    }

    private void require(Principal caller, Role held, KeyScope scope, Role role) {
        requireScope(caller, scope);
        if (!held.includes(role)) {
            throw new Refusal.Forbidden(
                    "This needs the role " + name(role) + " on the connection; yours is " + name(held));
        }
    }

    private Optional<Connection> live(Principal caller, Connection.Id id) {
        return connections.find(caller.organization(), id).filter(Connection::isLive);
    }

    /** Whether who began an authorization may change the connection that it turns out to be about. */
    boolean mayEdit(PendingAuthorization.Starter starter, Connection connection) {
        return roleOn(starter.user(), starter.role(), connection)
                .filter(role -> role.includes(Role.EDITOR))
                .isPresent();
    }

    boolean maySee(Principal caller, Connection connection) {
        return roleOn(caller, connection).isPresent();
    }

    /** Whether the caller may do this to a connection that they see. */
    boolean may(Principal caller, Connection connection, KeyScope scope, Role role) {
        return caller.allows(scope)
                && roleOn(caller, connection)
                        .filter(held -> held.includes(role))
                        .isPresent();
    }

    boolean may(Principal caller, Sight seen, KeyScope scope, Role role) {
        return caller.allows(scope)
                && held(caller, seen).filter(held -> held.includes(role)).isPresent();
    }

    DocumentStore.Visible visible(Principal caller) {
        return caller.role() == Role.ADMIN
                ? DocumentStore.Visible.ALL
                : DocumentStore.Visible.only(roles.connections(caller.organization(), caller.user()));
    }

    /** What narrows a listing of connections to those that the caller may see; empty: nothing. */
    Optional<User.Id> viewer(Principal caller) {
        return caller.role() == Role.ADMIN ? Optional.empty() : Optional.of(caller.user());
    }

    /** Whoever makes a connection is its first admin. In the caller's transaction. */
    void own(Connection made) {
        roles.put(
                made.organization(), new AccessGrant(made.id(), new AccessGrant.OfUser(made.createdBy()), Role.ADMIN));
    }

    void requireScope(Principal caller, KeyScope scope) {
        if (!caller.allows(scope)) {
            throw new Refusal.Forbidden("This needs a key with the scope " + scope.text());
        }
    }

    private Optional<Role> roleOn(Principal caller, Connection connection) {
        return roleOn(caller.user(), caller.role(), connection);
    }

    private Optional<Role> roleOn(User.Id user, Role organizationRole, Connection connection) {
        return organizationRole == Role.ADMIN
                ? Optional.of(Role.ADMIN)
                : roles.role(connection.organization(), user, connection.id());
    }

    private static Refusal.NotFound unknown(Connection.Id id) {
        return new Refusal.NotFound("connection", id.value().toString());
    }

    private static String name(Role role) {
        return role.name().toLowerCase(java.util.Locale.ROOT);
    }
}
