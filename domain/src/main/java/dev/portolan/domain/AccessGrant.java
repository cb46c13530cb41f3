package dev.portolan.domain;

/** A role that somebody has on a connection. */
public record AccessGrant(Connection.Id connection, Subject subject, Role role) {

    /** Who has the role: one user, every member of a group, or everybody of the organization. */
    public sealed interface Subject {}

    public record OfUser(User.Id user) implements Subject {}

    public record OfGroup(Group.Id group) implements Subject {}

    public record OfEverybody() implements Subject {}
}
