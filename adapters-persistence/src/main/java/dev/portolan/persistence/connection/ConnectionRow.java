package dev.portolan.persistence.connection;

import dev.portolan.domain.Account;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Schedule;
import dev.portolan.domain.Settings;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Json;
import dev.portolan.persistence.database.Micros;
import dev.portolan.persistence.database.Row;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connection as it is stored; its open run and due time are written elsewhere. */
@MappedEntity("connection")
record ConnectionRow(
        @Id UUID id,
        UUID organizationId,
        UUID collectionId,
        String provider,
        String name,
        String settings,
        long settingsVersion,
        @Nullable UUID credentialId,
        String status,
        @Nullable String statusReason,
        @Nullable String account,
        boolean enabled,
        @Nullable String cron,
        @Nullable String zone,
        @Nullable String missed,
        @Nullable String tenant,
        UUID createdBy,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant lastSyncAt) {

    static ConnectionRow of(Connection connection) {
        return new ConnectionRow(
                connection.id().value(),
                connection.organization().value(),
                connection.collection().value(),
                connection.provider().value(),
                connection.name(),
                Json.write(connection.settings().values()),
                connection.settingsVersion(),
                connection.credential().map(Credential.Id::value).orElse(null),
                connection.status().name(),
                connection.statusReason().orElse(null),
                connection.account().map(ConnectionRow::json).orElse(null),
                connection.enabled(),
                connection.schedule().map(Schedule::cron).orElse(null),
                connection.schedule().map(schedule -> schedule.zone().getId()).orElse(null),
                connection.schedule().map(schedule -> schedule.missed().name()).orElse(null),
                connection.tenant().orElse(null),
                connection.createdBy().value(),
                Micros.of(connection.createdAt()),
                Micros.of(connection.updatedAt()),
                connection.lastSyncAt().map(Micros::of).orElse(null));
    }

    /** The row that a query of all columns has come to. */
    static ConnectionRow read(Row row) throws SQLException {
        return new ConnectionRow(
                row.uuid("id"),
                row.uuid("organization_id"),
                row.uuid("collection_id"),
                row.text("provider"),
                row.text("name"),
                row.text("settings"),
                row.number("settings_version"),
                row.optionalUuid("credential_id").orElse(null),
                row.text("status"),
                row.optionalText("status_reason").orElse(null),
                row.optionalText("account").orElse(null),
                row.flag("enabled"),
                row.optionalText("cron").orElse(null),
                row.optionalText("zone").orElse(null),
                row.optionalText("missed").orElse(null),
                row.optionalText("tenant").orElse(null),
                row.uuid("created_by"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.optionalInstant("last_sync_at").orElse(null));
    }

    Connection connection() {
        return new Connection(
                new Connection.Id(id),
                new Organization.Id(organizationId),
                new Collection.Id(collectionId),
                new Provider.Id(provider),
                name,
                new Settings(Json.read(settings)),
                settingsVersion,
                Optional.ofNullable(credentialId).map(Credential.Id::new),
                Connection.Status.valueOf(status),
                Optional.ofNullable(statusReason),
                Optional.ofNullable(account).map(Json::read).map(this::account),
                enabled,
                schedule(),
                Optional.ofNullable(tenant),
                new User.Id(createdBy),
                createdAt,
                updatedAt,
                Optional.ofNullable(lastSyncAt));
    }

    private Optional<Schedule> schedule() {
        return cron == null || zone == null || missed == null
                ? Optional.empty()
                : Optional.of(new Schedule(cron, ZoneId.of(zone), Schedule.Missed.valueOf(missed)));
    }

    private Account account(Map<String, Object> json) {
        return new Account(
                new Provider.Id(text(json, "provider").orElse(provider)),
                text(json, "id").orElse(""),
                text(json, "email"),
                text(json, "displayName").orElse(""));
    }

    private static Optional<String> text(Map<String, Object> json, String name) {
        return Optional.ofNullable(json.get(name)).map(Object::toString);
    }

    private static String json(Account account) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("provider", account.provider().value());
        json.put("id", account.id());
        account.email().ifPresent(email -> json.put("email", email));
        json.put("displayName", account.displayName());
        return Json.write(json);
    }
}
