package dev.portolan.domain;

import java.time.Instant;
import java.util.UUID;

/** Users of an organization who share roles; {@code name} is unique within the organization. */
public record Group(Id id, Organization.Id organization, String name, Instant createdAt) {

    public record Id(UUID value) {}

    public Group renamed(String newName) {
        return new Group(id, organization, newName, createdAt);
    }
}
