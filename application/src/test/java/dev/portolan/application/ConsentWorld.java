package dev.portolan.application;

import dev.portolan.application.Authorizations.Options;
import dev.portolan.application.Callbacks.Arrival;
import dev.portolan.application.Callbacks.Outcome;
import dev.portolan.application.Callbacks.Reply;
import dev.portolan.application.memory.InMemoryAccessStore;
import dev.portolan.application.memory.InMemoryAskedStore;
import dev.portolan.application.memory.InMemoryCollectionStore;
import dev.portolan.application.memory.InMemoryConnectionStore;
import dev.portolan.application.memory.InMemoryDeletionStore;
import dev.portolan.application.memory.InMemoryDocumentStore;
import dev.portolan.application.memory.InMemoryGrantStore;
import dev.portolan.application.memory.InMemoryGroupStore;
import dev.portolan.application.memory.InMemoryItemIssueStore;
import dev.portolan.application.memory.InMemoryLoginStore;
import dev.portolan.application.memory.InMemoryOAuth;
import dev.portolan.application.memory.InMemoryOrganizationStore;
import dev.portolan.application.memory.InMemoryRoleStore;
import dev.portolan.application.memory.InMemoryRunNameStore;
import dev.portolan.application.memory.InMemorySyncRunStore;
import dev.portolan.application.memory.InMemoryVault;
import dev.portolan.application.memory.InMemoryWorkQueue;
import dev.portolan.application.memory.MemoryDatabase;
import dev.portolan.application.memory.PlainPasswords;
import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.memory.SequentialSecrets;
import dev.portolan.application.memory.SettableClock;
import dev.portolan.application.oauth.FakeOAuth;
import dev.portolan.application.oauth.OAuthSettings.OperatorApp;
import dev.portolan.application.port.TextExtractor;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Content;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** An organization, a provider that asks for consent, and two servers on one database. */
final class ConsentWorld {

    static final OperatorApp OPERATORS =
            new OperatorApp(FakeDrive.ID, "operator", Optional.of("operator-secret"), List.of());

    final MemoryDatabase database = new MemoryDatabase();
    final SettableClock clock = new SettableClock();
    final SequentialIds ids = new SequentialIds();
    private final SequentialSecrets secrets = new SequentialSecrets();
    final FakeOAuth oauth = new FakeOAuth(clock);
    final FakeDrive drive = new FakeDrive(oauth);
    final InMemoryConnectionStore connections = new InMemoryConnectionStore(database);
    final InMemoryGrantStore grants = new InMemoryGrantStore(database);
    final InMemoryVault vault = new InMemoryVault(database);
    final InMemoryAccessStore users = new InMemoryAccessStore(database);
    final Core core;
    final Core other;
    final Principal admin;

    ConsentWorld() {
        this(OPERATORS);
    }

    ConsentWorld(OperatorApp... apps) {
        this.core = server(apps);
        this.other = server(apps);
        this.admin = core.access()
                .authenticate(core.access().prepare(Optional.empty()).orElseThrow());
    }

    private Core server(OperatorApp... apps) {
        return Core.of(new Core.Ports(
                List.of(drive, new FakeSafe()),
                new NoText(),
                database,
                new InMemoryOrganizationStore(database),
                users,
                new InMemoryGroupStore(database),
                new InMemoryRoleStore(database),
                new InMemoryLoginStore(database),
                new PlainPasswords(),
                new InMemoryCollectionStore(database),
                connections,
                vault,
                new InMemorySyncRunStore(database),
                new InMemoryRunNameStore(database),
                new InMemoryAskedStore(database),
                new InMemoryDocumentStore(database),
                new InMemoryDeletionStore(database),
                new InMemoryItemIssueStore(database),
                new InMemoryWorkQueue(database, clock),
                (cron, zone, after) -> after,
                clock,
                ids,
                secrets,
                InMemoryOAuth.ports(database, oauth, apps)));
    }

    private static final class NoText implements TextExtractor {
        @Override
        public Extraction extract(Resource document, Content content, BooleanSupplier cancelled) {
            throw new IllegalStateException("Nothing is read here");
        }

        @Override
        public boolean accepts(long size) {
            return false;
        }
    }

    // --- who

    /** Another user of the organization, or of one where they are the administrator. */
    Principal user(String name, Role role) {
        User user =
                new User(new User.Id(ids.next()), admin.organization(), name, Optional.empty(), role, clock.instant());
        users.addUser(user);
        return new Principal(user.organization(), user.id(), role, Set.of(KeyScope.ADMIN), false);
    }

    Principal elsewhere(String slug) {
        return core.access()
                .authenticate(
                        core.access().createOrganization(admin, slug, slug).adminKey());
    }

    // --- what

    static Connections.New drive() {
        return drive(Optional.empty(), Optional.empty());
    }

    static Connections.New drive(Optional<String> collection, Optional<String> tenant) {
        return of("fake_drive", Map.of(), collection, tenant);
    }

    static Connections.New of(
            String provider, Map<String, ?> secrets, Optional<String> collection, Optional<String> tenant) {
        return new Connections.New(
                provider,
                Optional.of("Mine"),
                collection,
                Map.of(),
                secrets,
                Optional.empty(),
                true,
                tenant,
                Connections.Words.OURS);
    }

    static Options browser() {
        return Options.browser("ours", Optional.empty());
    }

    Authorizations.Started started() {
        return core.authorizations().create(admin, drive(), browser());
    }

    /** A connection that has been authorized. */
    Connection connected(String account) {
        return connected(admin, drive(), browser(), account);
    }

    Connection connected(Principal who, Connections.New what, Options how, String account) {
        Authorizations.Started started = core.authorizations().create(who, what, how);
        return completed(core, started.begun().state(), consented(account))
                .connection()
                .orElseThrow();
    }

    Reply consented(String account) {
        return new Reply(Optional.of(oauth.consentOf(account)), Optional.empty(), Optional.empty());
    }

    static Reply error(String code, String description) {
        return new Reply(Optional.empty(), Optional.of(code), Optional.of(description));
    }

    static Outcome completed(Core server, String state, Reply reply) {
        return ((Arrival.Completed) server.callbacks().returned(state, reply)).outcome();
    }

    Connection now(Connection connection) {
        return connections.find(connection.organization(), connection.id()).orElseThrow();
    }

    OAuthGrant grant(Connection connection) {
        return grants.find(
                        connection.organization(), now(connection).credential().orElseThrow())
                .orElseThrow();
    }
}
