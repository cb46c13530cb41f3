package dev.portolan.persistence.connection;

import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import dev.portolan.domain.SyncRun;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Keys;
import dev.portolan.persistence.database.Row;
import dev.portolan.persistence.database.SqlDialect;
import dev.portolan.persistence.database.Where;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Item issues in the database. */
@Singleton
final class JdbcItemIssueStore implements ItemIssueStore {

    private static final List<String> RETRYABLE = Arrays.stream(ItemIssue.Code.values())
            .filter(ItemIssue.Code::retryable)
            .map(Enum::name)
            .toList();

    private final Jdbc jdbc;
    private final SqlDialect dialect;

    JdbcItemIssueStore(Jdbc jdbc, SqlDialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    @Override
    public void report(Organization.Id organization, List<ItemIssue> issues) {
        if (issues.isEmpty()) {
            return;
        }
        // A statement that merges must not meet the same resource twice; the last word wins.
        Map<List<Object>, ItemIssue> last = new LinkedHashMap<>();
        issues.forEach(issue -> last.put(List.of(issue.connection(), issue.resource()), issue));
        merge(organization, last.values());
    }

    private void merge(Organization.Id organization, Collection<ItemIssue> rows) {
        jdbc.update(
                """
                merge into item_issue i
                using (
                    select u.*, c.organization_id from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        u (id, connection_id, scope_key, scope_id, resource_key, resource_id, path, code, message,
                            attempts, retry_requested, run_id, first_at, last_at)
                    join connection c on c.id = u.connection_id and c.organization_id = ?) n
                on i.connection_id = n.connection_id and i.resource_key = n.resource_key
                when matched then update set scope_key = n.scope_key, scope_id = n.scope_id, path = n.path, code = n.code,
                    message = n.message, attempts = i.attempts + 1, retry_requested = n.retry_requested,
                    run_id = n.run_id, last_at = n.last_at
                when not matched then insert (id, organization_id, connection_id, scope_key, scope_id, resource_key,
                    resource_id, path, code, message, attempts, retry_requested, run_id, first_at, last_at)
                values (n.id, n.organization_id, n.connection_id, n.scope_key, n.scope_id, n.resource_key, n.resource_id,
                    n.path, n.code, n.message, n.attempts, n.retry_requested, n.run_id, n.first_at, n.last_at)""",
                Bulk.uuids(rows, issue -> issue.id().value()),
                Bulk.uuids(rows, issue -> issue.connection().value()),
                Bulk.uuids(rows, issue -> Keys.of(issue.scope())),
                Bulk.texts(rows, issue -> issue.scope().value()),
                Bulk.bytes(rows, issue -> ResourceKey.of(issue.resource()).bytes()),
                Bulk.texts(rows, issue -> issue.resource().value()),
                Bulk.texts(rows, ItemIssue::path),
                Bulk.texts(rows, issue -> issue.code().name()),
                Bulk.texts(rows, ItemIssue::message),
                Bulk.integers(rows, ItemIssue::attempts),
                Bulk.flags(rows, ItemIssue::retryRequested),
                Bulk.uuids(rows, issue -> issue.run().value()),
                Bulk.instants(rows, issue -> Optional.of(issue.firstAt())),
                Bulk.instants(rows, issue -> Optional.of(issue.lastAt())),
                organization.value());
    }

    @Override
    public void clear(Organization.Id organization, Connection.Id connection, Collection<Resource.Id> resources) {
        if (!resources.isEmpty()) {
            jdbc.update(
                    "delete from item_issue where id in (select d.id from unnest(?) u (k)"
                            + dialect.lookUp("item_issue", "d.connection_id = ? and d.resource_key = u.k")
                            + " where d.organization_id = ?)",
                    Bulk.bytes(resources, resource -> ResourceKey.of(resource).bytes()),
                    connection.value(),
                    organization.value());
        }
    }

    @Override
    public List<ItemIssue> list(
            Organization.Id organization,
            Connection.Id connection,
            Optional<ItemIssue.Code> code,
            Optional<ItemIssue.Id> after,
            int limit) {
        Where where = of(organization, connection)
                .and("code = ?", code.map(Enum::name))
                .and("id > ?", after.map(ItemIssue.Id::value));
        return jdbc.list(
                "select * from item_issue" + where.text() + " order by connection_id, id limit ?",
                JdbcItemIssueStore::issue,
                where.parametersAnd(limit));
    }

    @Override
    public int requestRetry(Organization.Id organization, Connection.Id connection, Collection<ItemIssue.Id> ids) {
        Where where = of(organization, connection);
        if (!ids.isEmpty()) {
            where.and("id = any(?)", Bulk.uuids(ids, ItemIssue.Id::value));
        }
        return jdbc.update("update item_issue set retry_requested = true" + where.text(), where.parametersAnd());
    }

    @Override
    public List<ItemIssue> toRetry(
            Organization.Id organization,
            Connection.Id connection,
            Scope.Id scope,
            SyncRun.Id run,
            int maxAttempts,
            int limit) {
        String retryable = RETRYABLE.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        Where where = of(organization, connection)
                .and("scope_key = ?", Keys.of(scope))
                .and("run_id <> ?", run.value())
                .and("(retry_requested or code in (" + retryable + ") and attempts < ?)", maxAttempts);
        return jdbc.list(
                "select * from item_issue" + where.text() + " order by id limit ?",
                JdbcItemIssueStore::issue,
                where.parametersAnd(limit));
    }

    private static Where of(Organization.Id organization, Connection.Id connection) {
        return new Where()
                .and("connection_id = ?", connection.value())
                .and("organization_id = ?", organization.value());
    }

    private static ItemIssue issue(Row row) throws SQLException {
        return new ItemIssue(
                new ItemIssue.Id(row.uuid("id")),
                new Organization.Id(row.uuid("organization_id")),
                new Connection.Id(row.uuid("connection_id")),
                new Scope.Id(row.text("scope_id")),
                new Resource.Id(row.text("resource_id")),
                row.text("path"),
                ItemIssue.Code.valueOf(row.text("code")),
                row.text("message"),
                row.integer("attempts"),
                row.flag("retry_requested"),
                new SyncRun.Id(row.uuid("run_id")),
                row.instant("first_at"),
                row.instant("last_at"));
    }
}
