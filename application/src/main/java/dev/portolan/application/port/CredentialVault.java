package dev.portolan.application.port;

import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Keeps credentials sealed; what was sealed for one organization or id does not open for another. */
public interface CredentialVault {

    /** Seals and stores, replacing what was there under the id. */
    void put(Organization.Id organization, Credential.Id id, Credential credential);

    /** @throws IllegalStateException where there is none or it does not open */
    Credential open(Organization.Id organization, Credential.Id id);

    /** Those of these that there are. @throws IllegalStateException where one does not open */
    Map<Credential.Id, Credential> openAll(Organization.Id organization, Collection<Credential.Id> ids);

    void remove(Organization.Id organization, Credential.Id id);

    // --- keys, which are the deployment's

    /** Makes a new key, which seals everything from now on, on every replica; what was sealed before still opens. */
    void rotate();

    /**
     * Seals some of what older keys have sealed anew, with the newest. Each call goes on where the last one stopped.
     *
     * @return false where it came to the end
     */
    boolean reseal(int most);

    /** How far the sealing anew has come. */
    Sealing sealing();

    /**
     * What the credentials of all organizations are sealed with.
     *
     * @param key the number of the newest key
     * @param since when that was made
     * @param sealed credentials, whatever their key
     * @param older those under an older key
     * @param unreadable those among the first hundred of these that do not open: somebody changed or moved them
     */
    record Sealing(int key, Instant since, long sealed, long older, long unreadable) {

        /** Whether nothing is left that could be sealed anew. */
        public boolean complete() {
            return older == unreadable;
        }
    }
}
