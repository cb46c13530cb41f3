package dev.portolan.application.port;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Deletions that are known but not carried out yet, and what a listing has seen so far. */
public interface DeletionStore {

    /** Marks rows for deletion; marking twice is marking once. */
    void mark(Organization.Id organization, Connection.Id connection, Scope.Id scope, Collection<Document.Id> ids);

    /** They are there after all. */
    void clear(Organization.Id organization, Connection.Id connection, Collection<Document.Id> ids);

    /** Whether anything is marked. */
    boolean any(Organization.Id organization, Connection.Id connection, Scope.Id scope);

    /** Marked documents, not folders, that are still live. */
    long count(Organization.Id organization, Connection.Id connection, Scope.Id scope);

    /** The next marked rows, folders included. */
    List<Document.Id> next(Organization.Id organization, Connection.Id connection, Scope.Id scope, int limit);

    /** Notes that a listing has seen these keys, whose rows it has not written. */
    void see(
            Organization.Id organization,
            Connection.Id connection,
            Scope.Id scope,
            long listing,
            Collection<ResourceKey> keys);

    /**
     * Marks for deletion those live rows of the scope that this listing has neither seen nor written, at most {@code limit}
     * of them, by key after {@code after}.
     *
     * @return the last key looked at, or empty where the scope is through
     */
    Optional<ResourceKey> markUnseen(
            Organization.Id organization,
            Connection.Id connection,
            Scope.Id scope,
            long listing,
            Optional<ResourceKey> after,
            int limit);

    /** Forgets what listings before {@code listing} have seen, at most {@code limit} rows. @return how many */
    int forgetSeen(Organization.Id organization, Connection.Id connection, Scope.Id scope, long listing, int limit);

    // --- what the move or deletion of a folder leaves to be done below it

    /** Adding again starts that work anew. */
    void addTreeWork(Organization.Id organization, Connection.Id connection, Scope.Id scope, List<TreeWork> work);

    Optional<TreeWork> nextTreeWork(Organization.Id organization, Connection.Id connection, Scope.Id scope);

    void updateTreeWork(Organization.Id organization, Connection.Id connection, Scope.Id scope, TreeWork work);

    /** Work is the same when folder and kind are. */
    void removeTreeWork(Organization.Id organization, Connection.Id connection, Scope.Id scope, TreeWork work);

    /**
     * A folder whose children wait.
     *
     * @param after the last child done
     */
    record TreeWork(Resource.Id folder, Kind kind, Optional<ResourceKey> after) {
        public enum Kind {
            /** The paths below it are outdated. */
            MOVE,
            /** All below it is gone. */
            DELETE
        }
    }
}
