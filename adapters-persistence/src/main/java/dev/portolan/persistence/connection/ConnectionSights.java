package dev.portolan.persistence.connection;

import dev.portolan.application.port.ConnectionStore.Named;
import dev.portolan.domain.AuthorizedConnection;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.Sight;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import dev.portolan.persistence.authorization.GrantMapping;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Row;
import dev.portolan.persistence.organization.Held;
import dev.portolan.persistence.organization.Makers;
import dev.portolan.persistence.vault.Unsealing;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Looks at connections and at what stands beside them with one query: whoever asks for one waits for the database once. */
@Singleton
final class ConnectionSights {

    private static final String COLUMNS = """
            select c.*, n.slug as collection_slug, n.name as collection_name, n.created_at as collection_created_at,
                n.updated_at as collection_updated_at, k.data_key, k.sealed, r.url, %s""".formatted(Makers.COLUMNS);

    private static final String TABLES = """
             from connection c
            join collection n on n.id = c.collection_id and n.organization_id = c.organization_id
            left join credential k on k.id = c.credential_id and k.organization_id = c.organization_id
            left join connection_redirect r on r.connection_id = c.id and r.organization_id = c.organization_id
            left join app_user u on u.id = c.created_by and u.organization_id = c.organization_id
            where c.id = ? and c.organization_id = ?""";

    private static final String ROLE = """
            , (select g.role from access_grant g
                where g.connection_id = c.id and g.organization_id = c.organization_id and %s
                order by case g.role when 'ADMIN' then 0 when 'EDITOR' then 1 else 2 end limit 1) as held_role""".formatted(Held.by("g"));

    private static final String SIGHT = COLUMNS + TABLES;
    private static final String SIGHT_OF_VIEWER = COLUMNS + ROLE + TABLES;

    // Not in the order of the ids: an index has it for the whole organization, and would be walked to the collection's
    // first.
    private static final String AUTHORIZED = """
            select c.*, %s, %s
            from collection n
            join connection c on c.collection_id = n.id and c.organization_id = n.organization_id
            join oauth_grant g on g.id = c.credential_id and g.organization_id = c.organization_id
            left join app_user u on u.id = c.created_by and u.organization_id = c.organization_id
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
            select c.*, %s, %s, o.id as stored_app
            from collection n
            join oauth_choice h on h.collection_id = n.id and h.organization_id = n.organization_id
            join connection c on c.collection_id = n.id and c.organization_id = n.organization_id
            join oauth_grant g on g.id = c.credential_id and g.organization_id = c.organization_id and g.app_id = h.app_id
            left join oauth_app o on o.id = h.app_id and o.organization_id = h.organization_id
            left join app_user u on u.id = c.created_by and u.organization_id = c.organization_id
            where n.organization_id = ? and n.%s = ? and c.status not in ('REVOKED', 'HIDDEN', 'DELETING', 'DELETED')
            order by c.created_at, c.id limit 1""";

    private static final String CHOSEN_BY_ID = CHOSEN.formatted(GrantMapping.BESIDE, Makers.COLUMNS, "id");
    private static final String CHOSEN_BY_SLUG = CHOSEN.formatted(GrantMapping.BESIDE, Makers.COLUMNS, "slug");
    private static final String AUTHORIZED_BY_ID =
            AUTHORIZED.formatted(GrantMapping.BESIDE, Makers.COLUMNS, "id", Held.by("a"));
    private static final String AUTHORIZED_BY_SLUG =
            AUTHORIZED.formatted(GrantMapping.BESIDE, Makers.COLUMNS, "slug", Held.by("a"));

    private final Jdbc jdbc;
    private final Unsealing unsealing;

    ConnectionSights(Jdbc jdbc, Unsealing unsealing) {
        this.jdbc = jdbc;
        this.unsealing = unsealing;
    }

    Optional<Sight> find(Organization.Id organization, Connection.Id id, Optional<User.Id> viewer) {
        return viewer.isEmpty()
                ? jdbc.first(SIGHT, row -> sight(row, Optional.empty()), id.value(), organization.value())
                : jdbc.first(
                        SIGHT_OF_VIEWER,
                        row -> sight(row, row.optionalText("held_role").map(Role::valueOf)),
                        viewer.get().value(),
                        viewer.get().value(),
                        id.value(),
                        organization.value());
    }

    private Sight sight(Row row, Optional<Role> role) throws SQLException {
        Connection connection = ConnectionRow.read(row).connection();
        return new Sight(
                connection,
                role,
                row.optionalUuid("open_run").map(SyncRun.Id::new),
                credential(row, connection),
                new Collection(
                        connection.collection(),
                        connection.organization(),
                        row.text("collection_slug"),
                        row.text("collection_name"),
                        row.instant("collection_created_at"),
                        row.instant("collection_updated_at")),
                Makers.read(row, connection.createdBy(), connection.organization()),
                row.optionalText("url"));
    }

    Optional<AuthorizedConnection> authorized(
            Organization.Id organization, Named collection, Set<OAuthApp.Id> operators, Optional<User.Id> viewer) {
        return switch (collection) {
            case Named.ById(Collection.Id id) ->
                chosen(CHOSEN_BY_ID, organization, id.value(), operators, viewer)
                        .or(() -> authorized(AUTHORIZED_BY_ID, organization, id.value(), operators, viewer));
            case Named.BySlug(String slug) ->
                chosen(CHOSEN_BY_SLUG, organization, slug, operators, viewer)
                        .or(() -> authorized(AUTHORIZED_BY_SLUG, organization, slug, operators, viewer));
        };
    }

    private Optional<AuthorizedConnection> chosen(
            String query,
            Organization.Id organization,
            Object collection,
            Set<OAuthApp.Id> operators,
            Optional<User.Id> viewer) {
        if (viewer.isPresent()) {
            return Optional.empty();
        }
        return jdbc.first(
                        query,
                        row -> {
                            AuthorizedConnection found = authorized(row);
                            boolean registered = row.optionalUuid("stored_app").isPresent()
                                    || operators.contains(found.grant().app());
                            return registered ? Optional.of(found) : Optional.<AuthorizedConnection>empty();
                        },
                        organization.value(),
                        collection)
                .flatMap(found -> found);
    }

    private static AuthorizedConnection authorized(Row row) throws SQLException {
        Connection connection = ConnectionRow.read(row).connection();
        return new AuthorizedConnection(
                connection,
                GrantMapping.read(row.beside(GrantMapping.PREFIX)),
                Makers.read(row, connection.createdBy(), connection.organization()));
    }

    private Optional<AuthorizedConnection> authorized(
            String query,
            Organization.Id organization,
            Object collection,
            Set<OAuthApp.Id> operators,
            Optional<User.Id> viewer) {
        Optional<UUID> only = viewer.map(User.Id::value);
        return jdbc.first(
                query,
                ConnectionSights::authorized,
                organization.value(),
                collection,
                Bulk.uuids(operators, OAuthApp.Id::value),
                only,
                only,
                only);
    }

    private Optional<Credential> credential(Row row, Connection connection) throws SQLException {
        Optional<byte[]> sealed = row.optionalBytes("sealed");
        return connection.credential().isEmpty() || sealed.isEmpty()
                ? Optional.empty()
                : Optional.of(unsealing.open(
                        connection.organization(),
                        connection.credential().get(),
                        row.integer("data_key"),
                        sealed.get()));
    }
}
