package dev.portolan.application.memory;

import dev.portolan.application.port.RunNameStore;
import dev.portolan.domain.Organization;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.Optional;

/** Names of runs, in memory. */
public final class InMemoryRunNameStore implements RunNameStore {

    private final MemoryDatabase database;

    public InMemoryRunNameStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<SyncRun.Id> find(Organization.Id organization, User.Id user, String name) {
        return database.call(() -> database.runNames
                .get(new MemoryRows.NameKey(user.value(), name))
                .filter(row -> row.organization().equals(organization))
                .flatMap(row -> database.run(organization, row.run()))
                .map(SyncRun::id));
    }

    @Override
    public void put(Organization.Id organization, User.Id user, String name, SyncRun.Id run) {
        database.run(() -> {
            boolean ours = database.run(organization, run).isPresent()
                    && database.users
                            .get(user.value())
                            .filter(found -> found.organization().equals(organization))
                            .isPresent();
            if (ours) {
                database.runNames.put(
                        new MemoryRows.NameKey(user.value(), name), new MemoryRows.RunName(organization, run));
            }
        });
    }

    @Override
    public int forget(Instant endedBefore) {
        return database.call(() -> database.runNames.removeIf(
                row -> database.run(row.organization(), row.run())
                        .map(run -> run.finishedAt()
                                .filter(end -> end.isBefore(endedBefore))
                                .isPresent())
                        .orElse(true),
                Integer.MAX_VALUE));
    }
}
