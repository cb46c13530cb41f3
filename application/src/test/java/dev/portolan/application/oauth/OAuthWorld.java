package dev.portolan.application.oauth;

import dev.portolan.application.memory.InMemoryAuthorizationStore;
import dev.portolan.application.memory.InMemoryCollectionStore;
import dev.portolan.application.memory.InMemoryConnectionStore;
import dev.portolan.application.memory.InMemoryGrantStore;
import dev.portolan.application.memory.InMemoryOAuthAppStore;
import dev.portolan.application.memory.InMemoryRevocationStore;
import dev.portolan.application.memory.InMemoryVault;
import dev.portolan.application.memory.MemoryDatabase;
import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.memory.SettableClock;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Account;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Settings;
import dev.portolan.domain.User;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One database, one provider, and as many servers as a test wants. */
final class OAuthWorld {

    static final Provider.Id DRIVE = new Provider.Id("fake_drive");

    final SettableClock clock = new SettableClock();
    final SequentialIds ids = new SequentialIds();
    final MemoryDatabase database = new MemoryDatabase();
    final InMemoryConnectionStore connections = new InMemoryConnectionStore(database);
    final InMemoryGrantStore grants = new InMemoryGrantStore(database);
    final InMemoryAuthorizationStore authorizations = new InMemoryAuthorizationStore(database);
    final InMemoryOAuthAppStore apps = new InMemoryOAuthAppStore(database);
    final InMemoryRevocationStore revocations = new InMemoryRevocationStore(database);
    final InMemoryVault vault = new InMemoryVault(database);
    final FakeOAuth provider = new FakeOAuth(clock);
    final Organization.Id organization = new Organization.Id(ids.next());
    final Collection.Id collection = new Collection.Id(ids.next());
    final User.Id user = new User.Id(ids.next());
    final Registrations registrations = new Registrations(apps, vault, List.of(drive()), List.of(operatorApp()));
    final OAuthApp app = registrations.ofDeployment().getFirst();

    static Provider drive() {
        return new Provider(
                DRIVE,
                "Fake Drive",
                "Files",
                List.of(),
                List.of(new AuthScheme.OAuth2(
                        URI.create("https://fake.example/authorize"),
                        URI.create("https://fake.example/token"),
                        Optional.empty(),
                        List.of("read"),
                        "scope",
                        " ",
                        AuthScheme.ClientAuthentication.BODY,
                        AuthScheme.BodyFormat.FORM,
                        true,
                        Map.of(),
                        Map.of(),
                        List.of())),
                List.of(),
                Set.of(),
                Optional.empty());
    }

    private static OAuthSettings.OperatorApp operatorApp() {
        return new OAuthSettings.OperatorApp(DRIVE, "client", Optional.of("client-secret"), List.of());
    }

    /** One of several processes on the database. */
    record Server(Grants grants, Renewals renewals, Revocations revocations) {}

    Server server(String name) {
        return server(name, new ClockedWaiting(clock), database);
    }

    Server server(String name, Waiting waiting, Transactions transactions) {
        Grants shared = new Grants(grants, revocations, vault, connections, transactions, clock, ids);
        Ledger ledger = new Ledger(grants, vault, shared, transactions, clock);
        Exchange exchange = new Exchange(grants, shared, ledger, registrations, provider, waiting, clock, name);
        return new Server(
                shared,
                new Renewals(grants, shared, exchange, clock),
                new Revocations(revocations, grants, vault, registrations, provider, transactions, clock));
    }

    static Account account(String id) {
        return new Account(DRIVE, id, Optional.of(id + "@example.com"), "Account " + id);
    }

    /** An active connection of an account, which shares the account's grant if there is one. */
    Connection connect(Server server, String account) {
        return connect(server, organization, account);
    }

    Connection connect(Server server, Organization.Id where, String account) {
        return database.call(() -> {
            OAuthGrant grant = server.grants().authorize(where, app, account(account), provider.issue(1));
            new InMemoryCollectionStore(database)
                    .add(new Collection(collection, where, "default", "Default", clock.instant(), clock.instant()));
            Connection connection = pending(where).authorized(account(account), grant.id(), clock.instant());
            connections.add(connection);
            return connection;
        });
    }

    private Connection pending(Organization.Id where) {
        return new Connection(
                new Connection.Id(ids.next()),
                where,
                collection,
                DRIVE,
                "Drive",
                Settings.NONE,
                1,
                Optional.empty(),
                Connection.Status.PENDING,
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                user,
                clock.instant(),
                clock.instant(),
                Optional.empty());
    }

    Connection now(Connection connection) {
        return connections.find(connection.organization(), connection.id()).orElseThrow();
    }

    OAuthGrant grant(Connection connection) {
        return grants.find(connection.organization(), credential(connection)).orElseThrow();
    }

    Credential.Tokens stored(Connection connection) {
        return (Credential.Tokens) vault.open(connection.organization(), credential(connection));
    }

    Held held(Server server, Connection connection) {
        return server.renewals().open(connection.organization(), credential(connection));
    }

    GrantKeys keys(Server server, Connection connection) {
        return new GrantKeys(connection.organization(), credential(connection), server.renewals());
    }

    static Credential.Id credential(Connection connection) {
        return connection.credential().orElseThrow();
    }
}
