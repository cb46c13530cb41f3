package dev.portolan.persistence.connection;

import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.AuthorizedConnection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ConnectionQuery;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Sight;
import dev.portolan.domain.SyncRun;
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

/** Connections in the database. */
@Singleton
final class JdbcConnectionStore implements ConnectionStore {

    private static final List<String> LEFT_BEHIND =
            List.of("scope_state", "item_issue", "deletion_mark", "seen_mark", "tree_work", "sync_run");

    private final ConnectionRepository connections;
    private final ConnectionSelection selection;
    private final ConnectionSights sights;
    private final AuthorizedConnections authorized;
    private final Jdbc jdbc;
    private final Transactions transactions;

    JdbcConnectionStore(
            ConnectionRepository connections,
            ConnectionSelection selection,
            ConnectionSights sights,
            AuthorizedConnections authorized,
            Jdbc jdbc,
            Transactions transactions) {
        this.connections = connections;
        this.selection = selection;
        this.sights = sights;
        this.authorized = authorized;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void add(Connection connection) {
        connections.save(ConnectionRow.of(connection));
    }

    @Override
    public boolean update(Connection connection) {
        ConnectionRow row = ConnectionRow.of(connection);
        return transactions.call(() -> {
            connections.change(row);
            return connections.existsByOrganizationIdAndId(row.organizationId(), row.id());
        });
    }

    @Override
    public Optional<Connection> find(Organization.Id organization, Connection.Id id) {
        return jdbc.first(
                "select * from connection where id = ? and organization_id = ?",
                row -> ConnectionRow.read(row).connection(),
                id.value(),
                organization.value());
    }

    @Override
    public Map<Connection.Id, Sight> look(
            Organization.Id organization, Set<Connection.Id> ids, Optional<User.Id> viewer, Set<Sight.Part> parts) {
        return sights.find(organization, ids, viewer, parts);
    }

    @Override
    public Optional<Connection> lock(Organization.Id organization, Connection.Id id) {
        return connections.lock(organization.value(), id.value()).map(ConnectionRow::connection);
    }

    @Override
    public List<Connection> list(Organization.Id organization, Filter filter, int limit) {
        return selection.list(organization, filter, limit);
    }

    @Override
    public List<Connection> select(Organization.Id organization, DocumentStore.Visible visible, ConnectionQuery query) {
        return selection.select(organization, visible, query);
    }

    @Override
    public long count(Organization.Id organization, DocumentStore.Visible visible, ConnectionQuery query) {
        return selection.count(organization, visible, query);
    }

    @Override
    public Map<Named, AuthorizedConnection> authorized(
            Organization.Id organization,
            Set<Named> collections,
            Set<OAuthApp.Id> operators,
            Optional<User.Id> viewer) {
        return authorized.find(organization, collections, operators, viewer);
    }

    @Override
    public void strip(Organization.Id organization, Connection.Id id) {
        transactions.run(() -> {
            if (lock(organization, id).isPresent()) {
                jdbc.update(
                        "delete from scope_run where run_id in (select id from sync_run where connection_id = ?)",
                        id.value());
                LEFT_BEHIND.forEach(table -> jdbc.update(
                        "delete from " + table + " where connection_id = ? and organization_id = ?",
                        id.value(),
                        organization.value()));
            }
        });
    }

    @Override
    public int removeDeleted(Instant before, int limit) {
        return jdbc.update("""
                delete from connection where id in (
                    select id from connection where status = 'DELETED' and updated_at < ? order by updated_at limit ?)""", before, limit);
    }

    @Override
    public Optional<SyncRun.Id> claim(Organization.Id organization, Connection.Id id, SyncRun.Id run) {
        return transactions.call(() -> {
            int claimed = jdbc.update(
                    "update connection set open_run = ? where id = ? and organization_id = ? and open_run is null",
                    run.value(),
                    id.value(),
                    organization.value());
            return claimed == 1 ? Optional.empty() : Optional.of(holder(organization, id));
        });
    }

    private SyncRun.Id holder(Organization.Id organization, Connection.Id id) {
        return openRun(organization, id).orElseThrow(() -> new IllegalStateException("There is no such connection"));
    }

    @Override
    public Optional<SyncRun.Id> openRun(Organization.Id organization, Connection.Id id) {
        return jdbc.first(
                        "select open_run from connection where id = ? and organization_id = ?",
                        row -> row.optionalUuid("open_run"),
                        id.value(),
                        organization.value())
                .flatMap(run -> run.map(SyncRun.Id::new));
    }

    @Override
    public Map<Connection.Id, SyncRun.Id> openRuns(
            Organization.Id organization, java.util.Collection<Connection.Id> ids) {
        return ids.isEmpty()
                ? Map.of()
                : jdbc
                        .list(
                                "select id, open_run from connection where id = any(?) and organization_id = ? and open_run is not null",
                                row -> Map.entry(
                                        new Connection.Id(row.uuid("id")), new SyncRun.Id(row.uuid("open_run"))),
                                Bulk.uuids(ids, Connection.Id::value),
                                organization.value())
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void release(Organization.Id organization, Connection.Id id, SyncRun.Id run, Optional<Instant> lastSyncAt) {
        jdbc.update("""
                update connection set open_run = null, last_sync_at = coalesce(cast(? as timestamp with time zone), last_sync_at)
                where id = ? and organization_id = ? and open_run = ?""", lastSyncAt, id.value(), organization.value(), run.value());
    }

    @Override
    public void setDue(Organization.Id organization, Connection.Id id, Optional<Instant> due) {
        jdbc.update(
                "update connection set due_at = cast(? as timestamp with time zone) where id = ? and organization_id = ?",
                due,
                id.value(),
                organization.value());
    }

    @Override
    public List<Due> due(Instant now, int limit) {
        return jdbc.list(
                """
                select id, organization_id, due_at from connection
                where due_at <= ? and enabled and status not in ('HIDDEN', 'DELETING', 'DELETED')
                order by due_at limit ?""",
                row -> new Due(
                        new Organization.Id(row.uuid("organization_id")),
                        new Connection.Id(row.uuid("id")),
                        row.instant("due_at")),
                now,
                limit);
    }

    @Override
    public boolean advanceDue(Organization.Id organization, Connection.Id id, Instant from, Optional<Instant> to) {
        return jdbc.update("""
                        update connection set due_at = cast(? as timestamp with time zone)
                        where id = ? and organization_id = ? and due_at = ?""", to, id.value(), organization.value(), from) == 1;
    }
}
