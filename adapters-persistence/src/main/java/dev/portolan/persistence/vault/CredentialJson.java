package dev.portolan.persistence.vault;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.domain.Credential;
import dev.portolan.persistence.database.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A credential as the JSON that is sealed. Which fields there are depends on the type.
 *
 * @param expiresAt ISO 8601, as all times here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CredentialJson(
        String type,
        @Nullable Map<String, String> values,
        @Nullable String accessToken,
        @Nullable String refreshToken,
        @Nullable String expiresAt,
        @Nullable String refreshExpiresAt,
        @Nullable List<String> scopes,
        @Nullable Map<String, String> extra,
        @Nullable Long version) {

    private static final String SECRETS = "secrets";
    private static final String TOKENS = "tokens";

    static byte[] write(Credential credential) {
        return Json.bytes(
                switch (credential) {
                    case Credential.Secrets secrets ->
                        new CredentialJson(SECRETS, secrets.values(), null, null, null, null, null, null, null);
                    case Credential.Tokens tokens ->
                        new CredentialJson(
                                TOKENS,
                                null,
                                tokens.accessToken(),
                                tokens.refreshToken().orElse(null),
                                tokens.expiresAt().map(Instant::toString).orElse(null),
                                tokens.refreshExpiresAt().map(Instant::toString).orElse(null),
                                tokens.scopes(),
                                tokens.extra(),
                                tokens.version());
                });
    }

    static Credential read(byte[] plain) {
        return Json.read(plain, CredentialJson.class).credential();
    }

    private Credential credential() {
        return switch (type) {
            case SECRETS -> new Credential.Secrets(Objects.requireNonNullElse(values, Map.of()));
            case TOKENS ->
                new Credential.Tokens(
                        Objects.requireNonNullElse(accessToken, ""),
                        Optional.ofNullable(refreshToken),
                        Optional.ofNullable(expiresAt).map(Instant::parse),
                        Optional.ofNullable(refreshExpiresAt).map(Instant::parse),
                        Objects.requireNonNullElse(scopes, List.of()),
                        Objects.requireNonNullElse(extra, Map.of()),
                        Objects.requireNonNullElse(version, 1L));
            default -> throw new IllegalStateException("An unknown kind of credential: " + type);
        };
    }

    /** Never what it is about. */
    @Override
    public String toString() {
        return "CredentialJson[" + type + "]";
    }
}
