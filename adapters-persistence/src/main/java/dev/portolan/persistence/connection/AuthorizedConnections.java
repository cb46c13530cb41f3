package dev.portolan.persistence.connection;

import dev.portolan.application.port.ConnectionStore.Named;
import dev.portolan.domain.AuthorizedConnection;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Organization;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Row;
import dev.portolan.persistence.organization.Held;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds the connection that a collection is authorized with, its grant and its maker, with one query. */
@Singleton
final class AuthorizedConnections {

    /** Of {@code connection c} and {@code oauth_grant g}; the narrower, the less it costs to carry them through the joins. */
    private static final String COLUMNS = """
            c.id, c.created_by, c.created_at, c.updated_at, g.app_id, g.expires_at, g.refresh_expires_at, g.authorized_at,
                (select u.name from app_user u
                    where u.id = c.created_by and u.organization_id = c.organization_id) as maker""";

    // Not in the order of the ids: an index has it for the whole organization, and would be walked to the collection's
    // first.
    private static final String AUTHORIZED = """
            select %s
            from collection n
            join connection c on c.collection_id = n.id and c.organization_id = n.organization_id
            join oauth_grant g on g.id = c.credential_id and g.organization_id = c.organization_id
            where n.organization_id = ? and n.%s = ?
                and c.status not in ('REVOKED', 'HIDDEN', 'DELETING', 'DELETED')
                and g.app_id = coalesce(
                    (select h.app_id from oauth_choice h
                        where h.collection_id = n.id and h.organization_id = n.organization_id
                            and (h.app_id = any(?) or exists (select 1 from oauth_app o
                                where o.id = h.app_id and o.organization_id = n.organization_id))),
                    (select o.id from oauth_app o
                        where o.collection_id = n.id and o.organization_id = n.organization_id order by o.id limit 1))
                and (cast(? as uuid) is null or exists (select 1 from access_grant a
                    where a.connection_id = c.id and a.organization_id = c.organization_id and %s))
            order by c.created_at, c.id limit 1""";

    /** The usual case by itself: the whole is too much for a database to plan again and again. */
    private static final String CHOSEN = """
            select %s, (select o.id from oauth_app o
                    where o.id = g.app_id and o.organization_id = g.organization_id) as stored_app
            from connection c
            join oauth_grant g on g.id = c.credential_id and g.organization_id = c.organization_id
            where c.organization_id = ?
                and c.collection_id = (select n.id from collection n where n.organization_id = ? and n.%s = ?)
                and g.app_id = (select h.app_id from oauth_choice h
                    where h.collection_id = c.collection_id and h.organization_id = c.organization_id)
                and c.status not in ('REVOKED', 'HIDDEN', 'DELETING', 'DELETED')
            order by c.created_at, c.id limit 1""";

    /** Both, of a collection that is named by a column. */
    private record Queries(String chosen, String authorized) {
        static final Queries BY_ID = by("id");
        static final Queries BY_SLUG = by("slug");

        private static Queries by(String column) {
            return new Queries(CHOSEN.formatted(COLUMNS, column), AUTHORIZED.formatted(COLUMNS, column, Held.by("a")));
        }
    }

    private final Jdbc jdbc;

    AuthorizedConnections(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    Optional<AuthorizedConnection> find(
            Organization.Id organization, Named collection, Set<OAuthApp.Id> operators, Optional<User.Id> viewer) {
        return switch (collection) {
            case Named.ById(Collection.Id id) -> find(Queries.BY_ID, organization, id.value(), operators, viewer);
            case Named.BySlug(String slug) -> find(Queries.BY_SLUG, organization, slug, operators, viewer);
        };
    }

    private Optional<AuthorizedConnection> find(
            Queries queries,
            Organization.Id organization,
            Object collection,
            Set<OAuthApp.Id> operators,
            Optional<User.Id> viewer) {
        Optional<AuthorizedConnection> usual =
                viewer.isEmpty() ? chosen(queries, organization, collection, operators) : Optional.empty();
        if (usual.isPresent()) {
            return usual;
        }
        Optional<UUID> only = viewer.map(User.Id::value);
        return jdbc.first(
                queries.authorized(),
                AuthorizedConnections::authorized,
                organization.value(),
                collection,
                Bulk.uuids(operators, OAuthApp.Id::value),
                only,
                only,
                only);
    }

    private Optional<AuthorizedConnection> chosen(
            Queries queries, Organization.Id organization, Object collection, Set<OAuthApp.Id> operators) {
        return jdbc.first(
                        queries.chosen(),
                        row -> {
                            AuthorizedConnection found = authorized(row);
                            boolean registered =
                                    row.optionalUuid("stored_app").isPresent() || operators.contains(found.app());
                            return registered ? Optional.of(found) : Optional.<AuthorizedConnection>empty();
                        },
                        organization.value(),
                        organization.value(),
                        collection)
                .flatMap(found -> found);
    }

    private static AuthorizedConnection authorized(Row row) throws SQLException {
        return new AuthorizedConnection(
                new Connection.Id(row.uuid("id")),
                new User.Id(row.uuid("created_by")),
                row.optionalText("maker"),
                new OAuthApp.Id(row.uuid("app_id")),
                row.optionalInstant("expires_at"),
                row.optionalInstant("refresh_expires_at"),
                row.instant("authorized_at"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
