package dev.portolan.providers.oauth;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.Credential;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The secrets of one call: whatever a provider says of it is shown without them. */
final class Hidden {

    private static final int LONGEST = 300;

    private final List<String> secrets = new ArrayList<>();

    static Hidden of(OAuthGateway.Client client) {
        return new Hidden().and(client.clientSecret());
    }

    Hidden and(Credential.Tokens tokens) {
        return and(tokens.accessToken()).and(tokens.refreshToken());
    }

    Hidden and(String secret) {
        if (!secret.isBlank()) {
            secrets.add(secret);
            secrets.add(Query.formEncoded(secret));
            secrets.add(Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
        return this;
    }

    Hidden and(Optional<String> secret) {
        secret.ifPresent(this::and);
        return this;
    }

    /** The first line, without secrets, and not long. */
    String from(String text) {
        String shown = text.lines()
                .findFirst()
                .orElse("")
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        for (String secret : secrets.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            shown = shown.replace(secret, "…");
        }
        return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
    }
}
