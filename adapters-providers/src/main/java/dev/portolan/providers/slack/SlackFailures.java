package dev.portolan.providers.slack;

import dev.portolan.domain.ProviderFailure;
import java.time.Duration;

/** What Slack's words for what went wrong mean to the core. */
final class SlackFailures {

    private static final Duration UNTOLD = Duration.ofSeconds(30);

    private SlackFailures() {}

    static ProviderFailure of(String about, SlackPayloads.Envelope answer) {
        String error = answer.error().orElse("no reason given");
        String said = about + ": Slack says " + error;
        return switch (error) {
            case "ratelimited" -> new ProviderFailure.RateLimited(said, UNTOLD);
            case "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired" ->
                new ProviderFailure.Unauthorized(said);
            case "missing_scope" -> new ProviderFailure.Denied(said, answer.needed());
            case "no_permission",
                    "access_denied",
                    "org_login_required",
                    "ekm_access_denied",
                    "team_access_not_granted",
                    "not_allowed_token_type",
                    "not_in_channel" -> new ProviderFailure.Denied(said);
            case "user_not_found", "user_not_visible", "users_not_found", "channel_not_found", "thread_not_found" ->
                new ProviderFailure.Missing(said);
            case "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org" ->
                new ProviderFailure.Transient(said);
            default -> new ProviderFailure.Invalid(said);
        };
    }
}
