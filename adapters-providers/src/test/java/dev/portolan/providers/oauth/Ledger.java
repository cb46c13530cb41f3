package dev.portolan.providers.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who has been let in at a {@link RotatingProvider}, and by which tokens. */
final class Ledger {

    /** {@code challenge}: of PKCE, empty where there was none. */
    record Code(String account, String redirectUri, String challenge) {}

    record Pair(String access, String refresh) {}

    private record Grant(String account, Pair pair, Instant expiresAt) {}

    private final InstantSource clock;
    private final Map<String, Code> codes = new HashMap<>();
    private final List<Grant> living = new ArrayList<>();
    private final Map<String, String> spent = new HashMap<>();
    private final Set<String> issued = new HashSet<>();
    private Duration life = Duration.ofHours(1);
    private int renewals;
    private int reuses;

    Ledger(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void life(Duration newLife) {
        life = newLife;
    }

    synchronized Duration life() {
        return life;
    }

    synchronized String code(Code consent) {
        String code = secret("code");
        codes.put(code, consent);
        return code;
    }

    synchronized Optional<Code> spend(String code) {
        return Optional.ofNullable(codes.remove(code));
    }

    synchronized Pair begin(String account) {
        Pair pair = new Pair(secret("access"), secret("refresh"));
        living.add(new Grant(account, pair, clock.instant().plus(life)));
        return pair;
    }

    /** A refresh token is good for one renewal. One that comes again is taken for stolen: its whole grant ends. */
    synchronized Optional<Pair> renew(String refresh) {
        String thief = spent.get(refresh);
        if (thief != null) {
            reuses++;
            living.removeIf(grant -> grant.account().equals(thief));
            return Optional.empty();
        }
        Optional<Grant> found = living.stream()
                .filter(grant -> grant.pair().refresh().equals(refresh))
                .findFirst();
        return found.map(grant -> {
            renewals++;
            living.remove(grant);
            spent.put(refresh, grant.account());
            return begin(grant.account());
        });
    }

    synchronized Optional<String> accountOf(String access) {
        return living.stream()
                .filter(grant -> grant.pair().access().equals(access)
                        && grant.expiresAt().isAfter(clock.instant()))
                .map(Grant::account)
                .findFirst();
    }

    /** Ends all that the account has granted the app, whichever of its tokens is given back. @return false where nobody has it */
    synchronized boolean revoke(String token) {
        Optional<String> owner = living.stream()
                .filter(grant -> grant.pair().access().equals(token)
                        || grant.pair().refresh().equals(token))
                .map(Grant::account)
                .findFirst();
        owner.ifPresent(this::revokeAll);
        return owner.isPresent();
    }

    synchronized void revokeAll(String account) {
        living.removeIf(grant -> grant.account().equals(account));
    }

    synchronized boolean lives(String account) {
        return living.stream().anyMatch(grant -> grant.account().equals(account));
    }

    synchronized int renewals() {
        return renewals;
    }

    synchronized int reuses() {
        return reuses;
    }

    synchronized Set<String> issued() {
        return Set.copyOf(issued);
    }

    private String secret(String kind) {
        String secret = kind + "-" + UUID.randomUUID();
        issued.add(secret);
        return secret;
    }
}
