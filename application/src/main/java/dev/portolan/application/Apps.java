package dev.portolan.application;

import dev.portolan.application.oauth.Registrations;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.GrantStore;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.OAuthAppStore;
import dev.portolan.application.port.RevocationStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Collection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthApp.Owner;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Revocation;
import dev.portolan.domain.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Our registrations at providers: the operator's, which are only listed, an organization's own and its collections'. */
public final class Apps {

    private static final int SCOPES = 100;
    private static final int REVOCATIONS = 1_000;

    private final OAuthAppStore store;
    private final Registrations registrations;
    private final GrantStore grants;
    private final RevocationStore revocations;
    private final CredentialVault vault;
    private final Catalog catalog;
    private final Collections collections;
    private final Rights rights;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IdSource ids;

    Apps(
            OAuthAppStore store,
            Registrations registrations,
            GrantStore grants,
            RevocationStore revocations,
            CredentialVault vault,
            Catalog catalog,
            Collections collections,
            Rights rights,
            Transactions transactions,
            InstantSource clock,
            IdSource ids) {
        this.store = store;
        this.registrations = registrations;
        this.grants = grants;
        this.revocations = revocations;
        this.vault = vault;
        this.catalog = catalog;
        this.collections = collections;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * An app to register.
     *
     * @param collection a reference: for that alone; empty: for the organization
     * @param scopes empty: the provider's own
     */
    public record New(
            String provider,
            String name,
            String clientId,
            Optional<String> clientSecret,
            List<String> scopes,
            Optional<String> collection) {
        @Override
        public String toString() {
            return "New[" + provider + ", " + clientId + "]";
        }
    }

    /** What is empty stays; a secret that equals its own mask stays too. */
    public record Patch(
            Optional<String> name,
            Optional<String> clientId,
            Optional<String> clientSecret,
            Optional<List<String>> scopes) {
        @Override
        public String toString() {
            return "Patch[" + name + ", " + clientId + "]";
        }
    }

    /** The organization's and its collections', oldest first, then the operator's. */
    public List<OAuthApp> list(Principal caller) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
        return Stream.concat(store.list(caller.organization()).stream(), registrations.ofDeployment().stream())
                .toList();
    }

    public OAuthApp get(Principal caller, OAuthApp.Id id) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
        return registrations.find(caller.organization(), id).orElseThrow(() -> unknown(id));
    }

    public OAuthApp create(Principal caller, New wanted) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
        Owner owner = wanted.collection()
                .<Owner>map(reference -> ofCollection(collections.get(caller, reference)))
                .orElse(new Owner.OfOrganization(caller.organization()));
        return add(owner, consenting("provider", wanted.provider()), wanted);
    }

    OAuthApp add(Owner owner, Provider provider, New wanted) {
        Instant now = clock.instant();
        OAuthApp app = new OAuthApp(
                new OAuthApp.Id(ids.next()),
                owner,
                provider.id(),
                Limits.name("name", wanted.name()),
                Limits.name("clientId", wanted.clientId()),
                scopes(wanted.scopes()),
                now,
                now);
        transactions.run(() -> {
            vault.put(organizationOf(app), app.secret(), Registrations.sealed(wanted.clientSecret()));
            store.add(app);
        });
        return app;
    }

    /** Another client id means another app: its grants would be worth nothing. Refused while there are any. */
    public OAuthApp update(Principal caller, OAuthApp.Id id, Patch patch) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
        return change(own(caller, id), patch);
    }

    OAuthApp change(OAuthApp before, Patch patch) {
        OAuthApp after = before.changed(
                patch.name().map(text -> Limits.name("name", text)).orElse(before.name()),
                patch.clientId().map(text -> Limits.name("clientId", text)).orElse(before.clientId()),
                patch.scopes().map(Apps::scopes).orElse(before.scopes()),
                clock.instant());
        if (!after.clientId().equals(before.clientId())) {
            refuseWhileUsed(before, "has another client id");
        }
        transactions.run(() -> {
            patch.clientSecret()
                    .filter(secret -> !Optional.of(secret).equals(registrations.maskedSecret(before)))
                    .ifPresent(secret -> vault.put(
                            organizationOf(after), after.secret(), Registrations.sealed(Optional.of(secret))));
            store.update(after);
        });
        return after;
    }

    /** Refused while connections are authorized with it. */
    public void delete(Principal caller, OAuthApp.Id id) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
        remove(own(caller, id));
    }

    void remove(OAuthApp app) {
        refuseWhileUsed(app, "goes");
        transactions.run(() -> {
            store.remove(organizationOf(app), app.id());
            vault.remove(organizationOf(app), app.secret());
        });
    }

    private void refuseWhileUsed(OAuthApp app, String change) {
        int used = grants.countOf(organizationOf(app), app.id());
        if (used > 0) {
            throw new Refusal.Conflict("Connections of " + used + " accounts are authorized with this app;"
                    + " revoke them before it " + change + ", or register another");
        }
        boolean givingBack = revocations.list(organizationOf(app), REVOCATIONS).stream()
                .anyMatch(revocation -> revocation.app().equals(app.id())
                        && revocation.state() == Revocation.State.WAITING
                        && revocation.attempts() == 0);
        if (givingBack) {
            throw new Refusal.Conflict("What was authorized with this app is just being given back; try again soon");
        }
    }

    private OAuthApp own(Principal caller, OAuthApp.Id id) {
        OAuthApp app = registrations.find(caller.organization(), id).orElseThrow(() -> unknown(id));
        if (app.owner() instanceof Owner.OfDeployment) {
            throw new Refusal.Forbidden("This app is the deployment's own; its operator configures it");
        }
        return app;
    }

    Provider consenting(String field, String id) {
        Provider provider = catalog.named(field, id);
        if (provider.oauth().isEmpty()) {
            throw new Refusal.InvalidInput(field, "is connected by keys, not by an OAuth app");
        }
        return provider;
    }

    static Owner.OfCollection ofCollection(Collection collection) {
        return new Owner.OfCollection(collection.organization(), collection.id());
    }

    private static Organization.Id organizationOf(OAuthApp app) {
        return switch (app.owner()) {
            case Owner.OfOrganization owner -> owner.organization();
            case Owner.OfCollection owner -> owner.organization();
            case Owner.OfDeployment owner -> throw new IllegalArgumentException("The operator's apps are nobody's own");
        };
    }

    private static List<String> scopes(List<String> given) {
        boolean fine =
                given.size() <= SCOPES && given.stream().allMatch(scope -> scope.matches("[\\x21-\\x7e]{1,255}"));
        if (!fine) {
            throw new Refusal.InvalidInput(
                    "scopes", "must be at most " + SCOPES + " scopes of printable ASCII without spaces");
        }
        return given;
    }

    /** An id as a client writes it. */
    public static OAuthApp.Id id(String text) {
        return References.uuid(text).map(OAuthApp.Id::new).orElseThrow(() -> new Refusal.NotFound("app", text));
    }

    private static Refusal.NotFound unknown(OAuthApp.Id id) {
        return new Refusal.NotFound("app", id.value().toString());
    }
}
