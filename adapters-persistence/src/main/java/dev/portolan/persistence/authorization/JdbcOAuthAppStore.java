package dev.portolan.persistence.authorization;

import dev.portolan.application.port.OAuthAppStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Collection;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthApp.Owner;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Row;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** OAuth apps in the database. */
@Singleton
final class JdbcOAuthAppStore implements OAuthAppStore {

    private final Jdbc jdbc;
    private final Transactions transactions;

    JdbcOAuthAppStore(Jdbc jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void add(OAuthApp app) {
        jdbc.update(
                """
                insert into oauth_app (id, organization_id, collection_id, provider, name, client_id, scopes,
                    created_at, updated_at)
                values (?, ?, cast(? as uuid), ?, ?, ?, ?, ?, ?)""",
                app.id().value(),
                organizationOf(app),
                collectionOf(app),
                app.provider().value(),
                app.name(),
                app.clientId(),
                Scopes.write(app.scopes()),
                app.createdAt(),
                app.updatedAt());
    }

    @Override
    public boolean update(OAuthApp app) {
        return jdbc.update(
                        """
                        update oauth_app set name = ?, client_id = ?, scopes = ?, updated_at = ?
                        where id = ? and organization_id = ?""",
                        app.name(),
                        app.clientId(),
                        Scopes.write(app.scopes()),
                        app.updatedAt(),
                        app.id().value(),
                        organizationOf(app))
                == 1;
    }

    @Override
    public Optional<OAuthApp> find(Organization.Id organization, OAuthApp.Id id) {
        return jdbc.first(
                "select * from oauth_app where id = ? and organization_id = ?",
                JdbcOAuthAppStore::app,
                id.value(),
                organization.value());
    }

    @Override
    public List<OAuthApp> list(Organization.Id organization) {
        return jdbc.list(
                "select * from oauth_app where organization_id = ? order by id",
                JdbcOAuthAppStore::app,
                organization.value());
    }

    @Override
    public boolean remove(Organization.Id organization, OAuthApp.Id id) {
        return transactions.call(() -> {
            jdbc.update(
                    "delete from oauth_choice where app_id = ? and organization_id = ?",
                    id.value(),
                    organization.value());
            return jdbc.update(
                            "delete from oauth_app where id = ? and organization_id = ?",
                            id.value(),
                            organization.value())
                    == 1;
        });
    }

    @Override
    public Optional<OAuthApp.Id> chosen(Organization.Id organization, Collection.Id collection) {
        return jdbc.first(
                "select app_id from oauth_choice where collection_id = ? and organization_id = ?",
                row -> new OAuthApp.Id(row.uuid("app_id")),
                collection.value(),
                organization.value());
    }

    @Override
    public void choose(Organization.Id organization, Collection.Id collection, OAuthApp.Id app) {
        jdbc.update("""
                merge into oauth_choice c
                using (select id, organization_id from collection where id = ? and organization_id = ?) n
                on c.collection_id = n.id
                when matched then update set app_id = ?
                when not matched then insert (collection_id, organization_id, app_id)
                values (n.id, n.organization_id, ?)""", collection.value(), organization.value(), app.value(), app.value());
    }

    @Override
    public void unchoose(Organization.Id organization, Collection.Id collection) {
        jdbc.update(
                "delete from oauth_choice where collection_id = ? and organization_id = ?",
                collection.value(),
                organization.value());
    }

    private static OAuthApp app(Row row) throws SQLException {
        Organization.Id organization = new Organization.Id(row.uuid("organization_id"));
        Optional<UUID> collection = row.optionalUuid("collection_id");
        return new OAuthApp(
                new OAuthApp.Id(row.uuid("id")),
                collection
                        .<Owner>map(id -> new Owner.OfCollection(organization, new Collection.Id(id)))
                        .orElse(new Owner.OfOrganization(organization)),
                new Provider.Id(row.text("provider")),
                row.text("name"),
                row.text("client_id"),
                Scopes.read(row.text("scopes")),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    private static UUID organizationOf(OAuthApp app) {
        return switch (app.owner()) {
            case Owner.OfOrganization owner -> owner.organization().value();
            case Owner.OfCollection owner -> owner.organization().value();
            case Owner.OfDeployment owner ->
                throw new IllegalArgumentException("The operator's apps are not stored here");
        };
    }

    private static Optional<UUID> collectionOf(OAuthApp app) {
        return switch (app.owner()) {
            case Owner.OfCollection owner -> Optional.of(owner.collection().value());
            case Owner.OfOrganization owner -> Optional.empty();
            case Owner.OfDeployment owner -> Optional.empty();
        };
    }
}
