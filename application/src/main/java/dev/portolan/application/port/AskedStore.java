package dev.portolan.application.port;

import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Requests that must not be carried out twice, each by a key of its sender's. */
public interface AskedStore {

    /**
     * Such a request.
     *
     * @param id under which its answer is sealed
     * @param sender whose key it is, digested
     * @param key digested
     * @param fingerprint of what was asked
     * @param answered its answer is kept; else it is under way, or was when its process died
     */
    record Asked(
            Credential.Id id,
            Organization.Id organization,
            String sender,
            String key,
            String fingerprint,
            boolean answered,
            Instant at) {

        public Asked withAnswer() {
            return new Asked(id, organization, sender, key, fingerprint, true, at);
        }
    }

    /** Notes a request, unless there is one of the same organization, sender and key. @return what is there; empty: it was noted */
    Optional<Asked> note(Asked asked);

    /** @return false where it is not there any more */
    boolean answered(Organization.Id organization, Credential.Id id);

    /** @return false where it is not there any more */
    boolean remove(Organization.Id organization, Credential.Id id);

    /** Across organizations, for the clock: those noted before, oldest first. */
    List<Asked> before(Instant time, int limit);
}
