package dev.portolan.rest.zensearch;

import dev.portolan.application.Connections;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Schedule;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Ours;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connectors on the wire: what zensearch calls a connection. */
final class ConnectorsJson {

    static final Connections.Words WORDS =
            new Connections.Words("type", "collection", "config", "credentials", "schedule");

    private ConnectorsJson() {}

    /** When the answer was made, and for which request. */
    @OnTheWire
    @Schema(name = "Meta")
    record Meta(String requestId, Instant timestamp) {}

    /** @param nextCursor to be sent as {@code cursor} for the page that follows; null on the last */
    @OnTheWire
    @Schema(name = "ListMeta")
    record ListMeta(
            String requestId,
            Instant timestamp,
            @Ours @Nullable String nextCursor) {
        static ListMeta of(Meta meta, @Nullable String nextCursor) {
            return new ListMeta(meta.requestId(), meta.timestamp(), nextCursor);
        }
    }

    @OnTheWire
    @Schema(name = "ConnectorList")
    record ListAnswer(List<Item> data, ListMeta meta) {}

    @OnTheWire
    @Schema(name = "ConnectorAnswer")
    record Answer(Connector data, Meta meta) {}

    /** A connector in a list. */
    @OnTheWire
    @Schema(name = "ConnectorItem")
    record Item(
            String id,
            String name,
            String type,

            @Schema(
                    type = "string",
                    allowableValues = {"pending", "active", "error", "needs_reauth", "revoked", "paused"})
            String status,

            String collection,
            @Nullable Instant lastSync,
            Instant createdAt) {

        static Item of(Connection connection) {
            return new Item(
                    Ids.connector(connection.id()),
                    connection.name(),
                    connection.provider().value(),
                    statusOf(connection),
                    Ids.collection(connection.collection()),
                    connection.lastSyncAt().orElse(null),
                    connection.createdAt());
        }
    }

    /** A connector by itself. */
    @OnTheWire
    @Schema(name = "Connector")
    record Connector(
            String id,
            String name,
            String type,

            @Schema(
                    type = "string",
                    allowableValues = {"pending", "active", "error", "needs_reauth", "revoked", "paused"})
            String status,

            @Ours @Nullable String statusReason,
            String collection,

            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, Object> config,

            @Ours @Nullable ScheduleJson schedule,
            @Nullable Instant lastSync,
            Instant createdAt) {

        static Connector of(Connection connection) {
            Item item = Item.of(connection);
            return new Connector(
                    item.id(),
                    item.name(),
                    item.type(),
                    item.status(),
                    connection.statusReason().orElse(null),
                    item.collection(),
                    connection.settings().values(),
                    connection.schedule().map(ScheduleJson::of).orElse(null),
                    item.lastSync(),
                    item.createdAt());
        }
    }

    /** @param zone UTC where absent */
    @OnTheWire
    @Schema(name = "ConnectorSchedule", requiredProperties = "cron")
    record ScheduleJson(String cron, String zone) {
        static ScheduleJson of(Schedule schedule) {
            return new ScheduleJson(schedule.cron(), schedule.zone().getId());
        }

        private static Schedule read(JsonBody body) {
            return new Schedule(
                    body.requiredText("cron"), body.zone("zone").orElse(ZoneId.of("UTC")), Schedule.Missed.ONCE);
        }
    }

    /** The connector to make. */
    @Schema(name = "NewConnector", requiredProperties = "type")
    record NewConnector(
            @Nullable String name,
            String type,
            @Nullable String collection,

            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE) @Nullable
            Map<String, Object> config,

            @Nullable Map<String, String> credentials,
            @Ours @Nullable ScheduleJson schedule,
            @Ours @Nullable Boolean enabled) {

        static Connections.New read(JsonBody body, Optional<String> team) {
            return body.read(it -> new Connections.New(
                    it.requiredText("type"),
                    it.text("name"),
                    it.text("collection"),
                    it.object("config").orElse(Map.of()),
                    it.object("credentials").orElse(Map.of()),
                    it.nested("schedule", ScheduleJson::read),
                    it.flag("enabled").orElse(true),
                    team,
                    WORDS));
        }
    }

    /** What changes; fields not named stay, within config and credentials too. */
    @Schema(name = "ConnectorPatch")
    record ConnectorPatch(
            @Nullable String name,

            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE) @Nullable
            Map<String, Object> config,

            @Nullable Map<String, String> credentials,
            @Ours @Nullable ScheduleJson schedule,
            @Ours @Nullable Boolean enabled) {

        static Connections.Patch read(JsonBody body) {
            return body.read(it -> new Connections.Patch(
                    it.text("name"),
                    it.object("config"),
                    it.object("credentials"),
                    it.has("schedule") ? Optional.of(it.nested("schedule", ScheduleJson::read)) : Optional.empty(),
                    it.flag("enabled"),
                    WORDS));
        }
    }

    /** What is broken shows before what is paused. */
    static String statusOf(Connection connection) {
        return switch (connection.status()) {
            case PENDING -> connection.enabled() ? "pending" : "paused";
            case ACTIVE -> connection.enabled() ? "active" : "paused";
            case FAILED -> "error";
            case NEEDS_REAUTHORIZATION -> "needs_reauth";
            // Nobody sees the last three.
            case REVOKED, HIDDEN, DELETING, DELETED -> "revoked";
        };
    }
}
