package dev.portolan.application.memory;

import dev.portolan.application.port.AskedStore;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Requests that are carried out once, in memory. */
public final class InMemoryAskedStore implements AskedStore {

    private final MemoryDatabase database;

    public InMemoryAskedStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Asked> note(Asked asked) {
        return database.call(() -> {
            Optional<Asked> known = database.asked.stream()
                    .filter(other -> other.organization().equals(asked.organization())
                            && other.sender().equals(asked.sender())
                            && other.key().equals(asked.key()))
                    .findFirst();
            if (known.isEmpty()) {
                database.asked.put(asked.id().value(), asked);
            }
            return known;
        });
    }

    @Override
    public boolean answered(Organization.Id organization, Credential.Id id) {
        return database.call(() -> {
            Optional<Asked> known = find(organization, id);
            known.ifPresent(asked -> database.asked.put(id.value(), asked.withAnswer()));
            return known.isPresent();
        });
    }

    @Override
    public boolean remove(Organization.Id organization, Credential.Id id) {
        return database.call(() -> find(organization, id).isPresent() && database.asked.remove(id.value()));
    }

    private Optional<Asked> find(Organization.Id organization, Credential.Id id) {
        return database.asked
                .get(id.value())
                .filter(asked -> asked.organization().equals(organization));
    }

    @Override
    public List<Asked> before(Instant time, int limit) {
        return database.call(() -> database.asked.stream()
                .filter(asked -> asked.at().isBefore(time))
                .sorted(Comparator.comparing(Asked::at))
                .limit(limit)
                .toList());
    }
}
