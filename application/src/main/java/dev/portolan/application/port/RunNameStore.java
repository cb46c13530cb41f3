package dev.portolan.application.port;

import dev.portolan.domain.Organization;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.Optional;

/** The names that users have given to runs, each user their own. A run that is forgotten loses its names. */
public interface RunNameStore {

    Optional<SyncRun.Id> find(Organization.Id organization, User.Id user, String name);

    /** Names a run, in place of what the name meant before; nothing where run or user are of another organization. */
    void put(Organization.Id organization, User.Id user, String name, SyncRun.Id run);

    /** Across organizations, for the clock: forgets the names of runs that ended before. @return how many */
    int forget(Instant endedBefore);
}
