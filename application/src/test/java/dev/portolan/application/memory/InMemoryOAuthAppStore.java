package dev.portolan.application.memory;

import dev.portolan.application.port.OAuthAppStore;
import dev.portolan.domain.Collection;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthApp.Owner;
import dev.portolan.domain.Organization;
import java.util.List;
import java.util.Optional;

/** OAuth apps, in memory. */
public final class InMemoryOAuthAppStore implements OAuthAppStore {

    private final MemoryDatabase database;

    public InMemoryOAuthAppStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void add(OAuthApp app) {
        Organization.Id organization = organizationOf(app);
        database.run(() -> {
            if (app.owner() instanceof Owner.OfCollection owner && !owns(organization, owner.collection())) {
                throw new IllegalStateException("There is no such collection");
            }
            if (database.apps.get(app.id().value()).isPresent()) {
                throw new IllegalStateException("There is such an app already");
            }
            database.apps.put(app.id().value(), app);
        });
    }

    @Override
    public boolean update(OAuthApp app) {
        return database.call(() -> {
            boolean known = find(organizationOf(app), app.id()).isPresent();
            if (known) {
                database.apps.put(app.id().value(), app);
            }
            return known;
        });
    }

    @Override
    public Optional<OAuthApp> find(Organization.Id organization, OAuthApp.Id id) {
        return database.call(() ->
                database.apps.get(id.value()).filter(app -> organizationOf(app).equals(organization)));
    }

    @Override
    public List<OAuthApp> list(Organization.Id organization) {
        return database.call(() -> database.apps.stream()
                .filter(app -> organizationOf(app).equals(organization))
                .toList());
    }

    @Override
    public boolean remove(Organization.Id organization, OAuthApp.Id id) {
        return database.call(() -> {
            boolean known = find(organization, id).isPresent();
            if (known) {
                database.apps.remove(id.value());
                database.choices.removeIf(choice -> choice.app().equals(id), Integer.MAX_VALUE);
            }
            return known;
        });
    }

    @Override
    public Optional<OAuthApp.Id> chosen(Organization.Id organization, Collection.Id collection) {
        return database.call(() -> database.choices
                .get(collection.value())
                .filter(choice -> choice.organization().equals(organization))
                .map(MemoryRows.Choice::app));
    }

    @Override
    public void choose(Organization.Id organization, Collection.Id collection, OAuthApp.Id app) {
        database.run(() -> {
            if (owns(organization, collection)) {
                database.choices.put(collection.value(), new MemoryRows.Choice(organization, app));
            }
        });
    }

    @Override
    public void unchoose(Organization.Id organization, Collection.Id collection) {
        database.run(() -> {
            if (chosen(organization, collection).isPresent()) {
                database.choices.remove(collection.value());
            }
        });
    }

    private boolean owns(Organization.Id organization, Collection.Id collection) {
        return database.collections
                .get(collection.value())
                .filter(row -> row.collection().organization().equals(organization))
                .isPresent();
    }

    private static Organization.Id organizationOf(OAuthApp app) {
        return switch (app.owner()) {
            case Owner.OfOrganization owner -> owner.organization();
            case Owner.OfCollection owner -> owner.organization();
            case Owner.OfDeployment owner ->
                throw new IllegalArgumentException("The operator's apps are not stored here");
        };
    }
}
