package dev.portolan.application.contract;

import dev.portolan.domain.Connection;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.Revocation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the house has of apps, consents, grants and revocations, and what the burglar tries on them. */
final class ConsentBurglary {

    private final Burglary b;
    private final Organization.Id own;
    private final Consents stolen;
    private final OAuthApp app;
    private final PendingAuthorization pending;
    private final OAuthGrant grant;
    private final Connection user;
    private final Connection.Id alias = Consents.connectionId();
    private final OAuthGrant.Lease lease;
    private final Revocation revocation;

    ConsentBurglary(Burglary b) {
        this.b = b;
        own = b.house.organization.id();
        Consents consents = new Consents(b.house);
        stolen = new Consents(b.house, b.foreign);
        app = consents.app();
        pending = consents.pending("hash of the house");
        grant = consents.grant(app.id(), "ada");
        revocation = consents.revocation();
        b.stores.apps().add(app);
        b.stores.apps().choose(own, b.collection, app.id());
        b.stores.authorizations().add(pending);
        b.stores.grants().add(grant);
        user = consents.user(grant, Optional.empty());
        b.stores.authorizations().addAlias(own, alias, user.id());
        b.stores.authorizations().setRedirect(own, user.id(), Optional.of("https://house.example/"));
        lease = b.stores
                .grants()
                .lease(own, grant.id(), 1, "house", World.NOON, World.NOON.plusSeconds(30))
                .orElseThrow();
        b.stores.revocations().add(revocation);
    }

    List<Object> inventory() {
        return Stream.<Object>of(
                        b.stores.apps().list(own),
                        b.stores.apps().chosen(own, b.collection),
                        b.stores.authorizations().byHash("hash of the house"),
                        b.stores.authorizations().byHash("hash of the burglar"),
                        b.stores.authorizations().aliased(own, alias),
                        b.stores.authorizations().redirects(own, Set.of(user.id())),
                        b.stores.grants().find(own, grant.id()),
                        b.stores.grants().usersOf(own, grant.id()),
                        b.stores.grants().holds(own, grant.id(), lease.number()),
                        b.stores.revocations().list(own, 99))
                .toList();
    }

    void attempt() {
        attemptApps();
        attemptConsents();
        attemptGrants();
        attemptLeases();
        attemptRevocations();
    }

    private void attemptApps() {
        b.triesToWrite(
                "OAuthAppStore.add/1",
                () -> b.stores
                        .apps()
                        .add(stolen.app(Consents.appId(), new OAuthApp.Owner.OfCollection(b.foreign, b.collection))));
        b.tries(
                "OAuthAppStore.update/1",
                () -> b.stores.apps().update(stolen.app(app.id(), new OAuthApp.Owner.OfOrganization(b.foreign))));
        b.tries("OAuthAppStore.find/2", () -> b.stores.apps().find(b.foreign, app.id()));
        b.tries("OAuthAppStore.list/1", () -> b.stores.apps().list(b.foreign));
        b.tries("OAuthAppStore.remove/2", () -> b.stores.apps().remove(b.foreign, app.id()));
        b.tries("OAuthAppStore.chosen/2", () -> b.stores.apps().chosen(b.foreign, b.collection));
        b.triesToWrite(
                "OAuthAppStore.choose/3", () -> b.stores.apps().choose(b.foreign, b.collection, Consents.appId()));
        b.triesToWrite("OAuthAppStore.unchoose/2", () -> b.stores.apps().unchoose(b.foreign, b.collection));
    }

    private void attemptConsents() {
        b.triesToWrite(
                "AuthorizationStore.add/1",
                () -> b.stores.authorizations().add(stolen.pending(pending.id(), "hash of the burglar")));
        b.tries(
                "AuthorizationStore.newest/5",
                () -> b.stores
                        .authorizations()
                        .newest(b.foreign, b.house.user.id(), "ours", Consents.DRIVE, World.NOON));
        b.tries("AuthorizationStore.use/3", () -> b.stores.authorizations().use(b.foreign, pending.id(), World.NOON));
        b.tries(
                "AuthorizationStore.ofAccount/5",
                () -> b.stores
                        .authorizations()
                        .ofAccount(b.foreign, b.collection, Optional.empty(), Consents.DRIVE, "ada"));
        b.triesToWrite(
                "AuthorizationStore.addAlias/3",
                () -> b.stores.authorizations().addAlias(b.foreign, Consents.connectionId(), user.id()));
        b.tries("AuthorizationStore.aliased/2", () -> b.stores.authorizations().aliased(b.foreign, alias));
        b.triesToWrite(
                "AuthorizationStore.setRedirect/3",
                () -> b.stores
                        .authorizations()
                        .setRedirect(b.foreign, user.id(), Optional.of("https://burglar.example/")));
        b.tries(
                "AuthorizationStore.redirects/2",
                () -> b.stores.authorizations().redirects(b.foreign, Set.of(user.id())));
    }

    private void attemptGrants() {
        b.tries("GrantStore.add/1", () -> b.stores.grants().add(stolen.grant(grant.id(), Consents.appId(), "eve")));
        b.tries("GrantStore.find/2", () -> b.stores.grants().find(b.foreign, grant.id()));
        b.tries("GrantStore.of/3", () -> b.stores.grants().of(b.foreign, app.id(), "ada"));
        b.tries("GrantStore.lock/2", () -> b.stores.grants().lock(b.foreign, grant.id()));
        b.triesToWrite(
                "GrantStore.update/1",
                () -> b.stores
                        .grants()
                        .update(stolen.grant(grant.id(), app.id(), "ada").needsReauthorization("stolen")));
        b.tries("GrantStore.countOf/2", () -> b.stores.grants().countOf(b.foreign, app.id()));
        b.tries("GrantStore.usersOf/2", () -> b.stores.grants().usersOf(b.foreign, grant.id()));
        b.tries(
                "GrantStore.advance/4",
                () -> b.stores
                        .grants()
                        .advance(b.foreign, grant.id(), grant.renewAt().orElseThrow(), Burglary.LATER));
    }

    private void attemptLeases() {
        b.tries(
                "GrantStore.lease/6",
                () -> b.stores
                        .grants()
                        .lease(b.foreign, grant.id(), 1, "burglar", Burglary.LATER, Burglary.LATER.plusSeconds(1)));
        b.tries(
                "GrantStore.extend/4",
                () -> b.stores.grants().extend(b.foreign, grant.id(), lease.number(), Burglary.LATER));
        b.tries("GrantStore.holds/3", () -> b.stores.grants().holds(b.foreign, grant.id(), lease.number()));
        b.triesToWrite(
                "GrantStore.endLease/4",
                () -> b.stores.grants().endLease(b.foreign, grant.id(), lease.number(), false));
    }

    private void attemptRevocations() {
        b.triesToWrite("RevocationStore.add/1", () -> b.stores.revocations().add(stolen.revocation(revocation.id())));
        b.triesToWrite(
                "RevocationStore.update/1",
                () -> b.stores
                        .revocations()
                        .update(stolen.revocation(revocation.id()).ended(Revocation.State.DONE, "stolen")));
        b.tries("RevocationStore.list/2", () -> b.stores.revocations().list(b.foreign, 99));
    }
}
