package dev.portolan.application.port;

import dev.portolan.domain.Organization;
import dev.portolan.domain.Revocation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is to be given back at providers, and what came of it. Adding joins the caller's transaction. */
public interface RevocationStore {

    void add(Revocation revocation);

    void update(Revocation revocation);

    /** Newest first. */
    List<Revocation> list(Organization.Id organization, int limit);

    /**
     * Across organizations, for the clock: takes one that is waiting and due, counts an attempt, and puts its next one off
     * until {@code retryAt}, so that only one replica has it and another gets it should that one die.
     */
    Optional<Revocation> take(Instant now, Instant retryAt);

    /** Across organizations, for the clock: removes those that ended and were begun before. @return how many */
    int forget(Instant before, int limit);
}
