package dev.portolan.providers.oauth;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.application.port.OAuthGateway.Answer;
import dev.portolan.application.port.OAuthGateway.Returned;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Credential;
import dev.portolan.providers.wire.Call;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Gives a grant back, in the style of its provider.
 *
 * @param gateway renews an access token that has expired, where only a living one can give the grant back
 */
record Revoking(OAuthGateway gateway, Asking asking, AppCall calls, Instant now) {

    private static final String ABOUT = "Giving the grant back";

    /** By which Slack says that a token is none. */
    private static final Set<String> UNKNOWN = Set.of("invalid_auth", "not_authed");

    Returned at(AuthScheme.Revocation revocation, Credential.Tokens tokens) {
        URI url = revocation.url();
        return switch (revocation.style()) {
            case RFC7009 -> each(url, tokens);
            case BEARER ->
                living(tokens, token -> send(calls.bearing(ABOUT, url, token), tokens, said -> said.status() == 401));
            case GITHUB_GRANT ->
                living(
                        tokens,
                        token -> send(
                                calls.deleteGrant(ABOUT, url, token),
                                tokens,
                                said -> said.status() == 404 || said.status() == 422));
        };
    }

    /** Both tokens: by RFC 7009 the refresh token's end should be the access token's too, but need not. */
    private Returned each(URI url, Credential.Tokens tokens) {
        List<Returned> results = Stream.concat(tokens.refreshToken().stream(), Stream.of(tokens.accessToken()))
                .map(token -> send(calls.post(ABOUT, url, Map.of("token", token)), tokens, said -> false))
                .toList();
        return Stream.<Class<? extends Returned>>of(Returned.Unavailable.class, Returned.Done.class)
                .flatMap(kind -> results.stream().filter(kind::isInstance))
                .findFirst()
                .orElse(results.getFirst());
    }

    private Returned living(Credential.Tokens tokens, Function<String, Returned> giveBack) {
        boolean expired = tokens.expiresAt().filter(at -> at.isBefore(now)).isPresent();
        if (!expired || tokens.refreshToken().isEmpty()) {
            return giveBack.apply(tokens.accessToken());
        }
        return switch (gateway.renew(calls.client(), tokens)) {
            case Answer.Granted(Credential.Tokens renewed) -> giveBack.apply(renewed.accessToken());
            case Answer.Refused refused -> new Returned.Done();
            case Answer.AppRefused(String code, String reason) -> new Returned.Refused(code, reason);
            case Answer.Unavailable(String reason, var retryAfter) -> new Returned.Unavailable(reason, retryAfter);
        };
    }

    private Returned send(Call call, Credential.Tokens tokens, Function<Said, Boolean> gone) {
        Hidden hidden = Hidden.of(calls.client()).and(tokens);
        return asking.ask(
                call,
                said -> gone.apply(said) ? new Returned.Done() : of(said, hidden),
                reason -> new Returned.Unavailable(reason, Optional.empty()));
    }

    private static Returned of(Said said, Hidden hidden) {
        if (said.error().isEmpty()
                ? said.success()
                : said.error().filter(UNKNOWN::contains).isPresent()) {
            return new Returned.Done();
        }
        return switch (Verdict.of(said, hidden)) {
            case Answer.Granted granted -> new Returned.Done();
            case Answer.Refused gone -> new Returned.Done();
            case Answer.AppRefused(String code, String reason) -> new Returned.Refused(code, reason);
            case Answer.Unavailable(String reason, var retryAfter) -> new Returned.Unavailable(reason, retryAfter);
        };
    }
}
