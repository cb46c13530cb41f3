package dev.portolan.application.oauth;

import dev.portolan.domain.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Refresh tokens die when nobody uses them for long (30 days and more): ours are used weekly, or at half of a known life. */
final class Ageing {

    private static final Duration WEEK = Duration.ofDays(7);

    private Ageing() {}

    /** When tokens are renewed although nobody asks for them; empty where there is nothing to renew them with. */
    static Optional<Instant> renewAt(Credential.Tokens tokens, Instant now) {
        return tokens.refreshToken().map(token -> {
            Instant half = tokens.refreshExpiresAt()
                    .map(end -> now.plus(Duration.between(now, end).dividedBy(2)))
                    .orElse(Instant.MAX);
            Instant week = now.plus(WEEK);
            return half.isBefore(week) ? half : week;
        });
    }
}
