package dev.portolan.application.oauth;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.Credential;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider with one account whose refresh tokens can be used once. It can be told to answer otherwise, and to take its time.
 */
public final class FakeOAuth implements OAuthGateway {

    public static final Duration LIFE = Duration.ofHours(1);

    private final InstantSource clock;
    private final Deque<Answer> script = new ArrayDeque<>();
    private final Deque<Returned> revocationScript = new ArrayDeque<>();
    private final Map<String, Credential.Tokens> codes = new HashMap<>();
    private final Map<String, Optional<String>> challenges = new HashMap<>();
    private final Map<String, String> verifiers = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Set<String> spent = new HashSet<>();
    private final List<String> revoked = new ArrayList<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final AtomicInteger issued = new AtomicInteger();
    private volatile Optional<Gate> gate = Optional.empty();

    public FakeOAuth(InstantSource clock) {
        this.clock = clock;
    }

    /** Where calls stand until they are let go. */
    public record Gate(CountDownLatch arrived, CountDownLatch open) {
        Gate() {
            this(new CountDownLatch(1), new CountDownLatch(1));
        }

        public void awaitArrival() {
            await(arrived);
        }

        public void letGo() {
            open.countDown();
        }

        private void pass() {
            arrived.countDown();
            await(open);
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts whoever speaks to a provider", e);
            }
        }
    }

    /** From now on calls stand at a gate. */
    public Gate slow() {
        Gate closed = new Gate();
        gate = Optional.of(closed);
        return closed;
    }

    public void fast() {
        gate = Optional.empty();
    }

    /** Answers the next exchange so, whatever it asks. */
    public synchronized void next(Answer answer) {
        script.add(answer);
    }

    public synchronized void nextRevocation(Returned returned) {
        revocationScript.add(returned);
    }

    /** Tokens as the provider would give them, known to it from now on. */
    public synchronized Credential.Tokens issue(long version) {
        int number = issued.incrementAndGet();
        return new Credential.Tokens(
                "access-" + number,
                Optional.of("refresh-" + number),
                Optional.of(clock.instant().plus(LIFE)),
                Optional.empty(),
                List.of("files.read"),
                Map.of(),
                version);
    }

    /** An account consents. @return the code that its browser brings back */
    public synchronized String consentOf(String account) {
        Credential.Tokens tokens = issue(1);
        owners.put(tokens.accessToken(), account);
        String code = "code-" + tokens.accessToken();
        codes.put(code, tokens);
        return code;
    }

    /** The same at a provider whose tokens never expire, and are never renewed. */
    public synchronized String lastingConsentOf(String account) {
        String code = "code-lasting-" + issued.incrementAndGet();
        Credential.Tokens tokens = new Credential.Tokens(
                "lasting-access-" + issued.get(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of("files.read"),
                Map.of(),
                1);
        owners.put(tokens.accessToken(), account);
        codes.put(code, tokens);
        return code;
    }

    /** Whose a token is; empty where the provider does not know it, or any more. */
    public synchronized Optional<String> ownerOf(String accessToken) {
        return Optional.ofNullable(owners.get(accessToken)).filter(owner -> !revoked.contains(accessToken));
    }

    /** A code that can be exchanged for tokens. */
    public synchronized void accept(String code, Credential.Tokens tokens) {
        codes.put(code, tokens);
    }

    public int exchanges() {
        return exchanges.get();
    }

    public synchronized List<String> revoked() {
        return List.copyOf(revoked);
    }

    @Override
    public URI authorizeUri(Client client, Consent consent) {
        synchronized (this) {
            challenges.put(consent.state(), consent.challenge());
        }
        return URI.create(
                "https://fake.example/authorize?client_id=" + client.clientId() + "&state=" + consent.state());
    }

    public synchronized Optional<String> challenge(String state) {
        return challenges.getOrDefault(state, Optional.empty());
    }

    @Override
    public Answer exchange(Client client, String code, String redirectUri, Optional<String> verifier) {
        exchanges.incrementAndGet();
        gate.ifPresent(Gate::pass);
        synchronized (this) {
            if (!script.isEmpty()) {
                return script.remove();
            }
            verifier.ifPresent(text -> verifiers.put(code, text));
            Credential.Tokens tokens = codes.remove(code);
            return tokens == null ? new Answer.Refused("invalid_grant", "The code is unknown") : granted(tokens);
        }
    }

    /** With which the code was exchanged. */
    public synchronized Optional<String> verifier(String code) {
        return Optional.ofNullable(verifiers.get(code));
    }

    @Override
    public Answer renew(Client client, Credential.Tokens tokens) {
        exchanges.incrementAndGet();
        Optional<Gate> here = gate;
        Answer answer = decide(tokens);
        here.ifPresent(Gate::pass);
        return answer;
    }

    /** The provider has rotated before we hear of it: that is when a node dies. */
    private synchronized Answer decide(Credential.Tokens tokens) {
        if (!script.isEmpty()) {
            return script.remove();
        }
        if (!spent.add(tokens.refreshToken().orElseThrow())) {
            return new Answer.Refused("invalid_grant", "The refresh token was used before");
        }
        Credential.Tokens newer = issue(tokens.version() + 1);
        ownerOf(tokens.accessToken()).ifPresent(owner -> owners.put(newer.accessToken(), owner));
        return granted(newer);
    }

    private static Answer granted(Credential.Tokens tokens) {
        return new Answer.Granted(tokens);
    }

    @Override
    public synchronized Returned revoke(Client client, Credential.Tokens tokens) {
        if (!revocationScript.isEmpty()) {
            return revocationScript.remove();
        }
        revoked.add(tokens.accessToken());
        return new Returned.Done();
    }
}
