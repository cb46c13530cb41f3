package dev.portolan.application.contract;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.domain.Account;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Revocation;
import dev.portolan.domain.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Apps, consents, grants and revocations of a world, made and not stored. */
final class Consents {

    static final Provider.Id DRIVE = new Provider.Id("drive");
    private static final SequentialIds IDS = new SequentialIds();

    private final World world;
    private final Organization.Id organization;

    Consents(World world) {
        this(world, world.organization.id());
    }

    Consents(World world, Organization.Id organization) {
        this.world = world;
        this.organization = organization;
    }

    static OAuthApp.Id appId() {
        return new OAuthApp.Id(IDS.next());
    }

    static Connection.Id connectionId() {
        return new Connection.Id(IDS.next());
    }

    static Account account(String id) {
        return new Account(DRIVE, id, Optional.of(id + "@example.com"), "Account " + id);
    }

    OAuthApp app() {
        return app(appId(), new OAuthApp.Owner.OfOrganization(organization));
    }

    OAuthApp app(OAuthApp.Id id, OAuthApp.Owner owner) {
        return new OAuthApp(id, owner, DRIVE, "Ours", "client", List.of("a", "b"), World.NOON, World.NOON);
    }

    PendingAuthorization pending(String hash) {
        return pending(new PendingAuthorization.Id(IDS.next()), hash);
    }

    PendingAuthorization pending(PendingAuthorization.Id id, String hash) {
        return new PendingAuthorization(
                id,
                hash,
                organization,
                new PendingAuthorization.Starter(world.user.id(), Role.EDITOR),
                DRIVE,
                appId(),
                new PendingAuthorization.Target.Existing(world.connection.id()),
                "ours",
                PendingAuthorization.Return.BROWSER,
                "https://portolan.example/oauth/callback",
                Optional.of("https://client.example/"),
                true,
                false,
                World.NOON,
                World.NOON.plus(PendingAuthorization.LIFE),
                Optional.empty());
    }

    /** A live grant, due to be renewed a week later. */
    OAuthGrant grant(OAuthApp.Id app, String account) {
        return grant(new Credential.Id(IDS.next()), app, account);
    }

    OAuthGrant grant(Credential.Id id, OAuthApp.Id app, String account) {
        return OAuthGrant.unborn(id, organization, app, "client", account(account), World.NOON)
                .authorized(
                        "client",
                        account(account),
                        tokens(1),
                        Optional.of(World.NOON.plus(Duration.ofDays(7))),
                        World.NOON);
    }

    static Credential.Tokens tokens(long version) {
        return new Credential.Tokens(
                "access",
                Optional.of("refresh"),
                Optional.of(World.NOON.plus(Duration.ofHours(version))),
                Optional.of(World.NOON.plus(Duration.ofDays(60))),
                List.of("a"),
                Map.of(),
                version);
    }

    /** A stored connection that uses a grant. */
    Connection user(OAuthGrant grant, Optional<String> tenant) {
        Connection plain = world.connection("of " + grant.account().id());
        Connection connection = new Connection(
                plain.id(),
                plain.organization(),
                plain.collection(),
                DRIVE,
                plain.name(),
                plain.settings(),
                1,
                Optional.of(grant.id()),
                Connection.Status.ACTIVE,
                Optional.empty(),
                Optional.of(grant.account()),
                true,
                Optional.empty(),
                tenant,
                plain.createdBy(),
                World.NOON,
                World.NOON,
                Optional.empty());
        world.stores.connections().add(connection);
        return connection;
    }

    Revocation revocation() {
        return revocation(new Revocation.Id(IDS.next()));
    }

    Revocation revocation(Revocation.Id id) {
        return new Revocation(
                id,
                organization,
                appId(),
                "client",
                DRIVE,
                "ada",
                Revocation.State.WAITING,
                0,
                "Not tried yet",
                World.NOON,
                Optional.of(World.NOON));
    }
}
