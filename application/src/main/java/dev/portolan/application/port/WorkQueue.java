package dev.portolan.application.port;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Scope;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;

/**
 * Work that waits for a worker of any replica: claimed once, given to another when its worker dies. Adding joins the
 * caller's transaction.
 *
 * <p>Due work is done in the order of its time. What an organization adds, or lets go on, comes the earlier the less it has
 * on the queue already ({@link #turn}), so that one with thousands of scopes does not hold up another with one.
 */
public interface WorkQueue {

    /** Places in the line that count: who has more on the queue has no head start. */
    int PLACES = 240;

    /** What a place is worth: about as long as a piece of work takes. Newcomers overtake what is younger than that. */
    Duration PLACE = Duration.ofMinutes(1);

    /** The time by which work is ordered, of an organization that has {@code waiting} on the queue. */
    static Instant turn(Instant at, Instant now, long waiting) {
        return at.isAfter(now) ? at : now.minus(PLACE.multipliedBy(Math.max(0, PLACES - waiting)));
    }

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
