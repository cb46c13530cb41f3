package dev.portolan.providers.oauth;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.Credential;
import dev.portolan.providers.wire.Json;
import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes tokens of a token response, however much of it there is.
 *
 * @param asked when the call was made, from which lives are counted
 * @param before the tokens that were renewed; what the response does not repeat stays
 */
record Granting(OAuthGateway.Client client, Instant asked, Optional<Credential.Tokens> before) {

    private static final BigDecimal LONGEST =
            BigDecimal.valueOf(Duration.ofDays(36_500).toSeconds());

    /** Scopes that ask for a refresh token: some providers grant them without naming them. */
    private static final Set<String> OFFLINE = Set.of("offline_access", "refresh_token");

    /** Empty where the response has no access token. */
    Optional<Credential.Tokens> tokens(JsonNode response) {
        return holder(response).map(holder -> {
            Optional<String> refreshToken = text(holder, "refresh_token");
            Optional<String> kept = refreshToken.or(() -> before.flatMap(Credential.Tokens::refreshToken));
            return new Credential.Tokens(
                    text(holder, "access_token").orElseThrow(),
                    kept,
                    after(holder, "expires_in"),
                    after(holder, "refresh_token_expires_in")
                            .or(() -> refreshToken.isPresent()
                                    ? Optional.empty()
                                    : before.flatMap(Credential.Tokens::refreshExpiresAt)),
                    scopes(holder, kept.isPresent()),
                    extra(response),
                    before.map(tokens -> tokens.version() + 1).orElse(1L));
        });
    }

    /** Slack puts a user's token one level deeper. */
    private static Optional<JsonNode> holder(JsonNode response) {
        return Stream.of(Optional.of(response), Optional.ofNullable(response.get("authed_user")))
                .flatMap(Optional::stream)
                .filter(node -> text(node, "access_token").isPresent())
                .findFirst();
    }

    /** A number of seconds, as a number or text; what makes no sense is as good as nothing. */
    private Optional<Instant> after(JsonNode holder, String name) {
        return text(holder, name)
                .filter(seconds -> seconds.matches("\\d{1,18}(\\.\\d{1,9})?"))
                .map(BigDecimal::new)
                .filter(seconds -> seconds.signum() > 0)
                .map(seconds -> asked.plusSeconds(seconds.min(LONGEST).longValue()));
    }

    /** A response that names no scopes has granted those that were asked for (RFC 6749, 5.1). */
    private List<String> scopes(JsonNode holder, boolean offline) {
        List<String> told = text(holder, "scope").stream()
                .flatMap(scopes -> Arrays.stream(scopes.split("[\\s,]+")))
                .filter(scope -> !scope.isEmpty())
                .map(this::asAsked)
                .toList();
        if (told.isEmpty()) {
            return before.map(Credential.Tokens::scopes).orElse(client.scopes());
        }
        return Stream.concat(
                        told.stream(), client.scopes().stream().filter(scope -> offline && OFFLINE.contains(scope)))
                .distinct()
                .toList();
    }

    /** Microsoft may put its resource before a scope that was asked for without, and does not care for case. */
    private String asAsked(String scope) {
        return client.scopes().stream()
                .filter(asked -> scope.equalsIgnoreCase(asked)
                        || scope.regionMatches(
                                true, scope.length() - asked.length() - 1, "/" + asked, 0, asked.length() + 1))
                .findFirst()
                .orElse(scope);
    }

    private Map<String, String> extra(JsonNode response) {
        Map<String, String> extra =
                new HashMap<>(before.map(Credential.Tokens::extra).orElse(Map.of()));
        for (String field : client.scheme().keptFields()) {
            Json.text(response, field.split("\\."))
                    .filter(text -> !text.isBlank())
                    .ifPresent(text -> extra.put(field, text));
        }
        return extra;
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Json.text(node, name).filter(text -> !text.isBlank());
    }
}
