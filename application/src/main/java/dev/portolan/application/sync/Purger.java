package dev.portolan.application.sync;

import dev.portolan.application.oauth.Grants;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is left of a connection that its user has deleted, in batches, leaving tombstones. */
final class Purger {

    private static final Logger LOG = LoggerFactory.getLogger(Purger.class);
    private static final Duration RUN_ENDS = Duration.ofSeconds(1);

    private final ConnectionStore connections;
    private final SyncRunStore runs;
    private final DocumentStore documents;
    private final Grants grants;
    private final RunDesk desk;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Bounds bounds;

    Purger(
            ConnectionStore connections,
            SyncRunStore runs,
            DocumentStore documents,
            Grants grants,
            RunDesk desk,
            Transactions transactions,
            InstantSource clock,
            Bounds bounds) {
        this.connections = connections;
        this.runs = runs;
        this.documents = documents;
        this.grants = grants;
        this.desk = desk;
        this.transactions = transactions;
        this.clock = clock;
        this.bounds = bounds;
    }

    Optional<Instant> work(WorkQueue.Work.Purge work) {
        Optional<Connection> connection = connections
                .find(work.organization(), work.connection())
                .filter(found -> found.status() == Connection.Status.DELETING);
        if (connection.isEmpty()) {
            return Optional.empty();
        }
        Optional<SyncRun.Id> open = connections.openRun(work.organization(), work.connection());
        if (open.isPresent()) {
            runs.requestCancel(work.organization(), open.get());
            runs.find(work.organization(), open.get()).ifPresent(run -> desk.settle(run, () -> true));
            return Optional.of(clock.instant().plus(RUN_ENDS));
        }
        Instant end = clock.instant().plus(bounds.slice());
        while (removeBatch(connection.get())) {
            if (clock.instant().isAfter(end)) {
                return Optional.of(clock.instant());
            }
        }
        strip(connection.get());
        return Optional.empty();
    }

    private boolean removeBatch(Connection connection) {
        return transactions.call(() -> {
            List<Document.Id> batch =
                    documents.batch(connection.organization(), connection.id(), Optional.empty(), Deletions.BATCH);
            documents.remove(connection.organization(), connection.collection(), batch, clock.instant());
            return !batch.isEmpty();
        });
    }

    private void strip(Connection connection) {
        transactions.run(() -> {
            connections.strip(connection.organization(), connection.id());
            connection.credential().ifPresent(id -> grants.forgetKeys(connection.organization(), id));
            connections.update(connection.deleted(clock.instant()));
        });
        connection.credential().ifPresent(id -> grants.release(connection.organization(), id));
        LOG.info("connection deleted connection={}", connection.id().value());
    }
}
