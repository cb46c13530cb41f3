package dev.portolan.persistence.authorization;

import dev.portolan.application.port.GrantStore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.persistence.database.Jdbc;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Grants in the database. */
@Singleton
final class JdbcGrantStore implements GrantStore {

    private final Jdbc jdbc;
    private final GrantLeases leases;

    JdbcGrantStore(Jdbc jdbc, GrantLeases leases) {
        this.jdbc = jdbc;
        this.leases = leases;
    }

    @Override
    public boolean add(OAuthGrant grant) {
        return jdbc.update(GrantMapping.INSERT, GrantMapping.values(grant)) == 1;
    }

    @Override
    public Optional<OAuthGrant> find(Organization.Id organization, Credential.Id id) {
        return jdbc.first(
                "select * from oauth_grant where id = ? and organization_id = ?",
                GrantMapping::read,
                id.value(),
                organization.value());
    }

    @Override
    public Optional<OAuthGrant> of(Organization.Id organization, OAuthApp.Id app, String account) {
        return jdbc.first(
                "select * from oauth_grant where organization_id = ? and app_id = ? and account_id = ?",
                GrantMapping::read,
                organization.value(),
                app.value(),
                account);
    }

    @Override
    public Optional<OAuthGrant> lock(Organization.Id organization, Credential.Id id) {
        return jdbc.first(
                "select * from oauth_grant where id = ? and organization_id = ? for update",
                GrantMapping::read,
                id.value(),
                organization.value());
    }

    @Override
    public void update(OAuthGrant grant) {
        jdbc.update(
                """
                update oauth_grant set client_id = ?, email = cast(? as varchar), display_name = ?, version = ?,
                    state = ?, reason = cast(? as varchar), expires_at = cast(? as timestamp with time zone),
                    refresh_expires_at = cast(? as timestamp with time zone), authorized_at = ?, renewed_at = ?,
                    renew_at = cast(? as timestamp with time zone)
                where id = ? and organization_id = ?""",
                grant.clientId(),
                grant.account().email(),
                grant.account().displayName(),
                grant.version(),
                grant.state(),
                grant.reason(),
                grant.expiresAt(),
                grant.refreshExpiresAt(),
                grant.authorizedAt(),
                grant.renewedAt(),
                grant.renewAt(),
                grant.id().value(),
                grant.organization().value());
    }

    @Override
    public int countOf(Organization.Id organization, OAuthApp.Id app) {
        return (int) jdbc.number(
                "select count(*) from oauth_grant where organization_id = ? and app_id = ? and state <> 'REVOKED'",
                organization.value(),
                app.value());
    }

    @Override
    public List<Connection.Id> usersOf(Organization.Id organization, Credential.Id id) {
        return jdbc.list("""
                select id from connection where credential_id = ? and organization_id = ?
                    and status not in ('REVOKED', 'DELETING', 'DELETED') order by id""", row -> new Connection.Id(row.uuid("id")), id.value(), organization.value());
    }

    @Override
    public boolean liveAnywhere(Provider.Id provider, String clientId, String account) {
        return jdbc.number("""
                        select count(*) from oauth_grant
                        where provider = ? and client_id = ? and account_id = ? and state = 'LIVE'""", provider.value(), clientId, account) > 0;
    }

    @Override
    public List<OAuthGrant> due(Instant now, int limit) {
        return jdbc.list(
                "select * from oauth_grant where renew_at <= ? and state = 'LIVE' order by renew_at limit ?",
                GrantMapping::read,
                now,
                limit);
    }

    @Override
    public boolean advance(Organization.Id organization, Credential.Id id, Instant from, Instant to) {
        return jdbc.update(
                        "update oauth_grant set renew_at = ? where id = ? and organization_id = ? and renew_at = ?",
                        to,
                        id.value(),
                        organization.value(),
                        from)
                == 1;
    }

    @Override
    public List<OAuthGrant> unused(int limit) {
        return jdbc.list("""
                select * from oauth_grant g where state <> 'REVOKED' and not exists (
                    select 1 from connection c
                    where c.credential_id = g.id and c.status not in ('REVOKED', 'DELETING', 'DELETED'))
                order by id limit ?""", GrantMapping::read, limit);
    }

    @Override
    public int forget(int limit) {
        // The state is asked for outside too: a consent may revive one between our finding it and our removing it.
        return jdbc.update("""
                delete from oauth_grant where state = 'REVOKED' and id in (
                    select g.id from oauth_grant g where g.state = 'REVOKED' and not exists (
                        select 1 from connection c
                        where c.credential_id = g.id and c.status not in ('DELETING', 'DELETED'))
                    order by g.id limit ?)""", limit);
    }

    @Override
    public Optional<OAuthGrant.Lease> lease(
            Organization.Id organization, Credential.Id id, long version, String holder, Instant now, Instant until) {
        return leases.take(organization, id, version, holder, now, until);
    }

    @Override
    public boolean extend(Organization.Id organization, Credential.Id id, long number, Instant until) {
        return leases.extend(organization, id, number, until);
    }

    @Override
    public boolean holds(Organization.Id organization, Credential.Id id, long number) {
        return leases.holds(organization, id, number);
    }

    @Override
    public void endLease(Organization.Id organization, Credential.Id id, long number, boolean answered) {
        leases.end(organization, id, number, answered);
    }
}
