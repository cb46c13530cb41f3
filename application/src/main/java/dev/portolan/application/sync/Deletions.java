package dev.portolan.application.sync;

import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.domain.Document;
import dev.portolan.domain.Progress;
import dev.portolan.domain.ResourceKey;
import java.util.List;
import java.util.Optional;

/**
 * What happens when a scope's listing has ended well: what was not seen is marked, and marks become deletions unless there
 * are suspiciously many. All in batches; beginning again is harmless.
 */
final class Deletions {

    static final int BATCH = 500;
    private static final int SEEN = 2_000;

    private final DocumentStore documents;
    private final DeletionStore deletions;

    Deletions(DocumentStore documents, DeletionStore deletions) {
        this.documents = documents;
        this.deletions = deletions;
    }

    /** Marks what the listing that ends now has not seen. */
    void sweep(Slice slice) {
        Optional<ResourceKey> after = Optional.empty();
        do {
            after = markUnseen(slice, after);
        } while (after.isPresent());
    }

    private Optional<ResourceKey> markUnseen(Slice slice, Optional<ResourceKey> after) {
        return slice.commitResult(() -> deletions.markUnseen(
                slice.organization(),
                slice.connection().id(),
                slice.scopeId(),
                slice.state().listing(),
                after,
                SEEN));
    }

    /** Forgets what listings before this one have seen. Harmless whoever does it: no listing looks at an earlier one's marks. */
    void forgetSeen(Slice slice, long listing) {
        int forgotten = SEEN;
        while (forgotten == SEEN) {
            forgotten = slice.unleased(() -> deletions.forgetSeen(
                    slice.organization(), slice.connection().id(), slice.scopeId(), listing, SEEN));
        }
    }

    /** Whether there are so many deletions that something else is more likely: lost access, a mistyped filter at the far side. */
    boolean suspicious(Slice slice) {
        long marked = marked(slice);
        long all = documents.count(slice.organization(), slice.connection().id(), slice.scopeId());
        return (marked > 100 && marked * 2 > all) || (marked > 10 && marked == all);
    }

    long marked(Slice slice) {
        return deletions.count(slice.organization(), slice.connection().id(), slice.scopeId());
    }

    void apply(Slice slice) {
        List<Document.Id> batch = next(slice);
        while (!batch.isEmpty()) {
            remove(slice, batch);
            batch = next(slice);
        }
    }

    /** Everything that the scope has stored: it is no longer selected. */
    void removeAll(Slice slice) {
        List<Document.Id> batch = stored(slice);
        while (!batch.isEmpty()) {
            remove(slice, batch);
            batch = stored(slice);
        }
    }

    private List<Document.Id> next(Slice slice) {
        return deletions.next(slice.organization(), slice.connection().id(), slice.scopeId(), BATCH);
    }

    private List<Document.Id> stored(Slice slice) {
        return documents.batch(slice.organization(), slice.connection().id(), Optional.of(slice.scopeId()), BATCH);
    }

    /** Counting what is about to go and removing it are one transaction, so that a repeated batch is not counted twice. */
    private void remove(Slice slice, List<Document.Id> batch) {
        slice.commitCounted(() -> {
            int removed =
                    documents.remove(slice.organization(), slice.connection().collection(), batch, slice.now());
            deletions.clear(slice.organization(), slice.connection().id(), batch);
            return Progress.deleted(removed);
        });
    }
}
