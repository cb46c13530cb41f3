package dev.portolan.persistence.organization;

import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Micros;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user as it is stored. */
@MappedEntity("app_user")
record UserRow(
        @Id UUID id,
        UUID organizationId,
        String name,
        @Nullable String email,
        String role,
        Instant createdAt) {

    static UserRow of(User user) {
        return new UserRow(
                user.id().value(),
                user.organization().value(),
                user.name(),
                user.email().orElse(null),
                user.role().name(),
                Micros.of(user.createdAt()));
    }

    User user() {
        return new User(
                new User.Id(id),
                new Organization.Id(organizationId),
                name,
                Optional.ofNullable(email),
                Role.valueOf(role),
                createdAt);
    }
}
