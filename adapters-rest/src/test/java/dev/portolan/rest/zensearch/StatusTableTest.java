package dev.portolan.rest.zensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Syncs;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Settings;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    @Test
    void every_status_of_a_connection_has_a_word_whether_it_is_paused_or_not() {
        Set<String> words = Set.of("pending", "active", "error", "needs_reauth", "revoked", "paused");
        for (Connection.Status status : Connection.Status.values()) {
            assertTrue(words.contains(ConnectorsJson.statusOf(connection(status, true))));
            assertTrue(words.contains(ConnectorsJson.statusOf(connection(status, false))));
        }
        assertEquals("paused", ConnectorsJson.statusOf(connection(Connection.Status.ACTIVE, false)));
        assertEquals("error", ConnectorsJson.statusOf(connection(Connection.Status.FAILED, false)));
        assertEquals(
                "needs_reauth", ConnectorsJson.statusOf(connection(Connection.Status.NEEDS_REAUTHORIZATION, true)));
    }

    @Test
    void every_phase_of_a_run_has_a_word() {
        assertEquals(
                Map.of(
                        Syncs.Phase.QUEUED, "queued",
                        Syncs.Phase.RUNNING, "running",
                        Syncs.Phase.WAITING, "running",
                        Syncs.Phase.PARKED, "running",
                        Syncs.Phase.STALLED, "running",
                        Syncs.Phase.COMPLETED, "completed",
                        Syncs.Phase.COMPLETED_WITH_ERRORS, "completed_with_errors",
                        Syncs.Phase.FAILED, "failed",
                        Syncs.Phase.CANCELLED, "cancelled"),
                Arrays.stream(Syncs.Phase.values()).collect(Collectors.toMap(phase -> phase, JobsJson::statusOf)));
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
