package dev.portolan.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What opens the far door: sealed at rest, redacted in every text form. */
public sealed interface Credential {

    record Id(UUID value) {}

    /** What of a secret its owner recognizes and nobody can use. */
    static String mask(String secret) {
        return secret.length() < 16 ? "…" : secret.substring(0, 4) + "…" + secret.substring(secret.length() - 3);
    }

    /** Keys and passwords by field name. */
    record Secrets(Map<String, String> values) implements Credential {
        public static final Secrets NONE = new Secrets(Map.of());

        public Secrets {
            values = Map.copyOf(values);
        }

        /** The same fields with values by which their owner recognizes them and nobody can use them. */
        public Map<String, String> masked() {
            return values.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> mask(entry.getValue())));
        }

        @Override
        public String toString() {
            return "Secrets" + values.keySet();
        }
    }

    /**
     * What an OAuth consent gave us.
     *
     * @param extra the kept fields of the token response
     * @param version raised by every exchange; the first is 1
     */
    record Tokens(
            String accessToken,
            Optional<String> refreshToken,
            Optional<Instant> expiresAt,
            Optional<Instant> refreshExpiresAt,
            List<String> scopes,
            Map<String, String> extra,
            long version)
            implements Credential {
        public Tokens {
            scopes = List.copyOf(scopes);
            extra = Map.copyOf(extra);
        }

        public Tokens withVersion(long newVersion) {
            return new Tokens(accessToken, refreshToken, expiresAt, refreshExpiresAt, scopes, extra, newVersion);
        }

        public Tokens withRefresh(Optional<String> newRefreshToken, Optional<Instant> newRefreshExpiresAt) {
            return new Tokens(accessToken, newRefreshToken, expiresAt, newRefreshExpiresAt, scopes, extra, version);
        }

        @Override
        public String toString() {
            return "Tokens[version=" + version + ", expiresAt=" + expiresAt + ", scopes=" + scopes + "]";
        }
    }
}
