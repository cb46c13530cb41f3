package dev.portolan.application.port;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Grants without their tokens, who renews each, and which connections use it. */
public interface GrantStore {

    /** @return false where the organization has one for this app and account already */
    boolean add(OAuthGrant grant);

    Optional<OAuthGrant> find(Organization.Id organization, Credential.Id id);

    Optional<OAuthGrant> of(Organization.Id organization, OAuthApp.Id app, String account);

    /** Like {@link #find}, and no one else changes or locks it before this transaction ends. */
    Optional<OAuthGrant> lock(Organization.Id organization, Credential.Id id);

    /** Writes everything but the lease, inside the transaction that locked it. */
    void update(OAuthGrant grant);

    /** How many grants, revoked ones aside, an app has. */
    int countOf(Organization.Id organization, OAuthApp.Id app);

    /** The connections that use a grant: neither revoked nor deleted; oldest first. */
    List<Connection.Id> usersOf(Organization.Id organization, Credential.Id id);

    /** Across organizations: whether anyone has a live grant of this account to this client. */
    boolean liveAnywhere(Provider.Id provider, String clientId, String account);

    /** Across organizations, for the clock: live grants whose {@code renewAt} has come, earliest first. */
    List<OAuthGrant> due(Instant now, int limit);

    /** Moves {@code renewAt} on, if it is still {@code from}: whoever succeeds may renew. */
    boolean advance(Organization.Id organization, Credential.Id id, Instant from, Instant to);

    /** Across organizations, for the clock: grants that are not revoked and that no connection uses. */
    List<OAuthGrant> unused(int limit);

    /** Across organizations, for the clock: removes revoked grants that no connection points to any more. @return how many */
    int forget(int limit);

    // --- the lease

    /** Takes the lease, if nobody else holds it at {@code now} and the tokens still have this version. */
    Optional<OAuthGrant.Lease> lease(
            Organization.Id organization, Credential.Id id, long version, String holder, Instant now, Instant until);

    /** @return false where the lease is not this one any more */
    boolean extend(Organization.Id organization, Credential.Id id, long number, Instant until);

    /** Whether the lease is still this one; inside the transaction that locked the grant. */
    boolean holds(Organization.Id organization, Credential.Id id, long number);

    /**
     * Gives the lease up, if it is still this one.
     *
     * @param answered false: nobody knows what became of the exchange, and later leases on these tokens say so
     */
    void endLease(Organization.Id organization, Credential.Id id, long number, boolean answered);
}
