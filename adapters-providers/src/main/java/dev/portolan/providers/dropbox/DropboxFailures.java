package dev.portolan.providers.dropbox;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Reply;
import io.micronaut.json.tree.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** What Dropbox's refusals mean: tags count, never the summary, which has random dots at its end. */
record DropboxFailures(Json json) {

    Optional<ProviderFailure> of(Call call, Reply reply) {
        Optional<JsonNode> body = json.tree(reply.error());
        String tag = body.flatMap(error -> Json.text(error, "error", ".tag")).orElse("");
        return switch (reply.status()) {
            case 401 -> unauthorized(call, tag, body);
            case 409 -> Optional.of(conflict(call, tag, body));
            case 422 ->
                Optional.of(new ProviderFailure.ResyncRequired(
                        call.about() + ": the team's space is another one than before"));
            case 429 -> reply.header("Retry-After").isPresent() ? Optional.empty() : limited(call, body);
            default -> Optional.empty();
        };
    }

    /** Only a token that is invalid or has expired is worth renewing. */
    private static Optional<ProviderFailure> unauthorized(Call call, String tag, Optional<JsonNode> body) {
        return switch (tag) {
            case "missing_scope" ->
                Optional.of(new ProviderFailure.Denied(
                        call.about() + ": the consent does not cover it",
                        body.flatMap(error -> Json.text(error, "error", "required_scope"))));
            case "user_suspended" ->
                Optional.of(new ProviderFailure.Denied(call.about() + ": Dropbox has suspended the account"));
            case "route_access_denied" ->
                Optional.of(new ProviderFailure.Denied(call.about() + ": Dropbox does not let this app ask for it"));
            default -> Optional.empty();
        };
    }

    private static ProviderFailure conflict(Call call, String tag, Optional<JsonNode> body) {
        String inner =
                body.flatMap(error -> Json.text(error, "error", tag, ".tag")).orElse("");
        return switch (inner.isEmpty() ? tag : inner) {
            case "reset" -> new ProviderFailure.ResyncRequired(call.about() + ": Dropbox begins its change feed anew");
            case "not_found", "not_file", "not_folder" ->
                new ProviderFailure.Missing(call.about() + " is not in Dropbox, or is something else there");
            case "restricted_content" ->
                new ProviderFailure.Denied(
                        call.about() + ": Dropbox gives nobody this file, because of a claim of copyright");
            case "locked" -> new ProviderFailure.Denied(call.about() + " is locked in Dropbox");
            case "internal_error", "retry_error", "too_many_write_operations", "too_many_requests" ->
                new ProviderFailure.Transient(call.about() + ": Dropbox asks to try again later");
            case "malformed_path" -> new ProviderFailure.Invalid(call.about() + " is no path for Dropbox");
            case "" -> new ProviderFailure.Invalid(call.about() + ": Dropbox answered 409 and does not say why");
            case String other ->
                new ProviderFailure.Invalid(call.about() + ": Dropbox answered "
                        + other.replaceAll("[^a-z_]", "").strip());
        };
    }

    private static Optional<ProviderFailure> limited(Call call, Optional<JsonNode> body) {
        return body.flatMap(error -> Json.text(error, "error", "retry_after"))
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> new ProviderFailure.RateLimited(
                        call.about() + ": too many requests to Dropbox", Duration.ofSeconds(Long.parseLong(seconds))));
    }
}
