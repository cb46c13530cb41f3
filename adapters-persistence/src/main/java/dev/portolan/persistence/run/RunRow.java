package dev.portolan.persistence.run;

import dev.portolan.domain.SyncRun;
import dev.portolan.persistence.database.Micros;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run as it is stored; progress is read from its scopes. */
@MappedEntity("sync_run")
record RunRow(
        @Id UUID id,
        UUID organizationId,
        UUID connectionId,
        String mode,
        String cause,
        String state,
        long heldDeletions,
        boolean cancelRequested,
        @Nullable String problemCode,
        @Nullable String problemMessage,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant heartbeatAt) {

    static RunRow of(SyncRun run) {
        return new RunRow(
                run.id().value(),
                run.organization().value(),
                run.connection().value(),
                run.mode().name(),
                run.trigger().name(),
                run.state().name(),
                run.heldDeletions(),
                run.cancelRequested(),
                run.problem().map(SyncRun.Problem::code).orElse(null),
                run.problem().map(SyncRun.Problem::message).orElse(null),
                Micros.of(run.createdAt()),
                run.startedAt().map(Micros::of).orElse(null),
                run.finishedAt().map(Micros::of).orElse(null),
                Micros.of(run.heartbeatAt()));
    }
}
