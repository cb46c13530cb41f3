package dev.portolan.persistence.vault;

import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Opens what was read from the table of credentials, there or beside another row. */
@Singleton
public final class Unsealing {

    private final DataKeys keys;

    Unsealing(DataKeys keys) {
        this.keys = keys;
    }

    /** @throws IllegalStateException where it was sealed for another organization or id */
    public Credential open(Organization.Id organization, Credential.Id id, int dataKey, byte[] sealed) {
        return CredentialJson.read(keys.open(dataKey, sealed, associated(organization.value(), id.value())));
    }

    /** What a credential is sealed for. */
    static byte[] associated(UUID organization, UUID id) {
        return ("portolan credential " + organization + " " + id).getBytes(StandardCharsets.UTF_8);
    }
}
