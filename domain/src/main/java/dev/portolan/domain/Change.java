package dev.portolan.domain;

import java.util.List;
import java.util.Optional;

/** What a provider says about one resource; what it means is for the core to find out. */
public sealed interface Change {

    /** It is there, in this version. Content that came with the listing is carried along. */
    record Upserted(Resource resource, Optional<Content.Inline> content) implements Change {
        public Upserted(Resource resource) {
            this(resource, Optional.empty());
        }
    }

    /** It is gone; a folder takes its descendants. */
    record Deleted(String deletionKey) implements Change {}

    /**
     * Whatever was stored below this folder before the page is gone, even where the folder is there again afterwards: nobody
     * names it one by one. What comes back is upserted, in this page or a later one.
     */
    record Emptied(String deletionKey) implements Change {}

    /**
     * A page of changes of one scope, and the checkpoint after it.
     *
     * @param next where the following call goes on
     * @param covers the keys that this page speaks for, if the scope is listed in byte order: what is stored within and
     *     not mentioned here is gone
     * @param total how many resources the scope has in all, where the provider says so
     */
    record Page(
            List<Change> changes, Checkpoint next, Outcome outcome, Optional<KeyRange> covers, Optional<Long> total) {
        public Page {
            changes = List.copyOf(changes);
        }

        public static Page more(List<Change> changes, Checkpoint next) {
            return new Page(changes, next, Outcome.MORE, Optional.empty(), Optional.empty());
        }

        public static Page listed(List<Change> changes, Checkpoint next) {
            return new Page(changes, next, Outcome.LISTED, Optional.empty(), Optional.empty());
        }

        public static Page caughtUp(List<Change> changes, Checkpoint next) {
            return new Page(changes, next, Outcome.CAUGHT_UP, Optional.empty(), Optional.empty());
        }

        public Page covering(KeyRange range) {
            return new Page(changes, next, outcome, Optional.of(range), total);
        }
    }

    enum Outcome {
        /** There is more to come now. */
        MORE,
        /** The listing that began at START is complete: what it did not mention is gone. */
        LISTED,
        /** The feed has no more for now. */
        CAUGHT_UP
    }
}
