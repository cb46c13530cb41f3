package dev.portolan.application.port;

import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.FeedEntry;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Documents and folders, their text, and the change feed of each collection. Writes happen inside a transaction of the
 * caller's; bulk writes take few statements however many rows.
 */
public interface DocumentStore {

    // --- comparing

    /** What is stored under these keys, deleted ones included; absent keys are absent. */
    Map<ResourceKey, Known> known(Organization.Id organization, Connection.Id connection, Set<ResourceKey> keys);

    /** Live rows of a scope within a range, by key in byte order, at most {@code limit}. */
    List<Known> range(
            Organization.Id organization, Connection.Id connection, Scope.Id scope, KeyRange range, int limit);

    /** Live rows by what the provider names in deletions. */
    List<Known> byDeletionKeys(Organization.Id organization, Connection.Id connection, Set<String> deletionKeys);

    /** Live rows with this parent, by key, after {@code after} if given. */
    List<Known> children(
            Organization.Id organization,
            Connection.Id connection,
            Resource.Id parent,
            Optional<ResourceKey> after,
            int limit);

    /** Live documents, not folders, of a scope. */
    long count(Organization.Id organization, Connection.Id connection, Scope.Id scope);

    // --- writing

    /** Adds or replaces rows; each that is a document gets the next number of its collection's feed. */
    void save(Organization.Id organization, Collection.Id collection, List<Draft> drafts);

    /**
     * Turns live rows into tombstones with the next feed numbers and drops their text, marks and item issues; folders vanish
     * without one.
     *
     * @return how many documents, not folders, were live until now
     */
    int remove(Organization.Id organization, Collection.Id collection, List<Document.Id> ids, Instant at);

    /** Gives live rows other paths; each that is a document gets the next number of its collection's feed. */
    void move(Organization.Id organization, Collection.Id collection, List<Move> moves, Instant at);

    /** Live rows of a connection, any scope or one, at most {@code limit}: the next batch to remove. */
    List<Document.Id> batch(
            Organization.Id organization, Connection.Id connection, Optional<Scope.Id> scope, int limit);

    // --- reading

    Optional<Document> find(Organization.Id organization, Document.Id id);

    /** The stored text; empty where the document has none or is not there. */
    Optional<String> text(Organization.Id organization, Document.Id id);

    /** Texts of several documents at once. */
    Map<Document.Id, String> texts(Organization.Id organization, java.util.Collection<Document.Id> ids);

    /** By id, ascending, after the query's {@code after}. */
    List<Document> list(Organization.Id organization, Collection.Id collection, Query query, int limit);

    // --- the change feed

    /**
     * Documents of the collection at their last change, by sequence, after {@code after}; no more than {@code limit}. Whoever
     * reads on from the last sequence seen misses nothing, whatever is being committed meanwhile.
     */
    List<FeedEntry> changes(
            Organization.Id organization, Collection.Id collection, Visible visible, long after, int limit);

    /** Feeds read from before this number have lost tombstones. */
    long feedFloor(Organization.Id organization, Collection.Id collection);

    /** Across organizations, for the clock: forgets tombstones older than {@code before}, raising the floors. @return how many */
    int forgetTombstones(Instant before, int limit);

    /**
     * A stored row, as far as comparing needs it.
     *
     * @param listing of the scope, in which the content was last fetched
     * @param deleted a tombstone: if it comes back it keeps its id
     */
    record Known(
            Document.Id id,
            Scope.Id scope,
            ResourceKey key,
            Resource.Id resource,
            Resource.Kind kind,
            String name,
            String path,
            Optional<Resource.Id> parent,
            String version,
            long listing,
            boolean deleted) {}

    /**
     * A row to write.
     *
     * @param text what happens to the stored text
     */
    record Draft(
            Document.Id id,
            Connection.Id connection,
            Scope.Id scope,
            Resource resource,
            String path,
            long listing,
            Text text,
            Instant indexedAt) {}

    /** Another path for a row whose folder has moved. */
    record Move(Document.Id id, String path) {}

    /** What happens to a stored text. */
    sealed interface Text {
        record Replace(String text) implements Text {}

        record Drop() implements Text {}

        record Keep() implements Text {}
    }

    /** Which connections' documents a caller may read. {@code only}: empty means all of the organization. */
    record Visible(Optional<Set<Connection.Id>> only) {
        public static final Visible ALL = new Visible(Optional.empty());

        public Visible {
            only = only.map(Set::copyOf);
        }

        public static Visible only(Set<Connection.Id> connections) {
            return new Visible(Optional.of(connections));
        }

        public boolean includes(Connection.Id connection) {
            return only.isEmpty() || only.get().contains(connection);
        }
    }

    /**
     * What a listing is narrowed to.
     *
     * @param text found, whatever its case, in name, path or text
     * @param path the path itself, or a folder that it is in
     */
    record Query(Visible visible, Optional<String> text, Optional<String> path, Optional<Document.Id> after) {}
}
