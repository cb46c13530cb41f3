package dev.portolan.application.port;

import dev.portolan.domain.AuthorizedConnection;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ConnectionQuery;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Sight;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Connections, the run that each has open, and when each is due. */
public interface ConnectionStore {

    void add(Connection connection);

    /** Writes everything but the open run, the due time and the last sync. @return false where there is none */
    boolean update(Connection connection);

    Optional<Connection> find(Organization.Id organization, Connection.Id id);

    /**
     * Like {@link #find}, of several, with what is to be shown beside each; those that are not there are left out.
     *
     * @param viewer whose role is told too, if anybody's
     */
    Map<Connection.Id, Sight> look(
            Organization.Id organization, Set<Connection.Id> ids, Optional<User.Id> viewer, Set<Sight.Part> parts);

    /** Like {@link #find}, and no one else changes it before this transaction ends. */
    Optional<Connection> lock(Organization.Id organization, Connection.Id id);

    /** By creation, newest first; what is not live is left out unless the filter names that status. */
    List<Connection> list(Organization.Id organization, Filter filter, int limit);

    /** Those of the visible ones that a query asks for. */
    List<Connection> select(Organization.Id organization, DocumentStore.Visible visible, ConnectionQuery query);

    /** How many there are of those, whatever the offset and limit. */
    long count(Organization.Id organization, DocumentStore.Visible visible, ConnectionQuery query);

    /**
     * Of each collection the oldest connection that was authorized with the app that counts there and not revoked; those without
     * one are left out. That app is the one that was chosen for the collection, as long as it is registered, else the first of
     * the collection's own.
     *
     * @param operators apps that are registered without being stored
     * @param viewer only what this user has a role on, if anybody is named
     */
    Map<Named, AuthorizedConnection> authorized(
            Organization.Id organization, Set<Named> collections, Set<OAuthApp.Id> operators, Optional<User.Id> viewer);

    /** Removes scopes, runs, issues and marks of a connection; the row itself stays for its tombstones' readers. */
    void strip(Organization.Id organization, Connection.Id id);

    /** Across organizations, for the clock: removes rows with status DELETED that were last updated before. @return how many */
    int removeDeleted(Instant before, int limit);

    /** Claims the connection for a run. @return the run that holds it already, or empty where the claim succeeded */
    Optional<SyncRun.Id> claim(Organization.Id organization, Connection.Id id, SyncRun.Id run);

    /** The run that holds the connection. */
    Optional<SyncRun.Id> openRun(Organization.Id organization, Connection.Id id);

    /** The runs that hold these connections; those that no run holds are left out. */
    Map<Connection.Id, SyncRun.Id> openRuns(Organization.Id organization, java.util.Collection<Connection.Id> ids);

    /** Gives the claim up, if the run still holds it, and notes when a sync last ended well ({@code lastSyncAt}), if it did. */
    void release(Organization.Id organization, Connection.Id id, SyncRun.Id run, Optional<Instant> lastSyncAt);

    /** When the schedule is next due; empty: never. */
    void setDue(Organization.Id organization, Connection.Id id, Optional<Instant> due);

    /** Across organizations, for the clock: enabled connections whose due time has come, earliest first. */
    List<Due> due(Instant now, int limit);

    /** Moves a due time on, if it is still {@code from}: whoever succeeds may act on it. */
    boolean advanceDue(Organization.Id organization, Connection.Id id, Instant from, Optional<Instant> to);

    /** How a collection is named. */
    sealed interface Named {
        record ById(Collection.Id id) implements Named {}

        record BySlug(String slug) implements Named {}
    }

    record Due(Organization.Id organization, Connection.Id connection, Instant at) {}

    /**
     * What a listing is narrowed to.
     *
     * @param after the last id of the page before
     * @param viewer only what this user has a role on
     */
    record Filter(
            Optional<Collection.Id> collection,
            Optional<Provider.Id> provider,
            Optional<Connection.Status> status,
            Optional<String> tenant,
            Optional<Connection.Id> after,
            Optional<User.Id> viewer) {
        public static final Filter NONE =
                new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public Filter(
                Optional<Collection.Id> collection,
                Optional<Provider.Id> provider,
                Optional<Connection.Status> status,
                Optional<String> tenant,
                Optional<Connection.Id> after) {
            this(collection, provider, status, tenant, after, Optional.empty());
        }
    }
}
