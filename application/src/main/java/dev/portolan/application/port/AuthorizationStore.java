package dev.portolan.application.port;

import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Consents under way, and what a consent leaves with connections besides a grant: other names, and where browsers go. */
public interface AuthorizationStore {

    void add(PendingAuthorization pending);

    /** The only look-up across organizations: a state says itself whose it is. Finds used and expired ones too. */
    Optional<PendingAuthorization> byHash(String stateHash);

    /** The newest that this user began in this dialect for this provider, and that is neither used nor expired. */
    Optional<PendingAuthorization> newest(
            Organization.Id organization, User.Id starter, String dialect, Provider.Id provider, Instant now);

    /** @return false where it was used before or has expired: of many who try, one succeeds */
    boolean use(Organization.Id organization, PendingAuthorization.Id id, Instant now);

    /** Across organizations, for the clock: removes those that expired before. @return what was removed */
    List<PendingAuthorization> forget(Instant before, int limit);

    /** The connections of an account in a collection and tenant, revoked ones too, deleted ones not; oldest first. */
    List<Connection.Id> ofAccount(
            Organization.Id organization,
            Collection.Id collection,
            Optional<String> tenant,
            Provider.Id provider,
            String account);

    /** Another id by which a connection is known from now on. */
    void addAlias(Organization.Id organization, Connection.Id alias, Connection.Id connection);

    Optional<Connection.Id> aliased(Organization.Id organization, Connection.Id alias);

    /** Where the browser goes after consent; empty: to a page of ours. */
    void setRedirect(Organization.Id organization, Connection.Id connection, Optional<String> url);

    /** Those that have one. */
    Map<Connection.Id, String> redirects(Organization.Id organization, Set<Connection.Id> connections);
}
