package dev.portolan.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A person or service of an organization; {@code name} is the login, unique within the organization. */
public record User(
        Id id, Organization.Id organization, String name, Optional<String> email, Role role, Instant createdAt) {

    public record Id(UUID value) {}
}
