package dev.portolan.rest.stackai;

import dev.portolan.application.Connections;
import dev.portolan.application.Syncs;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.CalledBy;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Whether a connection works. */
@Controller(StackAiDialect.MOUNT + "/{connection_id}/health")
@StackAiRoutes
@Tag(name = "Connections")
final class HealthController {

    private final Connections connections;
    private final Syncs syncs;
    private final InstantSource clock;

    HealthController(Connections connections, Syncs syncs, InstantSource clock) {
        this.connections = connections;
        this.syncs = syncs;
        this.clock = clock;
    }

    /** Asks the provider whether the credentials work, and tells how the last sync went. */
    @Get
    HealthJson getConnectionHealth(@CalledBy Principal caller, @PathVariable("connection_id") String id) {
        Connection.Id known = Connections.id(id);
        Instant asked = clock.instant();
        Connections.TestResult result = connections.check(caller, known);
        Instant answered = clock.instant();
        Optional<SyncRun> last = syncs.list(caller, result.connection().id(), Page.Cursor.START, 1).items().stream()
                .findFirst();
        return HealthJson.of(result, last, answered.truncatedTo(ChronoUnit.MILLIS), Duration.between(asked, answered));
    }
}
