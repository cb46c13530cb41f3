package dev.portolan.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A document at its last change, in the order of a collection's change feed.
 *
 * @param sequence ascending within the collection, never reused
 * @param document empty: deleted
 */
public record FeedEntry(
        long sequence, Document.Id id, Connection.Id connection, Instant at, Optional<Document> document) {}
