package dev.portolan.providers.googledrive;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Reply;
import io.micronaut.json.tree.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** What Google's refusals mean: quotas are told by 403, like missing rights, and only the reason tells them apart. */
record GoogleDriveFailures(Json json, String permission) {

    /** Google does not say how long to wait. */
    private static final Duration UNTOLD = Duration.ofSeconds(30);

    private static final Duration DAILY = Duration.ofHours(1);

    Optional<ProviderFailure> of(Call call, Reply reply) {
        return reason(json, reply).flatMap(reason -> failure(call.about(), reason));
    }

    static Optional<String> reason(Json json, Reply reply) {
        return json.tree(reply.error())
                .flatMap(body -> Optional.ofNullable(body.isObject() ? body.get("error") : null))
                .filter(JsonNode::isObject)
                .flatMap(error -> Optional.ofNullable(error.get("errors")))
                .filter(errors -> errors.isArray() && errors.size() > 0)
                .flatMap(errors -> Json.text(errors.get(0), "reason"));
    }

    private Optional<ProviderFailure> failure(String about, String reason) {
        return Optional.ofNullable(
                switch (reason) {
                    case "rateLimitExceeded", "userRateLimitExceeded" ->
                        new ProviderFailure.RateLimited(about + ": too many requests", UNTOLD);
                    case "dailyLimitExceeded", "sharingRateLimitExceeded", "downloadQuotaExceeded" ->
                        new ProviderFailure.RateLimited(about + ": the quota is used up", DAILY);
                    case "insufficientPermissions" ->
                        new ProviderFailure.Denied(about + ": the consent does not cover it", Optional.of(permission));
                    case "accessNotConfigured" ->
                        new ProviderFailure.Denied(
                                about + ": the Google Drive API is not enabled in the app's Google Cloud project");
                    case "cannotDownloadAbusiveFile" ->
                        new ProviderFailure.Denied(
                                about + ": Google takes it for malware or spam, and gives it to nobody but its owner");
                    case "cannotDownloadFile", "cannotExportFile", "insufficientFilePermissions" ->
                        new ProviderFailure.Denied(about + ": the account may not download it");
                    case "domainPolicy" ->
                        new ProviderFailure.Denied(
                                about + ": the administrator of the domain does not let apps read it");
                    case "backendError", "internalError" ->
                        new ProviderFailure.Transient(about + ": Google asks to try again later");
                    default -> null;
                });
    }
}
