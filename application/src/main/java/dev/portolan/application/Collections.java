package dev.portolan.application;

import dev.portolan.application.port.CollectionStore;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.OAuthAppStore;
import dev.portolan.application.port.OrganizationStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Collection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.Storable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Where documents go. A collection is named by its id, its slug, or organization and slug. */
public final class Collections {

    private final CollectionStore store;
    private final OrganizationStore organizations;
    private final OAuthAppStore apps;
    private final CredentialVault vault;
    private final Rights rights;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IdSource ids;

    Collections(
            CollectionStore store,
            OrganizationStore organizations,
            OAuthAppStore apps,
            CredentialVault vault,
            Rights rights,
            Transactions transactions,
            InstantSource clock,
            IdSource ids) {
        this.store = store;
        this.organizations = organizations;
        this.apps = apps;
        this.vault = vault;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** @param reference an id in any rendering, {@code slug}, or {@code organization:slug} of the caller's organization */
    public Collection get(Principal caller, String reference) {
        return find(caller, reference).orElseThrow(() -> new Refusal.NotFound("collection", reference));
    }

    /** Whether a reference surely means this one; where it does not, only the store knows what it means. */
    public static boolean surelyMeans(Collection.Id id, String slug, String reference) {
        return References.uuid(reference).map(id.value()::equals).orElseGet(() -> slug.equals(reference));
    }

    Optional<Collection> find(Principal caller, String reference) {
        Optional<Collection> byId =
                References.uuid(reference).flatMap(uuid -> store.find(caller.organization(), new Collection.Id(uuid)));
        if (byId.isPresent() || !Storable.is(reference)) {
            return byId;
        }
        int colon = reference.indexOf(':');
        if (colon < 0) {
            return store.bySlug(caller.organization(), reference);
        }
        boolean own = organizations
                .find(caller.organization())
                .map(Organization::slug)
                .equals(Optional.of(reference.substring(0, colon)));
        return own ? store.bySlug(caller.organization(), reference.substring(colon + 1)) : Optional.empty();
    }

    public Page<Collection> list(Principal caller, Page.Cursor after, int limit) {
        Cursors cursors = new Cursors("collections");
        return cursors.page(
                store.list(caller.organization(), cursors.read(after).orElse(""), Limits.page(limit) + 1),
                limit,
                Collection::slug);
    }

    /** @param slug empty: made of the name */
    public Collection create(Principal caller, String name, Optional<String> slug) {
        rights.require(caller, KeyScope.COLLECTIONS_WRITE, Role.ADMIN);
        Instant now = clock.instant();
        String checked = Limits.name("name", name);
        Collection collection = new Collection(
                new Collection.Id(ids.next()),
                caller.organization(),
                slug.map(text -> Limits.slug("slug", text)).orElseGet(() -> slugOf(checked)),
                checked,
                now,
                now);
        if (!store.add(collection)) {
            throw taken(collection.slug());
        }
        return collection;
    }

    public Collection update(Principal caller, String reference, Optional<String> name, Optional<String> slug) {
        rights.require(caller, KeyScope.COLLECTIONS_WRITE, Role.ADMIN);
        Collection before = get(caller, reference);
        Collection after = before.renamed(
                name.map(text -> Limits.name("name", text)).orElse(before.name()),
                slug.map(text -> Limits.slug("slug", text)).orElse(before.slug()),
                clock.instant());
        if (!store.update(after)) {
            throw taken(after.slug());
        }
        return after;
    }

    /** Only an empty one: its connections are deleted first, each by its own word. */
    public void delete(Principal caller, String reference) {
        rights.require(caller, KeyScope.COLLECTIONS_WRITE, Role.ADMIN);
        Collection collection = get(caller, reference);
        transactions.run(() -> {
            if (!store.remove(caller.organization(), collection.id())) {
                throw new Refusal.Conflict("The collection '" + collection.slug()
                        + "' still has connections, hidden ones included; delete them first");
            }
            removeApps(collection);
        });
    }

    private void removeApps(Collection collection) {
        apps.unchoose(collection.organization(), collection.id());
        apps.list(collection.organization()).stream()
                .filter(app -> app.owner().equals(Apps.ofCollection(collection)))
                .forEach(app -> {
                    apps.remove(collection.organization(), app.id());
                    vault.remove(collection.organization(), app.secret());
                });
    }

    private static Refusal.Conflict taken(String slug) {
        return new Refusal.Conflict("There is a collection '" + slug + "' already");
    }

    private static String slugOf(String name) {
        String slug = name.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String cut = slug.length() > 64 ? slug.substring(0, 64).replaceAll("-$", "") : slug;
        if (cut.isEmpty()) {
            throw new Refusal.InvalidInput("slug", "is needed where the name has no letters or digits to make one of");
        }
        return Limits.slug("slug", cut);
    }
}
