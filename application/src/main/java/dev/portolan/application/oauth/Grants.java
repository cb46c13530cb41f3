package dev.portolan.application.oauth;

import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.GrantStore;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.RevocationStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Account;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Revocation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grants and the connections that share them: whoever changes both locks the grant first. A grant that no connection uses is
 * revoked and its tokens leave it.
 */
public final class Grants {

    private static final Logger LOG = LoggerFactory.getLogger(Grants.class);
    private static final int AT_ONCE = 200;

    private final GrantStore store;
    private final RevocationStore revocations;
    private final CredentialVault vault;
    private final ConnectionStore connections;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IdSource ids;

    public Grants(
            GrantStore store,
            RevocationStore revocations,
            CredentialVault vault,
            ConnectionStore connections,
            Transactions transactions,
            InstantSource clock,
            IdSource ids) {
        this.store = store;
        this.revocations = revocations;
        this.vault = vault;
        this.connections = connections;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** A live grant with its tokens, as they belong together. */
    record Opened(OAuthGrant grant, Credential.Tokens tokens) {
        Held held() {
            return new Held(tokens, grant.renewedAt());
        }
    }

    public Optional<OAuthGrant> find(Organization.Id organization, Credential.Id id) {
        return store.find(organization, id);
    }

    /** @throws ProviderFailure.Unauthorized where it is not live, saying why */
    Opened open(Organization.Id organization, Credential.Id id) {
        return transactions.call(() -> {
            OAuthGrant grant = store.find(organization, id)
                    .filter(found -> found.state() != OAuthGrant.State.REVOKED)
                    .orElseThrow(
                            () -> new ProviderFailure.Unauthorized("The connection was revoked; authorize it again"));
            if (!grant.isLive()) {
                throw new ProviderFailure.Unauthorized(
                        grant.reason().orElse("The connection has to be authorized again"));
            }
            return new Opened(grant, tokens(organization, id));
        });
    }

    /** The tokens of a live grant. */
    public Optional<Credential.Tokens> tokensOf(Organization.Id organization, Credential.Id id) {
        return transactions.call(
                () -> store.find(organization, id).filter(OAuthGrant::isLive).map(grant -> tokens(organization, id)));
    }

    /** The tokens of several connections of an organization that were authorized in the browser. */
    public Map<Connection.Id, Credential.Tokens> tokensOf(Organization.Id organization, List<Connection> users) {
        Map<Credential.Id, Credential> opened = vault.openAll(
                organization,
                users.stream().flatMap(user -> user.credential().stream()).collect(Collectors.toSet()));
        Map<Connection.Id, Credential.Tokens> tokens = new HashMap<>();
        for (Connection user : users) {
            if (user.credential().map(opened::get).orElse(null) instanceof Credential.Tokens held) {
                tokens.put(user.id(), held);
            }
        }
        return tokens;
    }

    /**
     * Puts the tokens of a new consent in the place of whatever the account's grant had, or makes it. Its connections that needed
     * re-authorization work again. In the caller's transaction, which holds the grant's lock from then on.
     */
    public OAuthGrant authorize(
            Organization.Id organization, OAuthApp app, Account account, Credential.Tokens consented) {
        OAuthGrant before = locked(organization, app, account);
        Credential.Tokens tokens = renewable(before, consented).withVersion(before.version() + 1);
        Instant now = clock.instant();
        OAuthGrant after = before.authorized(app.clientId(), account, tokens, Ageing.renewAt(tokens, now), now);
        vault.put(organization, after.id(), tokens);
        store.update(after);
        heal(after);
        return after;
    }

    private OAuthGrant locked(Organization.Id organization, OAuthApp app, Account account) {
        Optional<OAuthGrant> known = store.of(organization, app.id(), account.id());
        if (known.isEmpty()) {
            // Where another callback of the same account is faster, this waits for it and then finds its grant.
            store.add(OAuthGrant.unborn(
                    new Credential.Id(ids.next()), organization, app.id(), app.clientId(), account, clock.instant()));
        }
        return known.or(() -> store.of(organization, app.id(), account.id()))
                .flatMap(grant -> store.lock(organization, grant.id()))
                .orElseThrow(() -> new IllegalStateException("A grant that was just there is gone"));
    }

    /** A provider that tells a refresh token only once does not mean that the one we have is void. */
    private Credential.Tokens renewable(OAuthGrant before, Credential.Tokens consented) {
        if (consented.refreshToken().isPresent() || !before.isLive()) {
            return consented;
        }
        Credential.Tokens old = tokens(before.organization(), before.id());
        return consented.withRefresh(old.refreshToken(), old.refreshExpiresAt());
    }

    /** Whether the account has a live grant through this app that can be renewed. */
    boolean renewable(Organization.Id organization, OAuthApp app, Account account) {
        return store.of(organization, app.id(), account.id())
                .filter(OAuthGrant::isLive)
                .flatMap(OAuthGrant::renewAt)
                .isPresent();
    }

    /** In the transaction that has locked the grant. */
    void heal(OAuthGrant grant) {
        noteForUsers(
                grant,
                connection -> connection.status() == Connection.Status.NEEDS_REAUTHORIZATION
                        ? connection.authorized(grant.account(), grant.id(), clock.instant())
                        : connection);
    }

    /** In the transaction that has locked the grant. */
    void needsReauthorization(OAuthGrant grant, String reason) {
        store.update(grant.needsReauthorization(reason));
        noteForUsers(grant, connection -> connection.refused(reason, clock.instant()));
    }

    private void noteForUsers(OAuthGrant grant, UnaryOperator<Connection> change) {
        for (Connection.Id user : store.usersOf(grant.organization(), grant.id())) {
            connections
                    .lock(grant.organization(), user)
                    .filter(Connection::isLive)
                    .filter(connection -> connection.credential().equals(Optional.of(grant.id())))
                    .ifPresent(connection -> connections.update(change.apply(connection)));
        }
    }

    /** Forgets a credential if it is no grant; in the transaction that takes it from its connection. */
    public void forgetKeys(Organization.Id organization, Credential.Id id) {
        if (store.find(organization, id).isEmpty()) {
            vault.remove(organization, id);
        }
    }

    /**
     * After a connection has stopped using a credential: a grant ends with its last user. In a transaction of its own, because
     * grants are locked before connections.
     */
    public void release(Organization.Id organization, Credential.Id id) {
        transactions.run(() -> store.lock(organization, id)
                .filter(grant -> grant.state() != OAuthGrant.State.REVOKED)
                .filter(grant -> store.usersOf(organization, id).isEmpty())
                .ifPresent(this::end));
    }

    private void end(OAuthGrant grant) {
        Credential.Tokens tokens = tokens(grant.organization(), grant.id());
        store.update(grant.revoked());
        vault.remove(grant.organization(), grant.id());
        giveBack(grant, tokens);
        LOG.info(
                "grant ended grant={} provider={}",
                grant.id().value(),
                grant.provider().value());
    }

    /** Has tokens given back at the provider, later and by whoever gets to it. */
    void giveBack(OAuthGrant grant, Credential.Tokens tokens) {
        Instant now = clock.instant();
        Revocation revocation = new Revocation(
                new Revocation.Id(ids.next()),
                grant.organization(),
                grant.app(),
                grant.clientId(),
                grant.provider(),
                grant.account().id(),
                Revocation.State.WAITING,
                0,
                "Not tried yet",
                now,
                Optional.of(now));
        vault.put(grant.organization(), revocation.tokens(), tokens);
        revocations.add(revocation);
    }

    /** By the clock: ends what lost its last connection without anybody noticing, as when a server died just then. */
    public void releaseUnused() {
        store.unused(AT_ONCE).forEach(grant -> release(grant.organization(), grant.id()));
        store.forget(AT_ONCE);
    }

    private Credential.Tokens tokens(Organization.Id organization, Credential.Id id) {
        return switch (vault.open(organization, id)) {
            case Credential.Tokens tokens -> tokens;
            case Credential.Secrets secrets -> throw new IllegalStateException("A grant has no tokens");
        };
    }
}
