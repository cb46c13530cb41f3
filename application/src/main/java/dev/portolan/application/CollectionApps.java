package dev.portolan.application;

import dev.portolan.application.oauth.Registrations;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.ConnectionStore.Named;
import dev.portolan.application.port.OAuthAppStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.AuthorizedConnection;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The apps that collections work with: their own, one for each provider, and the one that was chosen for the whole. */
public final class CollectionApps {

    private final OAuthAppStore store;
    private final Apps apps;
    private final Registrations registrations;
    private final ConnectionStore connections;
    private final Collections collections;
    private final Rights rights;
    private final Transactions transactions;
    private final Gathered<Asking, Named, AuthorizedConnection> authorized = new Gathered<>(this::authorized);

    /** What those who ask at the same time must have in common to do it together. */
    private record Asking(Organization.Id organization, Optional<User.Id> viewer) {}

    CollectionApps(
            OAuthAppStore store,
            Apps apps,
            Registrations registrations,
            ConnectionStore connections,
            Collections collections,
            Rights rights,
            Transactions transactions) {
        this.store = store;
        this.apps = apps;
        this.registrations = registrations;
        this.connections = connections;
        this.collections = collections;
        this.rights = rights;
        this.transactions = transactions;
    }

    // --- its own

    /** An app with its secret by the mask. */
    public record Own(OAuthApp app, Optional<String> maskedSecret) {}

    /** The collection's own apps. */
    public List<Own> own(Principal caller, String collection) {
        return own(collections.get(caller, collection)).stream()
                .map(app -> new Own(app, registrations.maskedSecret(app)))
                .toList();
    }

    /** The same of several collections of the caller's organization. */
    public Map<Collection.Id, List<Own>> own(Principal caller, List<Collection> shown) {
        List<OAuthApp> all = store.list(caller.organization());
        return shown.stream()
                .collect(Collectors.toMap(
                        Collection::id,
                        collection -> all.stream()
                                .filter(app -> app.owner().equals(Apps.ofCollection(collection)))
                                .map(app -> new Own(app, registrations.maskedSecret(app)))
                                .toList()));
    }

    private List<OAuthApp> own(Collection collection) {
        return store.list(collection.organization()).stream()
                .filter(app -> app.owner().equals(Apps.ofCollection(collection)))
                .toList();
    }

    /** What is to become of a collection's own app at a provider. */
    public sealed interface Wish {

        /** It is registered, or changed; a secret that equals its mask stays. */
        record Register(Provider.Id provider, String clientId, Optional<String> clientSecret) implements Wish {
            @Override
            public String toString() {
                return "Register[" + provider.value() + ", " + clientId + "]";
            }
        }

        record Remove(Provider.Id provider) implements Wish {}
    }

    /** Makes a collection with apps of its own; neither without the others. */
    public Collection create(Principal caller, String name, Optional<String> slug, List<Wish> wishes) {
        return transactions.call(() -> {
            Collection made = collections.create(caller, name, slug);
            fulfil(caller, made, wishes);
            return made;
        });
    }

    /** Renames a collection and changes apps of its own; nothing without the rest. */
    public Collection update(
            Principal caller, String reference, Optional<String> name, Optional<String> slug, List<Wish> wishes) {
        return transactions.call(() -> {
            Collection changed = collections.update(caller, reference, name, slug);
            fulfil(caller, changed, wishes);
            return changed;
        });
    }

    private void fulfil(Principal caller, Collection owner, List<Wish> wishes) {
        String reference = owner.id().value().toString();
        for (Wish wish : wishes) {
            switch (wish) {
                case Wish.Register register ->
                    put(caller, reference, register.provider().value(), register.clientId(), register.clientSecret());
                case Wish.Remove remove -> remove(caller, reference, remove.provider());
            }
        }
    }

    /** Registers or changes the collection's own app at a provider; a secret that equals its mask stays. */
    public OAuthApp put(
            Principal caller, String collection, String provider, String clientId, Optional<String> clientSecret) {
        rights.require(caller, KeyScope.COLLECTIONS_WRITE, Role.ADMIN);
        Collection owner = collections.get(caller, collection);
        Provider known = apps.consenting("connector", provider);
        return transactions.call(() -> ownAt(owner, known.id())
                .map(app -> apps.change(
                        app, new Apps.Patch(Optional.empty(), Optional.of(clientId), clientSecret, Optional.empty())))
                .orElseGet(() -> apps.add(
                        Apps.ofCollection(owner),
                        known,
                        new Apps.New(provider, known.name(), clientId, clientSecret, List.of(), Optional.empty()))));
    }

    /** Removes the collection's own app at a provider, if there is one. */
    public void remove(Principal caller, String collection, Provider.Id provider) {
        rights.require(caller, KeyScope.COLLECTIONS_WRITE, Role.ADMIN);
        ownAt(collections.get(caller, collection), provider).ifPresent(apps::remove);
    }

    private Optional<OAuthApp> ownAt(Collection collection, Provider.Id provider) {
        return own(collection).stream()
                .filter(app -> app.provider().equals(provider))
                .findFirst();
    }

    // --- the one for the whole

    /** The app that was chosen for the collection, else the first of its own. */
    public Optional<OAuthApp> chosen(Principal caller, String collection) {
        rights.requireScope(caller, KeyScope.CONNECTIONS_READ);
        return chosen(collections.get(caller, collection));
    }

    private Optional<OAuthApp> chosen(Collection collection) {
        return store.chosen(collection.organization(), collection.id())
                .flatMap(id -> registrations.find(collection.organization(), id))
                .or(() -> own(collection).stream().findFirst());
    }

    /** Chooses an app for the collection. What is authorized with another stays as it is. */
    public OAuthApp choose(Principal caller, String collection, OAuthApp.Id id) {
        rights.require(caller, KeyScope.CONNECTIONS_WRITE, Role.ADMIN);
        Collection chooser = collections.get(caller, collection);
        OAuthApp app = registrations
                .find(caller.organization(), id)
                .filter(found -> !(found.owner() instanceof OAuthApp.Owner.OfCollection other)
                        || other.collection().equals(chooser.id()))
                .orElseThrow(() -> new Refusal.NotFound("app", id.value().toString()));
        store.choose(caller.organization(), chooser.id(), app.id());
        return app;
    }

    /** The collection's connection: the oldest one that is authorized with its app and not revoked, if the caller sees it. */
    public Optional<Connection> connection(Principal caller, String collection) {
        return connection(caller, collection, KeyScope.CONNECTIONS_READ);
    }

    /** The same for who wants to do with it what this scope is needed for. */
    public Optional<Connection> connection(Principal caller, String collection, KeyScope scope) {
        return authorized(caller, collection, scope)
                .flatMap(authorized -> connections.find(caller.organization(), authorized.id()));
    }

    /** The same with what is shown beside it. */
    public Optional<AuthorizedConnection> authorized(Principal caller, String collection) {
        return authorized(caller, collection, KeyScope.CONNECTIONS_READ);
    }

    private Optional<AuthorizedConnection> authorized(Principal caller, String collection, KeyScope scope) {
        rights.requireScope(caller, scope);
        // As it is usually named; where that finds nothing, it may be named in another way, or not be there at all.
        Named usual = References.uuid(collection)
                .<Named>map(id -> new Named.ById(new Collection.Id(id)))
                .orElseGet(() -> new Named.BySlug(collection));
        return authorized(caller, usual)
                .or(() -> authorized(
                        caller,
                        new Named.ById(collections.get(caller, collection).id())));
    }

    private Optional<AuthorizedConnection> authorized(Principal caller, Named collection) {
        return authorized.find(new Asking(caller.organization(), rights.viewer(caller)), collection);
    }

    private Map<Named, AuthorizedConnection> authorized(Asking asking, Set<Named> collections) {
        return connections.authorized(asking.organization(), collections, registrations.ofOperator(), asking.viewer());
    }
}
