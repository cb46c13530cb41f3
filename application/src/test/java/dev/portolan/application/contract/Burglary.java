package dev.portolan.application.contract;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.AskedStore.Asked;
import dev.portolan.application.port.ConnectionStore.Filter;
import dev.portolan.application.port.ConnectionStore.Named;
import dev.portolan.application.port.DeletionStore.TreeWork;
import dev.portolan.application.port.DocumentStore.Query;
import dev.portolan.application.port.DocumentStore.Visible;
import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.ApiKey;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ConnectionQuery;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Document;
import dev.portolan.domain.Group;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Role;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.Sight;
import dev.portolan.domain.SyncRun;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A house full of things, a burglar from another organization who knows every id, and what he tries. */
final class Burglary {

    static final Instant LATER = World.NOON.plusSeconds(60);
    static final Query ALL = new Query(Visible.ALL, Optional.empty(), Optional.empty(), Optional.empty());

    final SequentialIds ids = new SequentialIds();
    final Stores stores;
    final World house;
    final World burglar;
    final Organization.Id foreign;
    final Connection.Id connection;
    final Collection.Id collection;
    final Scope.Id scope;
    final Credential.Id credential = new Credential.Id(ids.next());
    final Group group;
    final AccessGrant grant;
    private final ApiKey key;
    final SyncRun run;
    private final Asked asked;
    private final ScopeRun lease;
    final Document.Id document;
    final Document.Id folder;
    final Document.Id marked;
    private final ItemIssue issue;
    final TreeWork treeWork = work(Optional.empty());
    private final Map<String, Callable<?>> attempts = new LinkedHashMap<>();
    private final ConsentBurglary consents;

    Burglary(Stores stores) {
        this.stores = stores;
        house = World.create(stores, "house");
        burglar = World.create(stores, "burglar");
        foreign = burglar.organization.id();
        connection = house.connection.id();
        collection = house.collection.id();
        scope = house.scope.id();
        group = new Group(new Group.Id(ids.next()), house.organization.id(), "readers", World.NOON);
        grant = new AccessGrant(connection, new AccessGrant.OfGroup(group.id()), Role.EDITOR);
        key = key(house.organization.id());
        stores.access().addKey(key, "hash");
        run = house.storedRun();
        asked = AskedStoreContract.asked(house.organization.id(), "sender", "key");
        house.storedScopeRun(run);
        lease = stores.runs()
                .lease(house.organization.id(), run.id(), scope, World.NOON)
                .orElseThrow();
        document = house.save(house.draft(
                Resource.document("a", "a", "1").in(new Resource.Id("f")).deletedAs("/a")));
        folder = house.folder("f");
        marked = house.document("m");
        issue = IssuesAndStates.issue(house, "a", run.id());
        furnish();
        consents = new ConsentBurglary(this);
        attempt();
    }

    private void furnish() {
        Organization.Id own = house.organization.id();
        stores.groups().add(group);
        stores.logins().putPassword(own, house.user.id(), "a hash");
        stores.logins().addToken(own, house.user.id(), "a token", LATER);
        stores.groups().claim(own, house.user.id(), Set.of(group.id()));
        stores.roles().put(own, grant);
        stores.connections().claim(own, connection, run.id());
        stores.connections().setDue(own, connection, Optional.of(World.NOON));
        stores.runs().putState(own, IssuesAndStates.state(house));
        stores.asked().note(asked);
        stores.runNames().put(own, house.user.id(), "nightly", run.id());
        stores.issues().report(own, List.of(issue));
        stores.deletions().mark(own, connection, scope, List.of(marked));
        stores.deletions().see(own, connection, scope, 1, List.of(ResourceKey.of("m")));
        stores.deletions().addTreeWork(own, connection, scope, List.of(treeWork));
        stores.vault().put(own, credential, Credential.Secrets.NONE);
    }

    static TreeWork work(Optional<ResourceKey> after) {
        return new TreeWork(new Resource.Id("f"), TreeWork.Kind.MOVE, after);
    }

    private ApiKey key(Organization.Id organization) {
        return new ApiKey(
                new ApiKey.Id(ids.next()),
                organization,
                house.user.id(),
                "key",
                "pk",
                Set.of(KeyScope.ADMIN),
                World.NOON,
                Optional.empty());
    }

    /** What he tries, by {@code Interface.method/parameters}. */
    Map<String, Callable<?>> attempts() {
        return attempts;
    }

    /** Everything that the house has, as its owner sees it. */
    List<Object> inventory() {
        Organization.Id own = house.organization.id();
        return Stream.<Object>of(
                        stores.access().user(own, house.user.id()),
                        stores.access().keys(own),
                        stores.groups().list(own, Optional.empty(), 99),
                        stores.groups().members(own, group.id()),
                        stores.groups().memberships(own, house.user.id()),
                        stores.logins().password(own, house.user.id()),
                        stores.logins().tokensByHash(Set.of("a token")),
                        stores.logins().tokensByHash(Set.of("stolen")),
                        stores.logins().userByIdentity("issuer", "stolen"),
                        stores.roles().list(own, connection),
                        stores.collections().list(own, "", 99),
                        stores.connections().list(own, Filter.NONE, 99),
                        stores.connections().openRun(own, connection),
                        stores.connections().due(LATER, 99),
                        stores.runs().list(own, connection, Optional.empty(), 99),
                        stores.runs().scopes(own, run.id()),
                        stores.runs().states(own, connection),
                        stores.asked().before(LATER, 99),
                        stores.runNames().find(own, house.user.id(), "nightly"),
                        stores.documents().list(own, collection, ALL, 99),
                        stores.documents().changes(own, collection, Visible.ALL, 0, 99),
                        stores.documents().texts(own, List.of(document, marked)),
                        stores.documents().range(own, connection, scope, KeyRange.ALL, 99),
                        stores.documents().feedFloor(own, collection),
                        stores.deletions().next(own, connection, scope, 99),
                        stores.deletions().nextTreeWork(own, connection, scope),
                        stores.issues().list(own, connection, Optional.empty(), Optional.empty(), 99),
                        stores.vault().open(own, credential),
                        consents.inventory())
                .toList();
    }

    /** Whether the keys that a listing had seen are still remembered; looking changes marks, so this comes last. */
    boolean seenKeysAreThere() {
        Organization.Id own = house.organization.id();
        return stores.deletions().forgetSeen(own, connection, scope, Long.MAX_VALUE, 99) == 1;
    }

    void tries(String name, Callable<?> attempt) {
        attempts.put(name, attempt);
    }

    void triesToWrite(String name, Runnable attempt) {
        attempts.put(name, () -> {
            attempt.run();
            return Optional.empty();
        });
    }

    private void attempt() {
        attemptAccess();
        new AccessBurglary(this).attempt();
        attemptConnections();
        attemptRuns();
        new ContentBurglary(this).attempt();
        consents.attempt();
    }

    private void attemptAccess() {
        tries("AccessStore.user/2", () -> stores.access().user(foreign, house.user.id()));
        tries("AccessStore.keys/1", () -> stores.access().keys(foreign));
        tries("AccessStore.removeKey/2", () -> stores.access().removeKey(foreign, key.id()));
        triesToWrite("AccessStore.addKey/2", () -> stores.access().addKey(key(foreign), "another hash"));
        tries("CollectionStore.find/2", () -> stores.collections().find(foreign, collection));
        tries("CollectionStore.remove/2", () -> stores.collections().remove(foreign, collection));
        tries(
                "CollectionStore.update/1",
                () -> stores.collections()
                        .update(new Collection(collection, foreign, "stolen", "Stolen", World.NOON, LATER)));
    }

    private void attemptConnections() {
        tries("ConnectionStore.find/2", () -> stores.connections().find(foreign, connection));
        tries(
                "ConnectionStore.look/4",
                () -> stores.connections()
                        .look(foreign, Set.of(connection), Optional.of(house.user.id()), Set.of(Sight.Part.values())));
        tries(
                "ConnectionStore.lock/2",
                () -> stores.transactions().call(() -> stores.connections().lock(foreign, connection)));
        tries(
                "ConnectionStore.list/3",
                () -> stores.connections()
                        .list(
                                foreign,
                                new Filter(
                                        Optional.of(collection),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                99));
        tries(
                "ConnectionStore.select/3",
                () -> stores.connections()
                        .select(
                                foreign,
                                Visible.only(Set.of(connection)),
                                new ConnectionQuery(List.of(), new ConnectionQuery.Order.ByName(), false, 0, 99)));
        tries(
                "ConnectionStore.authorized/4",
                () -> stores.connections()
                        .authorized(foreign, Set.of(new Named.ById(collection)), Set.of(), Optional.empty()));
        tries(
                "ConnectionStore.count/3",
                () -> stores.connections()
                        .count(
                                foreign,
                                Visible.only(Set.of(connection)),
                                new ConnectionQuery(List.of(), new ConnectionQuery.Order.ByName(), false, 0, 99)));
        triesToWrite("ConnectionStore.add/1", () -> stores.connections().add(inForeignHands(burglar.connection("x"))));
        tries("ConnectionStore.update/1", () -> stores.connections().update(inForeignHands(house.connection)));
        triesToWrite("ConnectionStore.strip/2", () -> stores.connections().strip(foreign, connection));
        tries(
                "ConnectionStore.claim/3",
                () -> stores.connections().claim(foreign, connection, new SyncRun.Id(ids.next())));
        tries("ConnectionStore.openRuns/2", () -> stores.connections().openRuns(foreign, List.of(connection)));
        tries("ConnectionStore.openRun/2", () -> stores.connections().openRun(foreign, connection));
        triesToWrite(
                "ConnectionStore.release/4",
                () -> stores.connections().release(foreign, connection, run.id(), Optional.of(LATER)));
        triesToWrite(
                "ConnectionStore.setDue/3", () -> stores.connections().setDue(foreign, connection, Optional.empty()));
        tries(
                "ConnectionStore.advanceDue/4",
                () -> stores.connections().advanceDue(foreign, connection, World.NOON, Optional.empty()));
    }

    /** The same connection, said to be the burglar's, and in the house's collection. */
    private Connection inForeignHands(Connection kept) {
        return new Connection(
                kept.id(),
                foreign,
                collection,
                kept.provider(),
                "stolen",
                kept.settings(),
                kept.settingsVersion(),
                kept.credential(),
                kept.status(),
                kept.statusReason(),
                kept.account(),
                kept.enabled(),
                kept.schedule(),
                kept.tenant(),
                kept.createdBy(),
                kept.createdAt(),
                LATER,
                kept.lastSyncAt());
    }

    private void attemptRuns() {
        SyncRun stolen = foreignRun(run.id(), SyncRun.State.CANCELLED);
        triesToWrite(
                "SyncRunStore.add/1",
                () -> stores.runs().add(foreignRun(new SyncRun.Id(ids.next()), SyncRun.State.QUEUED)));
        tries("SyncRunStore.find/2", () -> stores.runs().find(foreign, run.id()));
        tries(
                "SyncRunStore.lock/2",
                () -> stores.transactions().call(() -> stores.runs().lock(foreign, run.id())));
        triesToWrite("SyncRunStore.update/1", () -> stores.runs().update(stolen));
        tries("SyncRunStore.requestCancel/2", () -> stores.runs().requestCancel(foreign, run.id()));
        tries("SyncRunStore.cancelRequested/2", () -> stores.runs().cancelRequested(foreign, run.id()));
        tries("SyncRunStore.list/4", () -> stores.runs().list(foreign, connection, Optional.empty(), 99));
        tries("SyncRunStore.lastCompleteRun/2", () -> stores.runs().lastCompleteRun(foreign, connection));
        triesToWrite(
                "SyncRunStore.addScopes/2",
                () -> stores.runs()
                        .addScopes(foreign, List.of(ScopeRun.planned(run.id(), new Scope("new", "New"), World.NOON))));
        tries("SyncRunStore.scopes/2", () -> stores.runs().scopes(foreign, run.id()));
        tries("SyncRunStore.scope/3", () -> stores.runs().scope(foreign, run.id(), scope));
        tries("SyncRunStore.lease/4", () -> stores.runs().lease(foreign, run.id(), scope, LATER));
        tries("SyncRunStore.update/2", () -> stores.runs().update(foreign, lease.holding(9, LATER)));
        tries("SyncRunStore.beat/3", () -> stores.runs().beat(foreign, lease, LATER));
        tries("SyncRunStore.states/2", () -> stores.runs().states(foreign, connection));
        tries("SyncRunStore.state/3", () -> stores.runs().state(foreign, connection, scope));
        triesToWrite("SyncRunStore.putState/2", () -> {
            ScopeState state = IssuesAndStates.state(house);
            stores.runs().putState(foreign, state.restarted());
        });
        tries("AskedStore.answered/2", () -> stores.asked().answered(foreign, asked.id()));
        tries("AskedStore.remove/2", () -> stores.asked().remove(foreign, asked.id()));
        tries("RunNameStore.find/3", () -> stores.runNames().find(foreign, house.user.id(), "nightly"));
        triesToWrite(
                "RunNameStore.put/4",
                () -> stores.runNames().put(foreign, house.user.id(), "nightly", new SyncRun.Id(ids.next())));
        triesToWrite("SyncRunStore.removeState/3", () -> stores.runs().removeState(foreign, connection, scope));
    }

    private SyncRun foreignRun(SyncRun.Id id, SyncRun.State state) {
        return new SyncRun(
                id,
                foreign,
                connection,
                run.mode(),
                run.trigger(),
                state,
                run.progress(),
                0,
                false,
                Optional.empty(),
                run.createdAt(),
                Optional.empty(),
                Optional.empty(),
                LATER);
    }
}
