package dev.portolan.persistence.authorization;

import dev.portolan.domain.Account;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.persistence.database.Row;
import java.sql.SQLException;

/** A grant as it is stored, without its lease. */
final class GrantMapping {

    static final String INSERT = """
            insert into oauth_grant (id, organization_id, app_id, client_id, provider, account_id, email, display_name,
                version, state, reason, expires_at, refresh_expires_at, authorized_at, renewed_at, renew_at)
            values (?, ?, ?, ?, ?, ?, cast(? as varchar), ?, ?, ?, cast(? as varchar),
                cast(? as timestamp with time zone), cast(? as timestamp with time zone), ?, ?,
                cast(? as timestamp with time zone))
            on conflict do nothing""";

    private GrantMapping() {}

    static Object[] values(OAuthGrant grant) {
        return new Object[] {
            grant.id().value(),
            grant.organization().value(),
            grant.app().value(),
            grant.clientId(),
            grant.provider().value(),
            grant.account().id(),
            grant.account().email(),
            grant.account().displayName(),
            grant.version(),
            grant.state(),
            grant.reason(),
            grant.expiresAt(),
            grant.refreshExpiresAt(),
            grant.authorizedAt(),
            grant.renewedAt(),
            grant.renewAt()
        };
    }

    /** The row that a query of all columns has come to. */
    static OAuthGrant read(Row row) throws SQLException {
        return new OAuthGrant(
                new Credential.Id(row.uuid("id")),
                new Organization.Id(row.uuid("organization_id")),
                new OAuthApp.Id(row.uuid("app_id")),
                row.text("client_id"),
                new Account(
                        new Provider.Id(row.text("provider")),
                        row.text("account_id"),
                        row.optionalText("email"),
                        row.text("display_name")),
                row.number("version"),
                OAuthGrant.State.valueOf(row.text("state")),
                row.optionalText("reason"),
                row.optionalInstant("expires_at"),
                row.optionalInstant("refresh_expires_at"),
                row.instant("authorized_at"),
                row.instant("renewed_at"),
                row.optionalInstant("renew_at"));
    }
}
