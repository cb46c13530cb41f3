package dev.portolan.application.contract;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.DocumentStore.Draft;
import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.application.port.DocumentStore.Text;
import dev.portolan.application.port.IdSource;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Progress;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Role;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.Settings;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An organization with a user, a collection, a connection and a scope, stored; and what tests make in it. */
final class World {

    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final IdSource IDS = new SequentialIds();

    final Stores stores;
    final Organization organization;
    final User user;
    final Collection collection;
    final Connection connection;
    final Scope scope = new Scope("scope", "Scope");

    private World(Stores stores, String slug) {
        this.stores = stores;
        organization = new Organization(new Organization.Id(IDS.next()), slug, "Organization " + slug, NOON);
        user = new User(
                new User.Id(IDS.next()), organization.id(), "ada", Optional.of("ada@example.com"), Role.ADMIN, NOON);
        collection = new Collection(new Collection.Id(IDS.next()), organization.id(), "papers", "Papers", NOON, NOON);
        connection = connection("first");
    }

    static World create(Stores stores, String slug) {
        World world = new World(stores, slug);
        stores.organizations().add(world.organization);
        stores.access().addUser(world.user);
        stores.collections().add(world.collection);
        stores.connections().add(world.connection);
        return world;
    }

    /** Made, not stored. */
    Connection connection(String name) {
        return new Connection(
                new Connection.Id(IDS.next()),
                organization.id(),
                collection.id(),
                new Provider.Id("folder"),
                name,
                new Settings(Map.of("root", "/srv")),
                1,
                Optional.empty(),
                Connection.Status.ACTIVE,
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                user.id(),
                NOON,
                NOON,
                Optional.empty());
    }

    /** Made, not stored. */
    SyncRun run() {
        return new SyncRun(
                new SyncRun.Id(IDS.next()),
                organization.id(),
                connection.id(),
                SyncRun.Mode.CATCH_UP,
                SyncRun.Trigger.REQUEST,
                SyncRun.State.QUEUED,
                Progress.ZERO,
                0,
                false,
                Optional.empty(),
                NOON,
                Optional.empty(),
                Optional.empty(),
                NOON);
    }

    SyncRun storedRun() {
        SyncRun run = run();
        stores.runs().add(run);
        return run;
    }

    ScopeRun storedScopeRun(SyncRun run) {
        ScopeRun scopeRun = ScopeRun.planned(run.id(), scope, NOON);
        stores.runs().addScopes(organization.id(), List.of(scopeRun));
        return scopeRun;
    }

    static Document.Id documentId() {
        return new Document.Id(IDS.next());
    }

    Draft draft(Resource resource) {
        return draft(resource, new Text.Replace("text of " + resource.name()));
    }

    Draft draft(Resource resource, Text text) {
        return draft(resource, resource.path().orElse(resource.id().value()), text);
    }

    Draft draft(Resource resource, String path, Text text) {
        return new Draft(documentId(), connection.id(), scope.id(), resource, path, 1, text, NOON);
    }

    Draft in(Scope.Id other, Draft draft) {
        return new Draft(
                draft.id(),
                draft.connection(),
                other,
                draft.resource(),
                draft.path(),
                draft.listing(),
                draft.text(),
                draft.indexedAt());
    }

    Draft at(Instant when, Draft draft) {
        return new Draft(
                draft.id(),
                draft.connection(),
                draft.scope(),
                draft.resource(),
                draft.path(),
                draft.listing(),
                draft.text(),
                when);
    }

    /** Stores a document that is named as its id is. */
    Document.Id document(String id) {
        return document(id, "1");
    }

    Document.Id document(String id, String version) {
        return save(draft(Resource.document(id, id, version)));
    }

    Document.Id folder(String id) {
        return save(draft(Resource.folder(id, id), new Text.Drop()));
    }

    Document.Id save(Draft draft) {
        stores.documents().save(organization.id(), collection.id(), List.of(draft));
        return draft.id();
    }

    int remove(Document.Id... ids) {
        return stores.documents().remove(organization.id(), collection.id(), List.of(ids), NOON);
    }

    Optional<Known> known(String id) {
        ResourceKey key = ResourceKey.of(id);
        return Optional.ofNullable(stores.documents()
                .known(organization.id(), connection.id(), Set.of(key))
                .get(key));
    }
}
