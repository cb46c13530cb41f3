package dev.portolan.persistence.document;

import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Keys;
import dev.portolan.persistence.database.SqlDialect;
import dev.portolan.persistence.database.Where;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a page of changes is compared with. */
@Singleton
final class KnownRows {

    private final Jdbc jdbc;
    private final SqlDialect dialect;

    KnownRows(Jdbc jdbc, SqlDialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    Map<ResourceKey, Known> byKeys(Organization.Id organization, Connection.Id connection, Set<ResourceKey> keys) {
        Map<ResourceKey, Known> found = HashMap.newHashMap(keys.size());
        join("d.resource_key = u.k", Bulk.bytes(keys, ResourceKey::bytes), connection, organization)
                .forEach(row -> found.put(row.key(), row));
        return found;
    }

    List<Known> byDeletionKeys(Organization.Id organization, Connection.Id connection, Set<String> deletionKeys) {
        List<Known> found = new ArrayList<>(join(
                "d.resource_key = u.k and d.deletion_key is null and d.scope_key is not null",
                Bulk.bytes(deletionKeys, key -> ResourceKey.of(key).bytes()),
                connection,
                organization));
        found.addAll(join("d.deletion_key = u.k", Bulk.uuids(deletionKeys, Keys::of), connection, organization));
        return found;
    }

    private List<Known> join(String on, Bulk keys, Connection.Id connection, Organization.Id organization) {
        return jdbc.list(
                "select " + DocumentMapping.KNOWN + " from unnest(?) u (k)"
                        + dialect.lookUp("document", "d.connection_id = ? and " + on) + " where d.organization_id = ?",
                DocumentMapping::known,
                keys,
                connection.value(),
                organization.value());
    }

    List<Known> range(
            Organization.Id organization, Connection.Id connection, Scope.Id scope, KeyRange range, int limit) {
        Where where = in(organization, connection)
                .and("d.scope_key = ?", Keys.of(scope))
                .and(
                        "d.resource_key > ?",
                        range.after().map(key -> ResourceKey.of(key).bytes()))
                .and(
                        "d.resource_key <= ?",
                        range.through().map(key -> ResourceKey.of(key).bytes()));
        return list(where, " order by d.connection_id, d.scope_key, d.resource_key limit ?", limit);
    }

    List<Known> children(
            Organization.Id organization,
            Connection.Id connection,
            Resource.Id parent,
            Optional<ResourceKey> after,
            int limit) {
        Where where = in(organization, connection)
                .and("d.parent_key = ?", Keys.of(parent.value()))
                .and("d.resource_key > ?", after.map(ResourceKey::bytes));
        return list(where, " order by d.connection_id, d.parent_key, d.resource_key limit ?", limit);
    }

    List<Document.Id> batch(
            Organization.Id organization, Connection.Id connection, Optional<Scope.Id> scope, int limit) {
        Where where = in(organization, connection)
                .and("d.scope_key = ?", scope.map(Keys::of))
                .and("d.scope_key is not null");
        return jdbc.list(
                "select d.id from document d" + where.text()
                        + " order by d.connection_id, d.scope_key, d.resource_key limit ?",
                row -> new Document.Id(row.uuid("id")),
                where.parametersAnd(limit));
    }

    private static Where in(Organization.Id organization, Connection.Id connection) {
        return new Where()
                .and("d.connection_id = ?", connection.value())
                .and("d.organization_id = ?", organization.value());
    }

    private List<Known> list(Where where, String end, int limit) {
        @Nullable Object[] parameters = where.parametersAnd(limit);
        return jdbc.list(
                "select " + DocumentMapping.KNOWN + " from document d" + where.text() + end,
                DocumentMapping::known,
                parameters);
    }
}
