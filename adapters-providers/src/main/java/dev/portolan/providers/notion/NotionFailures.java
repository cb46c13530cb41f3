package dev.portolan.providers.notion;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Reply;
import io.micronaut.json.tree.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** What Notion's refusals mean, by their codes. */
record NotionFailures(Json json) {

    Optional<ProviderFailure> of(Call call, Reply reply) {
        Optional<JsonNode> body = json.tree(reply.error());
        boolean edge =
                reply.status() == 403 && reply.header("x-notion-request-id").isEmpty() && body.isEmpty();
        if (edge) {
            // Notion itself has not seen it.
            return Optional.of(new ProviderFailure.Transient(call.about() + ": blocked on the way to Notion"));
        }
        return body.flatMap(error -> Json.text(error, "code"))
                .flatMap(code -> failure(call.about(), code, reply, body.orElseThrow()));
    }

    private static Optional<ProviderFailure> failure(String about, String code, Reply reply, JsonNode body) {
        return Optional.ofNullable(
                switch (code) {
                    case "object_not_found" ->
                        new ProviderFailure.Missing(about + " is not in Notion, or not shared with this connection");
                    case "restricted_resource" ->
                        new ProviderFailure.Denied(
                                about + ": the connection lacks the capability for it (Notion's settings of the app)");
                    case "conflict_error", "internal_server_error", "service_unavailable", "gateway_timeout" ->
                        new ProviderFailure.Transient(about + ": Notion asks to try again later");
                    case "rate_limited", "service_overload" -> limited(about, reply, body);
                    default -> null;
                });
    }

    private static ProviderFailure limited(String about, Reply reply, JsonNode body) {
        boolean blocked = Json.text(body, "additional_data", "rate_limit_reason")
                .filter("public_api_request_blocked"::equals)
                .isPresent();
        if (blocked) {
            return new ProviderFailure.Denied(about + ": Notion has blocked this connection's requests");
        }
        long seconds = reply.header("Retry-After")
                .or(() -> Json.text(body, "additional_data", "retry_after"))
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Long::parseLong)
                .orElse(30L);
        return new ProviderFailure.RateLimited(about + ": too many requests to Notion", Duration.ofSeconds(seconds));
    }
}
