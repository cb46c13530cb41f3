package dev.portolan.persistence.organization;

import dev.portolan.domain.ApiKey;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Organization;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Micros;
import dev.portolan.persistence.database.Row;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A key as it is stored: by its hash. */
@MappedEntity("api_key")
record KeyRow(
        @Id UUID id,
        UUID organizationId,
        UUID makerId,
        String name,
        String hint,
        String scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        String hash) {

    static KeyRow of(ApiKey key, String hash) {
        return new KeyRow(
                key.id().value(),
                key.organization().value(),
                key.maker().value(),
                key.name(),
                key.hint(),
                key.scopes().stream().map(KeyScope::text).sorted().collect(Collectors.joining(",")),
                Micros.of(key.createdAt()),
                key.expiresAt().map(Micros::of).orElse(null),
                hash);
    }

    /** The row that a query of all columns has come to. */
    static KeyRow read(Row row) throws SQLException {
        return new KeyRow(
                row.uuid("id"),
                row.uuid("organization_id"),
                row.uuid("maker_id"),
                row.text("name"),
                row.text("hint"),
                row.text("scopes"),
                row.instant("created_at"),
                row.optionalInstant("expires_at").orElse(null),
                row.text("hash"));
    }

    ApiKey key() {
        return new ApiKey(
                new ApiKey.Id(id),
                new Organization.Id(organizationId),
                new User.Id(makerId),
                name,
                hint,
                Arrays.stream(scopes.split(","))
                        .flatMap(text -> KeyScope.of(text).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                createdAt,
                Optional.ofNullable(expiresAt));
    }
}
