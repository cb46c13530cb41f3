package dev.portolan.rest.ballast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Syncs;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Field;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Settings;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    @Test
    void every_status_of_a_connection_has_a_word_whether_it_is_paused_or_syncing_or_not() {
        Set<String> words = Set.of("pending", "connected", "syncing", "error", "needs_reauth", "revoked", "disabled");
        for (Connection.Status status : Connection.Status.values()) {
            for (boolean enabled : new boolean[] {true, false}) {
                assertTrue(words.contains(ConnectionsJson.statusOf(connection(status, enabled), true)));
                assertTrue(words.contains(ConnectionsJson.statusOf(connection(status, enabled), false)));
            }
        }
        assertEquals("disabled", ConnectionsJson.statusOf(connection(Connection.Status.ACTIVE, false), true));
        assertEquals("syncing", ConnectionsJson.statusOf(connection(Connection.Status.ACTIVE, true), true));
        assertEquals("error", ConnectionsJson.statusOf(connection(Connection.Status.FAILED, false), false));
    }

    @Test
    void every_phase_of_a_run_has_a_word() {
        assertEquals(
                Map.of(
                        Syncs.Phase.QUEUED, "pending",
                        Syncs.Phase.RUNNING, "running",
                        Syncs.Phase.WAITING, "running",
                        Syncs.Phase.PARKED, "running",
                        Syncs.Phase.STALLED, "running",
                        Syncs.Phase.COMPLETED, "completed",
                        Syncs.Phase.COMPLETED_WITH_ERRORS, "completed",
                        Syncs.Phase.FAILED, "failed",
                        Syncs.Phase.CANCELLED, "cancelled"),
                Arrays.stream(Syncs.Phase.values()).collect(Collectors.toMap(phase -> phase, SyncsJson::statusOf)));
    }

    @Test
    void every_type_of_field_has_a_word() {
        Set<String> words = Set.of("string", "number", "password", "boolean", "select", "json");
        for (Field.Type type : Field.Type.values()) {
            assertTrue(words.contains(SourcesJson.typeOf(type)));
        }
        assertEquals(
                "token",
                SourcesJson.methodOf(new AuthScheme.Secrets(
                        List.of(Field.required("token", Field.Type.SECRET, "Token", "Of a bot.")))));
    }

    private static Connection connection(Connection.Status status, boolean enabled) {
        UUID any = new UUID(0, 1);
        return new Connection(
                new Connection.Id(any),
                new Organization.Id(any),
                new Collection.Id(any),
                new Provider.Id("s3"),
                "Any",
                Settings.NONE,
                1,
                Optional.empty(),
                status,
                Optional.empty(),
                Optional.empty(),
                enabled,
                Optional.empty(),
                Optional.empty(),
                new User.Id(any),
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty());
    }
}
