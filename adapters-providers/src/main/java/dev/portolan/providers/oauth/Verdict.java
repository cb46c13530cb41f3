package dev.portolan.providers.oauth;

import dev.portolan.application.port.OAuthGateway.Answer;
import java.util.Locale;
import java.util.Set;

/**
 * What it means that an endpoint did not do what we asked. Only a word that is known to say so ends a grant; everything else
 * is the app's matter, or passes.
 */
final class Verdict {

    /** Of the code or refresh token: by RFC 6749 and OpenID Connect, GitHub, Slack. */
    private static final Set<String> GRANT = Set.of(
            "invalid_grant",
            "access_denied",
            "interaction_required",
            "login_required",
            "consent_required",
            "invalid_token",
            "bad_verification_code",
            "bad_refresh_token",
            "unverified_user_email",
            "invalid_code",
            "code_already_used",
            "code_expired",
            "invalid_refresh_token",
            "token_already_exchanged",
            "token_expired",
            "token_revoked",
            "account_inactive");

    /** By RFC 6749, Slack, Salesforce, Notion. */
    private static final Set<String> PASSING = Set.of(
            "temporarily_unavailable",
            "server_error",
            "slow_down",
            "internal_error",
            "fatal_error",
            "ratelimited",
            "rate_limited",
            "rate_limit_exceeded",
            "request_timeout",
            "service_unavailable",
            "internal_server_error",
            "service_overload",
            "gateway_timeout");

    /** What Salesforce says, under {@code invalid_grant}, to the second of two simultaneous renewals, and of too many logins. */
    private static final Set<String> BUSY = Set.of("already being processed", "login rate exceeded");

    private Verdict() {}

    static Answer of(Said said, Hidden hidden) {
        String code = said.error().map(hidden::from).orElse("");
        String reason = said.description().map(hidden::from).orElse(said.host() + " gives no reason");
        if (passes(said, code)) {
            return new Answer.Unavailable(
                    said.host() + " answered " + said.status() + (code.isEmpty() ? "" : ", " + code + ": " + reason),
                    said.retryAfter());
        }
        if (code.isEmpty()) {
            return said.status() == 401
                    ? new Answer.AppRefused("401", said.host() + " refuses the app and gives no reason")
                    : new Answer.Unavailable(
                            said.host() + " answered " + said.status() + " in no words that we know",
                            said.retryAfter());
        }
        return endsGrant(said, code) ? new Answer.Refused(code, reason) : new Answer.AppRefused(code, reason);
    }

    /** RFC 6749 keeps 401 for the app's own authentication. */
    private static boolean endsGrant(Said said, String code) {
        return GRANT.contains(code) && !(code.equals("access_denied") && said.status() == 401);
    }

    private static boolean passes(Said said, String code) {
        String description = said.description().orElse("").toLowerCase(Locale.ROOT);
        return said.status() >= 500
                || Set.of(408, 425, 429).contains(said.status())
                || PASSING.contains(code)
                || BUSY.stream().anyMatch(description::contains);
    }
}
