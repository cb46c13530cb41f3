package dev.portolan.domain;

import java.time.Instant;
import java.util.UUID;

/** A tenant of this deployment: nothing of one organization is ever seen by another. */
public record Organization(Id id, String slug, String name, Instant createdAt) {

    public record Id(UUID value) {}
}
