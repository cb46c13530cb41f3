package dev.portolan.domain;

import java.time.Instant;
import java.util.UUID;

/** Where documents go; dialects call it namespace or library. {@code slug} is unique within the organization. */
public record Collection(
        Id id, Organization.Id organization, String slug, String name, Instant createdAt, Instant updatedAt) {

    public record Id(UUID value) {}

    public Collection renamed(String newName, String newSlug, Instant now) {
        return new Collection(id, organization, newSlug, newName, createdAt, now);
    }
}
