package dev.portolan.rest.stackai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portolan.application.Connections;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Ours;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The health of a connection on the wire.
 *
 * @param latencyMs how long the provider took to answer
 */
@OnTheWire
record HealthJson(
        @Schema(
                type = "string",
                allowableValues = {"healthy", "degraded", "unhealthy"},
                extensions =
                        @Extension(
                                properties =
                                        @ExtensionProperty(
                                                name = "portolan-extension",
                                                value = "true",
                                                parseValue = true)))
        String status,

        @Ours @JsonProperty("checked_at") Instant checkedAt,
        @Ours @JsonProperty("latency_ms") long latencyMs,
        @Ours @JsonProperty("needs_reauth") boolean needsReauth,
        @Ours List<Check> checks) {

    private static final String PASSED = "passed";
    private static final String WARNING = "warning";
    private static final String FAILED = "failed";
    private static final String AUTHORIZE = "Authorize the connection again, or give it other credentials";

    /** One thing that was looked at. */
    @OnTheWire
    @Schema(name = "HealthCheck")
    record Check(
            String name,

            @Schema(
                    type = "string",
                    allowableValues = {PASSED, WARNING, FAILED})
            String status,

            String message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String action) {}

    static HealthJson of(
            Connections.TestResult result, Optional<SyncRun> lastSync, Instant checkedAt, Duration latency) {
        List<Check> checks = new ArrayList<>();
        checks.add(result.failure().map(HealthJson::failed).orElseGet(() -> passed(result)));
        lastSync.flatMap(HealthJson::sync).ifPresent(checks::add);
        return new HealthJson(
                overall(checks),
                checkedAt,
                latency.toMillis(),
                needsReauth(result.connection().status())
                        || result.failure().orElse(null) instanceof ProviderFailure.Unauthorized,
                checks);
    }

    private static String overall(List<Check> checks) {
        List<String> found = checks.stream().map(Check::status).toList();
        return found.contains(FAILED) ? "unhealthy" : found.contains(WARNING) ? "degraded" : "healthy";
    }

    static boolean needsReauth(Connection.Status status) {
        return switch (status) {
            case FAILED, NEEDS_REAUTHORIZATION, REVOKED -> true;
            // What is pending may have good credentials that were never tried.
            case PENDING, ACTIVE -> false;
            // Nobody sees these.
            case HIDDEN, DELETING, DELETED -> true;
        };
    }

    private static Check passed(Connections.TestResult result) {
        return new Check(
                "connection",
                PASSED,
                result.account()
                        .map(account -> "Connected as " + account.displayName())
                        .orElse("Connected"),
                null);
    }

    private static Check failed(ProviderFailure failure) {
        return switch (failure) {
            case ProviderFailure.Unauthorized refused -> new Check("connection", FAILED, refused.message(), AUTHORIZE);
            case ProviderFailure.Denied denied ->
                new Check(
                        "connection",
                        FAILED,
                        denied.message(),
                        denied.missingPermission()
                                .map(permission -> "Authorize the connection again, with " + permission)
                                .orElse("Give the connection's account access"));
            case ProviderFailure.RateLimited limited ->
                new Check("connection", WARNING, limited.message(), "Wait; the provider limits calls");
            case ProviderFailure.Transient passing ->
                new Check("connection", WARNING, passing.message(), "Try again later");
            case ProviderFailure.Missing missing ->
                new Check("connection", FAILED, missing.message(), "Check the connection's settings");
            case ProviderFailure.Invalid invalid ->
                new Check("connection", FAILED, invalid.message(), "Check the connection's settings");
            case ProviderFailure.ResyncRequired lost -> new Check("connection", WARNING, lost.message(), null);
        };
    }

    private static Optional<Check> sync(SyncRun run) {
        String why = run.problem().map(SyncRun.Problem::message).orElse("");
        return switch (run.state()) {
            case QUEUED, RUNNING, CANCELLED -> Optional.empty();
            case COMPLETED -> Optional.of(new Check("sync", PASSED, "The last sync completed", null));
            case COMPLETED_WITH_ERRORS ->
                Optional.of(new Check("sync", WARNING, joined("The last sync completed with errors", why), null));
            case FAILED -> Optional.of(new Check("sync", WARNING, joined("The last sync failed", why), null));
        };
    }

    private static String joined(String what, String why) {
        return why.isEmpty() ? what : what + ": " + why;
    }
}
