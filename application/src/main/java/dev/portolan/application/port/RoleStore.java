package dev.portolan.application.port;

import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who has which role on which connection: one role for each subject. They go when connection, user or group go. */
public interface RoleStore {

    /** Adds a grant; it replaces the one that the subject had on the connection. */
    void put(Organization.Id organization, AccessGrant grant);

    /** @return false where the subject had no role */
    boolean remove(Organization.Id organization, Connection.Id connection, AccessGrant.Subject subject);

    /** In a stable order. */
    List<AccessGrant> list(Organization.Id organization, Connection.Id connection);

    /** The highest role that the user has on the connection: of their own, by a group, or as everybody has it. */
    Optional<Role> role(Organization.Id organization, User.Id user, Connection.Id connection);

    /** All connections on which the user has a role, whatever their status. */
    Set<Connection.Id> connections(Organization.Id organization, User.Id user);
}
