package dev.portolan.persistence.document;

import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.Organization;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Keys;
import dev.portolan.persistence.database.SqlDialect;
import dev.portolan.persistence.database.Where;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Marks, seen keys and tree work in the database. */
@Singleton
final class JdbcDeletionStore implements DeletionStore {

    private static final String MARKED = """
            from deletion_mark m join document d on d.id = m.document_id
            where m.connection_id = ? and m.scope_key = ? and m.organization_id = ? and d.deleted_at is null""";

    private final TreeWorkTable treeWork;
    private final SqlDialect dialect;
    private final Jdbc jdbc;
    private final Transactions transactions;

    JdbcDeletionStore(TreeWorkTable treeWork, SqlDialect dialect, Jdbc jdbc, Transactions transactions) {
        this.treeWork = treeWork;
        this.dialect = dialect;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void mark(
            Organization.Id organization, Connection.Id connection, Scope.Id scope, Collection<Document.Id> ids) {
        if (!ids.isEmpty()) {
            jdbc.update(
                    """
                    insert into deletion_mark (document_id, organization_id, connection_id, scope_key)
                    select d.id, d.organization_id, d.connection_id, d.scope_key from unnest(?) u (id)%s
                    where d.connection_id = ? and d.scope_key = ? and d.organization_id = ?
                    on conflict do nothing""".formatted(dialect.lookUp("document", "d.id = u.id")),
                    Bulk.uuids(ids, Document.Id::value),
                    connection.value(),
                    Keys.of(scope),
                    organization.value());
        }
    }

    @Override
    public void clear(Organization.Id organization, Connection.Id connection, Collection<Document.Id> ids) {
        if (!ids.isEmpty()) {
            jdbc.update(
                    """
                    delete from deletion_mark where document_id in (select d.document_id from unnest(?) u (id)%s
                        where d.connection_id = ? and d.organization_id = ?)""".formatted(dialect.lookUp("deletion_mark", "d.document_id = u.id")),
                    Bulk.uuids(ids, Document.Id::value),
                    connection.value(),
                    organization.value());
        }
    }

    @Override
    public boolean any(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return !next(organization, connection, scope, 1).isEmpty();
    }

    @Override
    public long count(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return jdbc.number(
                "select count(*) " + MARKED + " and not d.folder",
                connection.value(),
                Keys.of(scope),
                organization.value());
    }

    @Override
    public List<Document.Id> next(Organization.Id organization, Connection.Id connection, Scope.Id scope, int limit) {
        return jdbc.list(
                "select m.document_id " + MARKED + " order by m.connection_id, m.scope_key, m.document_id limit ?",
                row -> new Document.Id(row.uuid("document_id")),
                connection.value(),
                Keys.of(scope),
                organization.value(),
                limit);
    }

    @Override
    public void see(
            Organization.Id organization,
            Connection.Id connection,
            Scope.Id scope,
            long listing,
            Collection<ResourceKey> keys) {
        if (!keys.isEmpty()) {
            jdbc.update(
                    """
                    insert into seen_mark (connection_id, organization_id, scope_key, listing, resource_key)
                    select c.id, c.organization_id, cast(? as uuid), cast(? as bigint), u.k
                    from unnest(?) u (k) join connection c on c.id = ? and c.organization_id = ?
                    on conflict do nothing""",
                    Keys.of(scope),
                    listing,
                    Bulk.bytes(keys, ResourceKey::bytes),
                    connection.value(),
                    organization.value());
        }
    }

    private record Candidate(Document.Id id, ResourceKey key, boolean seen) {}

    @Override
    public Optional<ResourceKey> markUnseen(
            Organization.Id organization,
            Connection.Id connection,
            Scope.Id scope,
            long listing,
            Optional<ResourceKey> after,
            int limit) {
        return transactions.call(() -> {
            List<Candidate> rows = candidates(organization, connection, scope, listing, after, limit);
            mark(
                    organization,
                    connection,
                    scope,
                    rows.stream().filter(row -> !row.seen()).map(Candidate::id).toList());
            return rows.size() < limit
                    ? Optional.empty()
                    : Optional.of(rows.getLast().key());
        });
    }

    private List<Candidate> candidates(
            Organization.Id organization,
            Connection.Id connection,
            Scope.Id scope,
            long listing,
            Optional<ResourceKey> after,
            int limit) {
        Where where = new Where()
                .and("d.connection_id = ?", connection.value())
                .and("d.scope_key = ?", Keys.of(scope))
                .and("d.organization_id = ?", organization.value())
                .and("d.resource_key > ?", after.map(ResourceKey::bytes));
        String sql = """
                select d.id, d.resource_key, d.listing = %1$d or exists (
                    select 1 from seen_mark s where s.connection_id = d.connection_id and s.scope_key = d.scope_key
                        and s.listing = %1$d and s.resource_key = d.resource_key) as seen
                from document d""".formatted(listing)
                + where.text()
                + " order by d.connection_id, d.scope_key, d.resource_key limit ?";
        return jdbc.list(
                sql,
                row -> new Candidate(
                        new Document.Id(row.uuid("id")),
                        ResourceKey.ofBytes(row.bytes("resource_key")),
                        row.flag("seen")),
                where.parametersAnd(limit));
    }

    @Override
    public int forgetSeen(
            Organization.Id organization, Connection.Id connection, Scope.Id scope, long listing, int limit) {
        UUID key = Keys.of(scope);
        return jdbc.update(
                dialect.deleteSome(
                        "seen_mark", "connection_id = ? and scope_key = ? and listing < ? and organization_id = ?"),
                connection.value(),
                key,
                listing,
                organization.value(),
                limit);
    }

    @Override
    public void addTreeWork(
            Organization.Id organization, Connection.Id connection, Scope.Id scope, List<TreeWork> work) {
        transactions.run(() -> treeWork.add(organization, connection, scope, work));
    }

    @Override
    public Optional<TreeWork> nextTreeWork(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return treeWork.next(organization, connection, scope);
    }

    @Override
    public void updateTreeWork(Organization.Id organization, Connection.Id connection, Scope.Id scope, TreeWork work) {
        treeWork.update(organization, connection, scope, work);
    }

    @Override
    public void removeTreeWork(Organization.Id organization, Connection.Id connection, Scope.Id scope, TreeWork work) {
        treeWork.remove(organization, connection, scope, work);
    }
}
