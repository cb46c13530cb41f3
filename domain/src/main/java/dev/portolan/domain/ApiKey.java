package dev.portolan.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A key that acts as its maker, narrowed to its scopes; only a hash of it is stored. {@code hint} is its first characters. */
public record ApiKey(
        Id id,
        Organization.Id organization,
        User.Id maker,
        String name,
        String hint,
        Set<KeyScope> scopes,
        Instant createdAt,
        Optional<Instant> expiresAt) {

    public record Id(UUID value) {}

    public boolean expired(Instant now) {
        return expiresAt.isPresent() && !expiresAt.get().isAfter(now);
    }
}
