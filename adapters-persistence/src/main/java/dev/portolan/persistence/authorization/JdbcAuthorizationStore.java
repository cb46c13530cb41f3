package dev.portolan.persistence.authorization;

import dev.portolan.application.port.AuthorizationStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Consents under way in the database, and what they leave with connections. */
@Singleton
final class JdbcAuthorizationStore implements AuthorizationStore {

    private final Jdbc jdbc;
    private final Transactions transactions;

    JdbcAuthorizationStore(Jdbc jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void add(PendingAuthorization pending) {
        jdbc.update(PendingMapping.INSERT, PendingMapping.values(pending));
    }

    @Override
    public Optional<PendingAuthorization> byHash(String stateHash) {
        return jdbc.first("select * from pending_authorization where state_hash = ?", PendingMapping::read, stateHash);
    }

    @Override
    public Optional<PendingAuthorization> newest(
            Organization.Id organization, User.Id starter, String dialect, Provider.Id provider, Instant now) {
        return jdbc.first(
                """
                select * from pending_authorization
                where organization_id = ? and starter_id = ? and dialect = ? and provider = ?
                    and used_at is null and expires_at > ?
                order by id desc limit 1""", PendingMapping::read, organization.value(), starter.value(), dialect, provider.value(), now);
    }

    @Override
    public boolean use(Organization.Id organization, PendingAuthorization.Id id, Instant now) {
        return jdbc.update("""
                        update pending_authorization set used_at = ?
                        where id = ? and organization_id = ? and used_at is null and expires_at > ?""", now, id.value(), organization.value(), now) == 1;
    }

    @Override
    public List<PendingAuthorization> forget(Instant before, int limit) {
        return transactions.call(() -> {
            List<PendingAuthorization> old = jdbc.list("""
                    select * from pending_authorization where expires_at < ?
                    order by expires_at limit ? for update skip locked""", PendingMapping::read, before, limit);
            jdbc.update(
                    "delete from pending_authorization where id = any(?)",
                    Bulk.uuids(old, pending -> pending.id().value()));
            return old;
        });
    }

    @Override
    public List<Connection.Id> ofAccount(
            Organization.Id organization,
            Collection.Id collection,
            Optional<String> tenant,
            Provider.Id provider,
            String account) {
        return jdbc.list(
                """
                select c.id from connection c
                join oauth_grant g on g.id = c.credential_id and g.organization_id = c.organization_id
                where c.organization_id = ? and c.collection_id = ? and g.provider = ? and g.account_id = ?
                    and c.tenant is not distinct from cast(? as varchar) and c.status not in ('DELETING', 'DELETED')
                order by c.id""",
                row -> new Connection.Id(row.uuid("id")),
                organization.value(),
                collection.value(),
                provider.value(),
                account,
                tenant);
    }

    @Override
    public void addAlias(Organization.Id organization, Connection.Id alias, Connection.Id connection) {
        jdbc.update(
                "insert into connection_alias (alias_id, organization_id, connection_id) values (?, ?, ?)",
                alias.value(),
                organization.value(),
                connection.value());
    }

    @Override
    public Optional<Connection.Id> aliased(Organization.Id organization, Connection.Id alias) {
        return jdbc.first(
                "select connection_id from connection_alias where alias_id = ? and organization_id = ?",
                row -> new Connection.Id(row.uuid("connection_id")),
                alias.value(),
                organization.value());
    }

    @Override
    public void setRedirect(Organization.Id organization, Connection.Id connection, Optional<String> url) {
        jdbc.update(
                "update connection set redirect_url = cast(? as varchar) where id = ? and organization_id = ?",
                url,
                connection.value(),
                organization.value());
    }

    @Override
    public Map<Connection.Id, String> redirects(Organization.Id organization, Set<Connection.Id> connections) {
        record Redirect(Connection.Id connection, String url) {}
        return jdbc
                .list(
                        """
                        select id, redirect_url from connection
                        where organization_id = ? and id = any(?) and redirect_url is not null""",
                        row -> new Redirect(new Connection.Id(row.uuid("id")), row.text("redirect_url")),
                        organization.value(),
                        Bulk.uuids(connections, Connection.Id::value))
                .stream()
                .collect(Collectors.toMap(Redirect::connection, Redirect::url));
    }
}
