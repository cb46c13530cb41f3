package dev.portolan.rest.informer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.Syncs;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StatusTableTest {

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
                        Syncs.Phase.COMPLETED_WITH_ERRORS, "completed",
                        Syncs.Phase.FAILED, "failed",
                        Syncs.Phase.CANCELLED, "cancelled"),
                Arrays.stream(Syncs.Phase.values()).collect(Collectors.toMap(phase -> phase, SyncsJson::statusOf)));
    }
}
