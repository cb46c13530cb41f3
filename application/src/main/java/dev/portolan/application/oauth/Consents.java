package dev.portolan.application.oauth;

import dev.portolan.application.port.AuthorizationStore;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.OAuthGateway;
import dev.portolan.application.port.SecretSource;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Organization;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.User;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Consents under way: asked for with a state that works once, and taken when they come back, by whichever server. */
public final class Consents {

    private static final String VERIFIER = "verifier";
    private static final int RANDOM_BYTES = 32;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int AT_ONCE = 500;

    private final AuthorizationStore store;
    private final CredentialVault vault;
    private final Registrations registrations;
    private final OAuthGateway gateway;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IdSource ids;
    private final SecretSource secrets;

    public Consents(
            AuthorizationStore store,
            CredentialVault vault,
            Registrations registrations,
            OAuthGateway gateway,
            Transactions transactions,
            InstantSource clock,
            IdSource ids,
            SecretSource secrets) {
        this.store = store;
        this.vault = vault;
        this.registrations = registrations;
        this.gateway = gateway;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
        this.secrets = secrets;
    }

    /** What is wanted; the fields are those of {@link PendingAuthorization}. */
    public record Wish(
            Organization.Id organization,
            PendingAuthorization.Starter starter,
            OAuthApp app,
            PendingAuthorization.Target target,
            String dialect,
            PendingAuthorization.Return returns,
            String redirectUri,
            Optional<String> clientRedirectUrl,
            boolean allowAccountChange,
            boolean collapse) {}

    /** A consent that was asked for. The state is the caller's to keep. */
    public record Begun(URI authorizeUrl, String state, Instant expiresAt) {
        @Override
        public String toString() {
            return "Begun[expiresAt=" + expiresAt + "]";
        }
    }

    /** A consent that has come back, and what it is exchanged with. */
    record Taken(PendingAuthorization pending, Optional<String> verifier) {
        @Override
        public String toString() {
            return "Taken[" + pending.id() + "]";
        }
    }

    public Begun begin(Wish wish) {
        OAuthGateway.Client client = registrations
                .client(wish.organization(), wish.app().id())
                .orElseThrow(() -> new IllegalStateException("An app that was just there is gone"));
        String state = secrets.next(RANDOM_BYTES);
        Optional<String> verifier = client.scheme().pkce() ? Optional.of(secrets.next(RANDOM_BYTES)) : Optional.empty();
        PendingAuthorization pending = pending(wish, state);
        transactions.run(() -> {
            vault.put(
                    wish.organization(),
                    pending.verifier(),
                    new Credential.Secrets(
                            verifier.map(text -> Map.of(VERIFIER, text)).orElse(Map.of())));
            store.add(pending);
        });
        URI url = gateway.authorizeUri(
                client, new OAuthGateway.Consent(state, wish.redirectUri(), verifier.map(Digests::challenge)));
        return new Begun(url, state, pending.expiresAt());
    }

    private PendingAuthorization pending(Wish wish, String state) {
        Instant now = clock.instant();
        return new PendingAuthorization(
                new PendingAuthorization.Id(ids.next()),
                Digests.ofState(state),
                wish.organization(),
                wish.starter(),
                wish.app().provider(),
                wish.app().id(),
                wish.target(),
                wish.dialect(),
                wish.returns(),
                wish.redirectUri(),
                wish.clientRedirectUrl(),
                wish.allowAccountChange(),
                wish.collapse(),
                now,
                now.plus(PendingAuthorization.LIFE),
                Optional.empty());
    }

    /** Also of a state that was used or has expired. */
    public Optional<PendingAuthorization> byState(String state) {
        return store.byHash(Digests.ofState(state));
    }

    /** What a user began last, for clients that do not send the state back. */
    public Optional<PendingAuthorization> newest(
            Organization.Id organization, User.Id starter, String dialect, Provider.Id provider) {
        return store.newest(organization, starter, dialect, provider, clock.instant());
    }

    /** Uses a consent up. @return empty where that happened before or it has expired */
    Optional<Taken> take(PendingAuthorization pending) {
        return transactions.call(() -> {
            if (!store.use(pending.organization(), pending.id(), clock.instant())) {
                return Optional.empty();
            }
            Optional<String> verifier = switch (vault.open(pending.organization(), pending.verifier())) {
                case Credential.Secrets kept ->
                    Optional.ofNullable(kept.values().get(VERIFIER));
                case Credential.Tokens tokens -> Optional.empty();
            };
            vault.remove(pending.organization(), pending.verifier());
            return Optional.of(new Taken(pending, verifier));
        });
    }

    /** By the clock: forgets what expired yesterday. Until then a late state is told from one that never was. */
    public void forget() {
        List<PendingAuthorization> gone;
        do {
            gone = transactions.call(() -> {
                List<PendingAuthorization> old = store.forget(clock.instant().minus(KEPT), AT_ONCE);
                old.forEach(pending -> vault.remove(pending.organization(), pending.verifier()));
                return old;
            });
        } while (gone.size() == AT_ONCE);
    }
}
