package dev.portolan.rest.portolan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.application.Connections;
import dev.portolan.domain.Account;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Schedule;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Words;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Connections on the wire. */
final class ConnectionsJson {

    private ConnectionsJson() {}

    /** @param next to be sent as {@code after} for the page that follows; absent on the last */
    @OnTheWire
    @Schema(name = "ConnectionList")
    record ConnectionList(
            List<ConnectionView> data,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {
        static ConnectionList of(Page<Connection> page) {
            return new ConnectionList(
                    page.items().stream().map(ConnectionView::of).toList(), PortolanApi.next(page));
        }
    }

    /**
     * @param statusReason why it is not active, where that is known
     * @param enabled false: paused, its schedule rests
     * @param account whom the secrets belong to, once they have worked
     * @param tenant a label of another API's callers
     * @param secrets masked; only where one connection is asked for
     * @param openSyncId the sync that is under way; only where one connection is asked for
     */
    @OnTheWire
    @Schema(name = "Connection")
    record ConnectionView(
            UUID id,
            String name,
            String provider,
            UUID collectionId,

            @Schema(
                    type = "string",
                    allowableValues = {"pending", "active", "failed", "needs_reauthorization", "revoked", "hidden"})
            String status,

            @Nullable String statusReason,
            boolean enabled,

            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, Object> settings,

            @Nullable ScheduleView schedule,
            @Nullable AccountView account,
            @Nullable String tenant,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant lastSyncAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Map<String, String> secrets,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID openSyncId) {

        static ConnectionView of(Connection connection) {
            return of(connection, null, null);
        }

        static ConnectionView of(Connections.Details details) {
            return of(
                    details.connection(),
                    details.secrets(),
                    details.openRun().map(SyncRun.Id::value).orElse(null));
        }

        private static ConnectionView of(
                Connection connection, @Nullable Map<String, String> secrets, @Nullable UUID openRun) {
            return new ConnectionView(
                    connection.id().value(),
                    connection.name(),
                    connection.provider().value(),
                    connection.collection().value(),
                    Words.of(connection.status()),
                    connection.statusReason().orElse(null),
                    connection.enabled(),
                    connection.settings().values(),
                    connection.schedule().map(ScheduleView::of).orElse(null),
                    connection.account().map(AccountView::of).orElse(null),
                    connection.tenant().orElse(null),
                    connection.createdAt(),
                    connection.updatedAt(),
                    connection.lastSyncAt().orElse(null),
                    secrets,
                    openRun);
        }
    }

    /**
     * @param cron minute, hour, day of month, month, day of week
     * @param zone such as Europe/Lisbon; UTC where absent
     * @param missed what happens to times that passed while nobody was there to run them
     */
    @OnTheWire
    @Schema(name = "Schedule", requiredProperties = "cron")
    record ScheduleView(
            String cron,
            String zone,

            @Schema(
                    type = "string",
                    allowableValues = {"skip", "once"})
            String missed) {
        static ScheduleView of(Schedule schedule) {
            return new ScheduleView(schedule.cron(), schedule.zone().getId(), Words.of(schedule.missed()));
        }
    }

    /** @param id stable at the provider */
    @OnTheWire
    @Schema(name = "Account")
    record AccountView(String id, @Nullable String email, String displayName) {
        static AccountView of(Account account) {
            return new AccountView(account.id(), account.email().orElse(null), account.displayName());
        }
    }

    /**
     * @param ok whether the provider let us in
     * @param status of the connection after the test
     * @param account whom the secrets belong to
     * @param problem what the provider said
     */
    @OnTheWire
    @Schema(name = "ConnectionTest")
    record TestView(boolean ok, String status, @Nullable AccountView account, SyncsJson.@Nullable ProblemView problem) {
        static TestView of(Connections.TestResult result) {
            return new TestView(
                    result.failure().isEmpty(),
                    Words.of(result.connection().status()),
                    result.account().map(AccountView::of).orElse(null),
                    result.failure()
                            .map(SyncRun.Problem::of)
                            .map(SyncsJson.ProblemView::of)
                            .orElse(null));
        }
    }

    /** @param collection its id or slug; the collection {@code default} where absent */
    @Schema(name = "NewConnection", requiredProperties = "provider")
    record NewConnection(
            String provider,
            @Nullable String name,
            @Nullable String collection,

            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE) @Nullable
            Map<String, Object> settings,

            @Nullable Map<String, String> secrets,
            @Nullable ScheduleView schedule,
            @Nullable Boolean enabled) {

        static Connections.New read(JsonBody body) {
            return body.readStrictly(it -> new Connections.New(
                    it.requiredText("provider"),
                    it.text("name"),
                    it.text("collection"),
                    it.object("settings").orElse(Map.of()),
                    it.object("secrets").orElse(Map.of()),
                    it.nested("schedule", ConnectionsJson::schedule),
                    it.flag("enabled").orElse(true),
                    Optional.empty(),
                    Connections.Words.OURS));
        }
    }

    /**
     * What is absent stays.
     *
     * @param settings merged, null unsets one
     * @param secrets merged; one that equals its own mask stays
     * @param schedule null removes it
     */
    @Schema(name = "ConnectionPatch")
    record ConnectionPatch(
            @Nullable String name,

            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE) @Nullable
            Map<String, Object> settings,

            @Nullable Map<String, String> secrets,
            @Nullable ScheduleView schedule,
            @Nullable Boolean enabled) {

        static Connections.Patch read(JsonBody body) {
            return body.readStrictly(it -> new Connections.Patch(
                    it.text("name"),
                    it.object("settings"),
                    it.object("secrets"),
                    it.has("schedule")
                            ? Optional.of(it.nested("schedule", ConnectionsJson::schedule))
                            : Optional.empty(),
                    it.flag("enabled"),
                    Connections.Words.OURS));
        }
    }

    /** Names of problems where the body is the settings, secrets or schedule itself. */
    static final Connections.Words BARE = new Connections.Words("provider", "collection", "", "", "");

    static Connections.Patch schedulePatch(JsonBody body) {
        Schedule schedule = body.readStrictly(ConnectionsJson::schedule);
        return new Connections.Patch(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Optional.of(schedule)),
                Optional.empty(),
                BARE);
    }

    private static Schedule schedule(JsonBody body) {
        return new Schedule(
                body.requiredText("cron"),
                body.zone("zone").orElse(ZoneId.of("UTC")),
                body.word("missed", Schedule.Missed.class).orElse(Schedule.Missed.ONCE));
    }

    /** A status to filter by; what is deleted cannot be seen. */
    static Connection.Status status(String text) {
        Connection.Status status = Words.parameter("status", Connection.Status.class, text);
        return switch (status) {
            case PENDING, ACTIVE, FAILED, NEEDS_REAUTHORIZATION, REVOKED -> status;
            case HIDDEN, DELETING, DELETED ->
                throw new Refusal.InvalidInput("status", "names connections that cannot be seen here any more");
        };
    }
}
