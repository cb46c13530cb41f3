package dev.portolan.application.oauth;

import dev.portolan.domain.Credential;
import java.time.Duration;
import java.time.Instant;

/** Tokens in use, and since when their provider counts. */
record Held(Credential.Tokens tokens, Instant since) {

    private static final Duration LEAST = Duration.ofMinutes(5);

    /** Time to renew: less than five minutes or a fifth of the life is left; but never before half of a short life is over. */
    boolean due(Instant now) {
        return tokens.expiresAt()
                .filter(end -> !now.isBefore(end.minus(margin(Duration.between(since, end)))))
                .isPresent();
    }

    private static Duration margin(Duration life) {
        Duration wanted = max(LEAST, life.dividedBy(5));
        Duration half = life.dividedBy(2);
        return wanted.compareTo(half) < 0 ? wanted : half;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Still good as far as its expiry goes. */
    boolean unexpired(Instant now) {
        return tokens.expiresAt().filter(end -> !end.isAfter(now)).isEmpty();
    }
}
