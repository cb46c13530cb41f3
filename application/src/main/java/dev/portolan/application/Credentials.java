package dev.portolan.application;

import dev.portolan.application.oauth.Grants;
import dev.portolan.application.oauth.Renewals;
import dev.portolan.application.port.AuthorizationStore;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.RevocationStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Principal;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Revocation;
import dev.portolan.domain.Role;
import dev.portolan.domain.Sight;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What connections are authorized with: shown, renewed on demand, taken away. */
public final class Credentials {

    private static final Set<Sight.Part> SEEN = Set.of(Sight.Part.CREDENTIAL, Sight.Part.SLUG);

    private final ConnectionStore connections;
    private final AuthorizationStore authorizations;
    private final RevocationStore revocations;
    private final Grants grants;
    private final Renewals renewals;
    private final Syncs syncs;
    private final Rights rights;
    private final Transactions transactions;
    private final InstantSource clock;

    Credentials(
            ConnectionStore connections,
            AuthorizationStore authorizations,
            RevocationStore revocations,
            Grants grants,
            Renewals renewals,
            Syncs syncs,
            Rights rights,
            Transactions transactions,
            InstantSource clock) {
        this.connections = connections;
        this.authorizations = authorizations;
        this.revocations = revocations;
        this.grants = grants;
        this.renewals = renewals;
        this.syncs = syncs;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Tokens as this caller may see them: in clear, or by their masks. */
    public record Shown(
            String accessToken,
            Optional<String> refreshToken,
            Optional<Instant> expiresAt,
            Optional<Instant> refreshExpiresAt) {

        private static Shown inClear(Credential.Tokens tokens) {
            return new Shown(
                    tokens.accessToken(), tokens.refreshToken(), tokens.expiresAt(), tokens.refreshExpiresAt());
        }

        private static Shown masked(Credential.Tokens tokens) {
            return new Shown(
                    Credential.mask(tokens.accessToken()),
                    tokens.refreshToken().map(Credential::mask),
                    tokens.expiresAt(),
                    tokens.refreshExpiresAt());
        }

        @Override
        public String toString() {
            return "Shown[expiresAt=" + expiresAt + "]";
        }
    }

    /**
     * The tokens of a connection that the caller sees; none where it is not authorized, or no more. In clear only for an editor
     * of the connection with a key for that.
     */
    public Optional<Shown> shown(Principal caller, Connection connection) {
        boolean inClear = rights.may(caller, connection, KeyScope.CREDENTIALS_READ, Role.EDITOR);
        return grant(caller, connection)
                .filter(OAuthGrant::isLive)
                .flatMap(grant -> grants.tokensOf(grant.organization(), grant.id()))
                .map(inClear ? Shown::inClear : Shown::masked);
    }

    /**
     * A connection with its tokens as this caller may see them, and where browsers go after the consent.
     *
     * @param slug of its collection
     */
    public record Seen(
            Connection connection, String slug, Optional<Shown> tokens, Optional<String> clientRedirectUrl) {}

    /** One connection, if the caller sees it. */
    public Seen seen(Principal caller, Connection.Id id) {
        Sight sight = rights.sight(caller, id, KeyScope.CONNECTIONS_READ, Role.VIEWER, SEEN);
        boolean inClear = rights.may(caller, sight, KeyScope.CREDENTIALS_READ, Role.EDITOR);
        return new Seen(
                sight.connection(),
                sight.slug().orElseThrow(),
                sight.tokens()
                        .filter(tokens -> sight.connection().status() == Connection.Status.ACTIVE)
                        .map(inClear ? Shown::inClear : Shown::masked),
                sight.redirect());
    }

    /** The same of what a listing answered; those without tokens, or whose tokens are worth nothing, are left out. */
    public Map<Connection.Id, Shown> shown(Principal caller, List<Connection> listed) {
        DocumentStore.Visible visible = rights.visible(caller);
        List<Connection> working = listed.stream()
                .filter(connection ->
                        connection.status() == Connection.Status.ACTIVE && visible.includes(connection.id()))
                .toList();
        Map<Connection.Id, Credential.Tokens> tokens = grants.tokensOf(caller.organization(), working);
        return working.stream()
                .filter(connection -> tokens.containsKey(connection.id()))
                .collect(Collectors.toMap(
                        Connection::id,
                        connection -> rights.may(caller, connection, KeyScope.CREDENTIALS_READ, Role.EDITOR)
                                ? Shown.inClear(Objects.requireNonNull(tokens.get(connection.id())))
                                : Shown.masked(Objects.requireNonNull(tokens.get(connection.id())))));
    }

    /** The grant that a connection uses. */
    public Optional<OAuthGrant> grant(Principal caller, Connection connection) {
        return connection
                .credential()
                .filter(id -> connection.status() != Connection.Status.REVOKED && rights.maySee(caller, connection))
                .flatMap(id -> grants.find(connection.organization(), id));
    }

    /** Where browsers go after the consent to each of these, if anywhere of the client's. */
    public Map<Connection.Id, String> clientRedirectUrls(Principal caller, List<Connection> shown) {
        return authorizations.redirects(
                caller.organization(), shown.stream().map(Connection::id).collect(Collectors.toSet()));
    }

    /** What became of an attempt to renew; the connection as it is after it. */
    public record Renewal(Connection connection, Optional<ProviderFailure> failure) {}

    /** Renews the tokens now, once for all who ask at the same time. A connection without such tokens is left alone. */
    public Renewal renew(Principal caller, Connection.Id id) {
        Connection connection = rights.connection(caller, id, KeyScope.CONNECTIONS_READ, Role.VIEWER);
        Optional<OAuthGrant> grant = grant(caller, connection);
        if (grant.isEmpty()) {
            return new Renewal(connection, Optional.empty());
        }
        try {
            renewals.renew(connection.organization(), grant.get().id());
            return new Renewal(connection, Optional.empty());
        } catch (ProviderFailure failure) {
            return new Renewal(
                    connections.find(connection.organization(), connection.id()).orElse(connection),
                    Optional.of(failure));
        }
    }

    /**
     * Takes access away, at once here and later at the provider. Documents stay, other connections of the account go on. Doing it
     * again changes nothing.
     */
    public Connection revoke(Principal caller, Connection.Id id) {
        Connection known = rights.connection(caller, id, KeyScope.CONNECTIONS_WRITE, Role.ADMIN);
        Connection revoked = transactions.call(() -> {
            Connection current = connections
                    .lock(known.organization(), known.id())
                    .filter(Connection::isLive)
                    .orElseThrow(() -> new Refusal.NotFound(
                            "connection", known.id().value().toString()));
            Optional<Credential.Id> grant = current.credential()
                    .filter(credential ->
                            grants.find(known.organization(), credential).isPresent());
            current.credential().ifPresent(credential -> grants.forgetKeys(known.organization(), credential));
            Connection after = current.revoked(grant, clock.instant());
            connections.update(after);
            authorizations.setRedirect(known.organization(), known.id(), Optional.empty());
            syncs.cancelOpen(after);
            return after;
        });
        revoked.credential().ifPresent(grant -> grants.release(revoked.organization(), grant));
        return revoked;
    }

    /** What was given back at providers, and how that went; newest first. */
    public List<Revocation> revocations(Principal caller, int limit) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
        return revocations.list(caller.organization(), Limits.page(limit));
    }
}
