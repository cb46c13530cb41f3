package dev.portolan.application.port;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Scope;
import dev.portolan.domain.SyncRun;
import java.time.Instant;

/**
 * Work that waits for a worker of any replica: claimed once, given to another when its worker dies. Adding joins the
 * caller's transaction.
 */
public interface WorkQueue {

    /** Adds work, or moves it where the same is already waiting; does nothing where it is being done just now. */
    void add(Work work, Instant at);

    /** Whether the same work is waiting or being done. */
    boolean has(Work work);

    /** Something to do; equal work is the same work. */
    sealed interface Work {
        Organization.Id organization();

        /** Find out which scopes a run has. */
        record Plan(Organization.Id organization, SyncRun.Id run) implements Work {}

        /** Go on with one scope of a run. */
        record SyncScope(Organization.Id organization, SyncRun.Id run, Scope.Id scope) implements Work {}

        /** Remove what is left of a connection that is being deleted. */
        record Purge(Organization.Id organization, Connection.Id connection) implements Work {}
    }

    /** Does work; {@code again}: when the same work is to go on, empty where it is done. */
    @FunctionalInterface
    interface Worker {
        java.util.Optional<Instant> work(Work work);
    }
}
