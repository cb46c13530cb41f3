package dev.portolan.providers.oauth;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Provider;
import dev.portolan.providers.server.RawServer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * A provider whose refresh tokens are good for one renewal, over a real socket. It looks like Box, so that Box's connector can
 * be pointed at it; and its token endpoint goes wrong, or waits, when told to.
 */
public final class RotatingProvider implements AutoCloseable {

    public static final String CLIENT_ID = "portolan";
    public static final String CLIENT_SECRET = "client-secret-5f0c8a";

    /** What goes wrong with one call to the token endpoint. */
    public enum Fault {
        /** 503, nothing done. */
        SERVER_ERROR,
        /** 429 with Retry-After: 7, nothing done. */
        TOO_MANY_REQUESTS,
        /** 400 {@code invalid_grant}, nothing done. */
        INVALID_GRANT,
        /** 200 with an error in it, nothing done. */
        ERROR_IN_SUCCESS,
        /** No answer, nothing done. */
        DROPPED,
        /** No answer, though the tokens have been exchanged: whoever asked has lost the grant. */
        DROPPED_AFTER_ROTATING,
        /** A success in HTML, though the tokens have been exchanged. */
        GARBAGE_AFTER_ROTATING
    }

    private final Ledger ledger;
    private final Gate gate = new Gate();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final AtomicReference<String> signedIn = new AtomicReference<>("ada");
    private final RawServer server;

    public RotatingProvider(InstantSource clock) {
        this.ledger = new Ledger(clock);
        this.server = new RawServer(new RotatingEndpoints(ledger, gate, faults, signedIn::get)::handle);
    }

    public RotatingProvider() {
        this(InstantSource.system());
    }

    // --- where it is

    /** The base URL of Box's API there. */
    public URI api() {
        return server.uri();
    }

    public URI authorizeUrl() {
        return server.uri().resolve("/authorize");
    }

    public URI tokenUrl() {
        return server.uri().resolve("/token");
    }

    public URI revokeUrl() {
        return server.uri().resolve("/revoke");
    }

    /** The properties that point Box's connector at it, with an app of the operator's. */
    public Map<String, Object> properties() {
        return Map.of(
                "portolan.providers.box.api-url", api().toString(),
                "portolan.providers.box.authorize-url", authorizeUrl().toString(),
                "portolan.providers.box.token-url", tokenUrl().toString(),
                "portolan.providers.box.revoke-url", revokeUrl().toString(),
                "portolan.providers.box.client-id", CLIENT_ID,
                "portolan.providers.box.client-secret", CLIENT_SECRET);
    }

    /** The same as environment variables, for a process. */
    public Map<String, String> variables() {
        return properties().entrySet().stream()
                .collect(Collectors.toMap(
                        property -> property.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                        property -> property.getValue().toString()));
    }

    public OAuthGateway.Client client() {
        return new OAuthGateway.Client(
                new Provider.Id("box"),
                new AuthScheme.OAuth2(
                        authorizeUrl(),
                        tokenUrl(),
                        Optional.of(new AuthScheme.Revocation(revokeUrl(), AuthScheme.Revocation.Style.RFC7009)),
                        List.of("root_readonly"),
                        "scope",
                        " ",
                        AuthScheme.ClientAuthentication.BODY,
                        AuthScheme.BodyFormat.FORM,
                        true,
                        Map.of(),
                        Map.of(),
                        List.of()),
                CLIENT_ID,
                Optional.of(CLIENT_SECRET),
                List.of("root_readonly"));
    }

    // --- what it does

    /** As whom the next browser is signed in. */
    public void signIn(String account) {
        signedIn.set(account);
    }

    /** How long access tokens live from now on. */
    public void accessTokensLive(Duration life) {
        ledger.life(life);
    }

    /** A code as a browser would bring it, without the browser. */
    public String consent(String account, String redirectUri) {
        return ledger.code(new Ledger.Code(account, redirectUri, ""));
    }

    /** The user takes the grant back at the provider. */
    public void forget(String account) {
        ledger.revokeAll(account);
    }

    /** The next calls to the token endpoint go wrong like this, one each. */
    public void next(Fault fault, int times) {
        for (int i = 0; i < times; i++) {
            faults.add(fault);
        }
    }

    public void heal() {
        faults.clear();
    }

    /** Calls to the token endpoint wait from now on, before anything is done, until {@link #release}. */
    public void hold() {
        gate.close();
    }

    /** Waits until so many calls are waiting. */
    public void awaitHeld(int calls) throws InterruptedException {
        gate.awaitWaiting(calls);
    }

    public void release() {
        gate.open();
    }

    // --- what has happened

    /** How often a refresh token was exchanged. */
    public int renewals() {
        return ledger.renewals();
    }

    /** How often a refresh token came that had been exchanged before. */
    public int reuses() {
        return ledger.reuses();
    }

    public boolean lives(String account) {
        return ledger.lives(account);
    }

    public int tokenCalls() {
        return (int) server.seen().stream()
                .filter(request -> request.target().equals("/token"))
                .count();
    }

    /** Every code and token that it has given out, and the app's secret: what nobody may ever read. */
    public Set<String> secrets() {
        Set<String> all = new HashSet<>(ledger.issued());
        all.add(CLIENT_SECRET);
        return all;
    }

    @Override
    public void close() {
        gate.open();
        server.close();
    }
}
