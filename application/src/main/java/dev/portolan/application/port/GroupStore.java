package dev.portolan.application.port;

import dev.portolan.domain.Group;
import dev.portolan.domain.Organization;
import dev.portolan.domain.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Groups of users. Group names are unique within the organization. */
public interface GroupStore {

    /** @return false where the name is taken */
    boolean add(Group group);

    /** @return false where there is none, or the name is taken */
    boolean update(Group group);

    /** Its memberships and its roles on connections go with it. @return false where there is none */
    boolean remove(Organization.Id organization, Group.Id id);

    Optional<Group> find(Organization.Id organization, Group.Id id);

    Optional<Group> byName(Organization.Id organization, String name);

    /** By id, ascending, after {@code after} if given. */
    List<Group> list(Organization.Id organization, Optional<Group.Id> after, int limit);

    /** Makes a user a member, whatever tokens say of them. */
    void join(Organization.Id organization, Group.Id group, User.Id user);

    /** @return false where the user was no member */
    boolean leave(Organization.Id organization, Group.Id group, User.Id user);

    /** By id, ascending. */
    List<User.Id> members(Organization.Id organization, Group.Id group);

    /** The groups that the user is in, by name. */
    List<Membership> memberships(Organization.Id organization, User.Id user);

    /** Replaces the memberships that the user's earlier tokens made by these; those made by {@link #join} stay. */
    void claim(Organization.Id organization, User.Id user, Set<Group.Id> groups);

    /** @param claimed the user's last token said so, and nobody else did */
    record Membership(Group group, boolean claimed) {}
}
