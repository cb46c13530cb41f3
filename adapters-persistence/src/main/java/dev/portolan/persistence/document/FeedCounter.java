package dev.portolan.persistence.document;

import dev.portolan.domain.Collection;
import dev.portolan.domain.Organization;
import dev.portolan.persistence.database.Jdbc;
import jakarta.inject.Singleton;

/**
 * The numbers of a collection's change feed. Who takes some holds the collection's row until the transaction ends: commits
 * come in the order of their numbers, so that a reader who has seen a number will never see a lower one appear.
 */
@Singleton
final class FeedCounter {

    private final Jdbc jdbc;

    FeedCounter(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the first of {@code count} numbers; some may stay unused */
    long take(Organization.Id organization, Collection.Id collection, int count) {
        int locked = jdbc.update(
                "update collection set feed_seq = feed_seq + ? where id = ? and organization_id = ?",
                count,
                collection.value(),
                organization.value());
        if (locked == 0) {
            throw new IllegalStateException("There is no such collection");
        }
        return jdbc.number("select feed_seq from collection where id = ?", collection.value()) - count + 1;
    }
}
