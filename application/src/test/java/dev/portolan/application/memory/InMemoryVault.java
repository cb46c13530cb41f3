package dev.portolan.application.memory;

import dev.portolan.application.port.CredentialVault;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Credentials in clear, in memory. */
public final class InMemoryVault implements CredentialVault {

    private final MemoryDatabase database;
    private final Map<UUID, Integer> sealedBy = new HashMap<>();
    private int newest = 1;

    public InMemoryVault(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void put(Organization.Id organization, Credential.Id id, Credential credential) {
        database.run(() -> {
            boolean foreign = database.credentials.get(id.value()).isPresent()
                    && database.credential(organization, id).isEmpty();
            if (foreign) {
                throw new IllegalStateException("The credential belongs to another organization");
            }
            database.credentials.put(id.value(), new MemoryRows.Kept(organization, credential));
            sealedBy.put(id.value(), newest);
        });
    }

    @Override
    public Credential open(Organization.Id organization, Credential.Id id) {
        return database.call(() -> database.credential(organization, id)
                .orElseThrow(() -> new IllegalStateException("There is no credential " + id.value())));
    }

    @Override
    public Map<Credential.Id, Credential> openAll(Organization.Id organization, Collection<Credential.Id> ids) {
        return database.call(() -> {
            Map<Credential.Id, Credential> found = new HashMap<>();
            ids.forEach(id -> database.credential(organization, id).ifPresent(credential -> found.put(id, credential)));
            return found;
        });
    }

    @Override
    public void remove(Organization.Id organization, Credential.Id id) {
        database.run(() -> {
            if (database.credential(organization, id).isPresent()) {
                database.credentials.remove(id.value());
                sealedBy.remove(id.value());
            }
        });
    }

    @Override
    public void rotate() {
        database.run(() -> newest++);
    }

    @Override
    public boolean reseal(int most) {
        return database.call(() -> {
            older().stream().limit(most).forEach(id -> sealedBy.put(id, newest));
            return !older().isEmpty();
        });
    }

    @Override
    public Sealing sealing() {
        return database.call(() -> new Sealing(newest, Instant.EPOCH, sealedBy.size(), older().size(), 0));
    }

    private List<UUID> older() {
        return sealedBy.entrySet().stream()
                .filter(each -> each.getValue() < newest)
                .map(Map.Entry::getKey)
                .toList();
    }
}
