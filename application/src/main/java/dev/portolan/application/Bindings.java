package dev.portolan.application;

import dev.portolan.application.oauth.AuthorizationFailure;
import dev.portolan.application.oauth.AuthorizationFailure.Kind;
import dev.portolan.application.oauth.CodeExchange.Result.Known;
import dev.portolan.application.oauth.Grants;
import dev.portolan.application.port.AuthorizationStore;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Account;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.PendingAuthorization;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;

/** Binds connections to the grants of the accounts that have given their consent. */
final class Bindings {

    private final ConnectionStore connections;
    private final AuthorizationStore authorizations;
    private final SyncRunStore runs;
    private final Grants grants;
    private final Connections service;
    private final Syncs syncs;
    private final Rights rights;
    private final Transactions transactions;
    private final InstantSource clock;

    Bindings(
            ConnectionStore connections,
            AuthorizationStore authorizations,
            SyncRunStore runs,
            Grants grants,
            Connections service,
            Syncs syncs,
            Rights rights,
            Transactions transactions,
            InstantSource clock) {
        this.connections = connections;
        this.authorizations = authorizations;
        this.runs = runs;
        this.grants = grants;
        this.service = service;
        this.syncs = syncs;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A connection that works now, or why none does; {@code released}: what it does not use any more. */
    private record Bound(
            Optional<Connection> connection, Optional<AuthorizationFailure> failure, Optional<Credential.Id> released) {

        static Bound failed(Kind kind, String reason, Optional<Credential.Id> released) {
            return new Bound(Optional.empty(), Optional.of(new AuthorizationFailure(kind, reason)), released);
        }

        /** A grant that nobody uses then is ended by the clock. */
        static Bound gone() {
            return failed(Kind.GONE, "The connection was deleted in the meantime", Optional.empty());
        }
    }

    /** How it ended. */
    record Ending(Optional<Connection> connection, Optional<AuthorizationFailure> failure) {}

    /** A connection that is made only now. */
    Connection bindNew(Drafts drafts, Drafts.Draft draft, Known known) {
        return transactions.call(() -> {
            OAuthGrant grant = authorize(draft.connection(), known);
            Connection connection = draft.connection().authorized(grant.account(), grant.id(), clock.instant());
            drafts.add(new Drafts.Draft(connection, Credential.Secrets.NONE, draft.due()));
            return connection;
        });
    }

    /** A connection that was there; or another of the same account that it collapses onto. */
    Ending bind(PendingAuthorization pending, Connection.Id target, Known known) {
        Bound bound = transactions.call(() -> bindLocked(pending, target, known));
        bound.released().ifPresent(old -> grants.release(pending.organization(), old));
        return new Ending(bound.connection(), bound.failure());
    }

    private Bound bindLocked(PendingAuthorization pending, Connection.Id target, Known known) {
        Optional<Connection> wanted = live(pending, target);
        if (wanted.isEmpty()) {
            return Bound.gone();
        }
        Optional<String> stranger = stranger(pending, wanted.get(), known.account());
        if (stranger.isPresent()) {
            return Bound.failed(Kind.OTHER_ACCOUNT, stranger.get(), Optional.empty());
        }
        OAuthGrant grant = authorize(wanted.get(), known);
        Optional<Connection> survivor =
                pending.collapse() ? survivor(pending, wanted.get(), known.account()) : Optional.empty();
        survivor.ifPresent(other -> collapse(wanted.get(), other));
        return survivor.or(() -> locked(wanted.get()))
                .map(connection -> use(pending, connection, grant))
                .orElseGet(Bound::gone);
    }

    /** Under the id by which it was begun, or as what it has become since. */
    private Optional<Connection> live(PendingAuthorization pending, Connection.Id target) {
        return connections
                .find(pending.organization(), target)
                .filter(Connection::isLive)
                .or(() -> authorizations
                        .aliased(pending.organization(), target)
                        .flatMap(other -> connections.find(pending.organization(), other))
                        .filter(Connection::isLive));
    }

    private Optional<Connection> locked(Connection connection) {
        return connections.lock(connection.organization(), connection.id()).filter(Connection::isLive);
    }

    /** The connection is locked; another consent may have been faster. */
    private Bound use(PendingAuthorization pending, Connection before, OAuthGrant grant) {
        Optional<String> stranger = stranger(pending, before, grant.account());
        if (stranger.isPresent()) {
            return Bound.failed(Kind.OTHER_ACCOUNT, stranger.get(), Optional.of(grant.id()));
        }
        if (before.belongsToAnother(grant.account())) {
            startOver(before);
        }
        Optional<Credential.Id> old = before.credential().filter(id -> !id.equals(grant.id()));
        old.ifPresent(id -> grants.forgetKeys(before.organization(), id));
        Connection after = before.authorized(grant.account(), grant.id(), clock.instant());
        connections.update(after);
        return new Bound(Optional.of(after), Optional.empty(), old);
    }

    private OAuthGrant authorize(Connection connection, Known known) {
        return grants.authorize(connection.organization(), known.app(), known.account(), known.tokens());
    }

    private static Optional<String> stranger(PendingAuthorization pending, Connection connection, Account account) {
        return connection
                .account()
                .filter(known -> !pending.allowAccountChange() && connection.belongsToAnother(account))
                .map(known -> "The consent was given as " + name(account) + ", but the connection belongs to "
                        + name(known) + ". Sign in as that, or allow another account.");
    }

    private static String name(Account account) {
        return account.email().orElse(account.displayName());
    }

    /** Asked after the grant was locked: of two that come back at once, one finds the other. */
    private Optional<Connection> survivor(PendingAuthorization pending, Connection fresh, Account account) {
        if (fresh.account().isPresent()) {
            return Optional.empty();
        }
        return authorizations
                .ofAccount(fresh.organization(), fresh.collection(), fresh.tenant(), fresh.provider(), account.id())
                .stream()
                .filter(other -> !other.equals(fresh.id()))
                .flatMap(other -> connections.lock(fresh.organization(), other).stream())
                .filter(other -> other.isLive() && rights.mayEdit(pending.starter(), other))
                .min(Comparator.comparing(other -> other.status() == Connection.Status.REVOKED));
    }

    private void collapse(Connection fresh, Connection survivor) {
        authorizations.addAlias(fresh.organization(), fresh.id(), survivor.id());
        service.delete(fresh);
    }

    /** What was read of another account is no place to go on from. */
    private void startOver(Connection connection) {
        syncs.cancelOpen(connection);
        runs.states(connection.organization(), connection.id())
                .forEach(state -> runs.putState(connection.organization(), state.restarted()));
    }

    /** An authorization went wrong; what works goes on working. */
    Optional<Connection> failed(PendingAuthorization pending, Connection.Id target, AuthorizationFailure failure) {
        return transactions.call(() -> {
            Optional<Connection> after = connections
                    .lock(pending.organization(), target)
                    .filter(Connection::isLive)
                    .map(current -> current.authorizationFailed(failure.reason(), clock.instant()));
            after.ifPresent(connections::update);
            return after;
        });
    }
}
