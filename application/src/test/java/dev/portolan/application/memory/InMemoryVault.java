package dev.portolan.application.memory;

import dev.portolan.application.port.CredentialVault;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;

/** Credentials in clear, in memory. */
public final class InMemoryVault implements CredentialVault {

    private final MemoryDatabase database;

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
        });
    }

    @Override
    public Credential open(Organization.Id organization, Credential.Id id) {
        return database.call(() -> database.credential(organization, id)
                .orElseThrow(() -> new IllegalStateException("There is no credential " + id.value())));
    }

    @Override
    public void remove(Organization.Id organization, Credential.Id id) {
        database.run(() -> {
            if (database.credential(organization, id).isPresent()) {
                database.credentials.remove(id.value());
            }
        });
    }
}
