package dev.portolan.persistence.authorization;

import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Organization;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.PendingAuthorization.Starter;
import dev.portolan.domain.PendingAuthorization.Target;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Row;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** A consent under way as it is stored. */
final class PendingMapping {

    static final String INSERT = """
            insert into pending_authorization (id, state_hash, organization_id, starter_id, starter_role, provider, app_id,
                connection_id, collection_id, dialect, return_by, redirect_uri, client_redirect_url,
                allow_account_change, collapse, created_at, expires_at, used_at)
            values (?, ?, ?, ?, ?, ?, ?, cast(? as uuid), cast(? as uuid), ?, ?, ?, cast(? as varchar), ?, ?, ?, ?,
                cast(? as timestamp with time zone))""";

    private PendingMapping() {}

    static Object[] values(PendingAuthorization pending) {
        return new Object[] {
            pending.id().value(),
            pending.stateHash(),
            pending.organization().value(),
            pending.starter().user().value(),
            pending.starter().role(),
            pending.provider().value(),
            pending.app().value(),
            connection(pending.target()),
            collection(pending.target()),
            pending.dialect(),
            pending.returns(),
            pending.redirectUri(),
            pending.clientRedirectUrl(),
            pending.allowAccountChange(),
            pending.collapse(),
            pending.createdAt(),
            pending.expiresAt(),
            pending.usedAt()
        };
    }

    private static Optional<UUID> connection(Target target) {
        return switch (target) {
            case Target.Existing existing -> Optional.of(existing.connection().value());
            case Target.Fresh fresh -> Optional.empty();
        };
    }

    private static Optional<UUID> collection(Target target) {
        return switch (target) {
            case Target.Existing existing -> Optional.empty();
            case Target.Fresh fresh -> Optional.of(fresh.collection().value());
        };
    }

    static PendingAuthorization read(Row row) throws SQLException {
        Optional<UUID> connection = row.optionalUuid("connection_id");
        Target target = connection.isPresent()
                ? new Target.Existing(new Connection.Id(connection.get()))
                : new Target.Fresh(new Collection.Id(row.uuid("collection_id")));
        return new PendingAuthorization(
                new PendingAuthorization.Id(row.uuid("id")),
                row.text("state_hash"),
                new Organization.Id(row.uuid("organization_id")),
                new Starter(new User.Id(row.uuid("starter_id")), Role.valueOf(row.text("starter_role"))),
                new Provider.Id(row.text("provider")),
                new OAuthApp.Id(row.uuid("app_id")),
                target,
                row.text("dialect"),
                PendingAuthorization.Return.valueOf(row.text("return_by")),
                row.text("redirect_uri"),
                row.optionalText("client_redirect_url"),
                row.flag("allow_account_change"),
                row.flag("collapse"),
                row.instant("created_at"),
                row.instant("expires_at"),
                row.optionalInstant("used_at"));
    }
}
