package dev.portolan.persistence.document;

import dev.portolan.application.port.DeletionStore.TreeWork;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Keys;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Folders whose children wait to be moved or removed. */
@Singleton
final class TreeWorkTable {

    private static final String SAME =
            " where connection_id = ? and scope_key = ? and organization_id = ? and folder_key = ? and kind = ?";

    private final Jdbc jdbc;

    TreeWorkTable(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    void add(Organization.Id organization, Connection.Id connection, Scope.Id scope, List<TreeWork> work) {
        List<TreeWork> distinct = work.stream()
                .collect(Collectors.toMap(
                        item -> List.of(item.folder(), item.kind()),
                        item -> item,
                        (first, last) -> last,
                        LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        for (TreeWork.Kind kind : TreeWork.Kind.values()) {
            removeAll(organization, connection, scope, kind, distinct);
        }
        if (!distinct.isEmpty()) {
            jdbc.update(
                    """
                    insert into tree_work (connection_id, organization_id, scope_key, folder_key, folder_id, kind, after_key)
                    select c.id, c.organization_id, cast(? as uuid), u.folder_key, u.folder_id, u.kind, u.after_key
                    from unnest(?, ?, ?, ?) u (folder_key, folder_id, kind, after_key)
                    join connection c on c.id = ? and c.organization_id = ?""",
                    Keys.of(scope),
                    Bulk.uuids(distinct, item -> Keys.of(item.folder().value())),
                    Bulk.texts(distinct, item -> item.folder().value()),
                    Bulk.texts(distinct, item -> item.kind().name()),
                    Bulk.bytes(
                            distinct,
                            item -> item.after().map(ResourceKey::bytes).orElse(null)),
                    connection.value(),
                    organization.value());
        }
    }

    private void removeAll(
            Organization.Id organization,
            Connection.Id connection,
            Scope.Id scope,
            TreeWork.Kind kind,
            List<TreeWork> work) {
        List<TreeWork> same = work.stream().filter(item -> item.kind() == kind).toList();
        if (!same.isEmpty()) {
            jdbc.update(
                    """
                    delete from tree_work where connection_id = ? and scope_key = ? and organization_id = ?
                        and kind = ? and folder_key = any(?)""",
                    connection.value(),
                    Keys.of(scope),
                    organization.value(),
                    kind,
                    Bulk.uuids(same, item -> Keys.of(item.folder().value())));
        }
    }

    Optional<TreeWork> next(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return jdbc.first(
                """
                select folder_id, kind, after_key from tree_work
                where connection_id = ? and scope_key = ? and organization_id = ? order by ordinal limit 1""",
                row -> new TreeWork(
                        new Resource.Id(row.text("folder_id")),
                        TreeWork.Kind.valueOf(row.text("kind")),
                        row.optionalBytes("after_key").map(ResourceKey::ofBytes)),
                connection.value(),
                Keys.of(scope),
                organization.value());
    }

    void update(Organization.Id organization, Connection.Id connection, Scope.Id scope, TreeWork work) {
        jdbc.update(
                "update tree_work set after_key = ?" + SAME,
                work.after().map(ResourceKey::bytes),
                connection.value(),
                Keys.of(scope),
                organization.value(),
                Keys.of(work.folder().value()),
                work.kind());
    }

    void remove(Organization.Id organization, Connection.Id connection, Scope.Id scope, TreeWork work) {
        jdbc.update(
                "delete from tree_work" + SAME,
                connection.value(),
                Keys.of(scope),
                organization.value(),
                Keys.of(work.folder().value()),
                work.kind());
    }
}
