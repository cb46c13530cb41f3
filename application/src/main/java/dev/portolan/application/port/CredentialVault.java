package dev.portolan.application.port;

import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;

/** Keeps credentials sealed; what was sealed for one organization or id does not open for another. */
public interface CredentialVault {

    /** Seals and stores, replacing what was there under the id. */
    void put(Organization.Id organization, Credential.Id id, Credential credential);

    /** @throws IllegalStateException where there is none or it does not open */
    Credential open(Organization.Id organization, Credential.Id id);

    void remove(Organization.Id organization, Credential.Id id);
}
