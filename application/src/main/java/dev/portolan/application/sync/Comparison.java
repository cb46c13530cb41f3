package dev.portolan.application.sync;

import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.domain.Change;
import dev.portolan.domain.DocumentEvent;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.SyncRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Compares a page with what is stored, in a query or two, and says what each change means. */
final class Comparison {

    private static final int RANGE = 2_000;

    private final DocumentStore documents;

    Comparison(DocumentStore documents) {
        this.documents = documents;
    }

    /** Whether the keys ascend, each of them within the range. */
    static boolean ascends(Batch batch, KeyRange range) {
        Optional<ResourceKey> last = range.through().map(ResourceKey::of);
        ResourceKey before = range.after().map(ResourceKey::of).orElse(null);
        for (ResourceKey key : batch.upserts().keySet()) {
            if (before != null && key.compareTo(before) <= 0) {
                return false;
            }
            before = key;
        }
        return before == null || last.isEmpty() || before.compareTo(last.get()) <= 0;
    }

    /**
     * A page that speaks for a range of keys.
     *
     * @param gone told, a bounded number at a time, what is stored in the range and not mentioned
     */
    List<Compared> ordered(Slice slice, Batch batch, KeyRange range, Consumer<List<Known>> gone) {
        Map<ResourceKey, Known> known = new HashMap<>();
        KeyRange rest = range;
        boolean more = true;
        while (more) {
            List<Known> stored =
                    documents.range(slice.organization(), slice.connection().id(), slice.scopeId(), rest, RANGE);
            List<Known> missing = new ArrayList<>();
            for (Known row : stored) {
                if (batch.upserts().containsKey(row.key())) {
                    known.put(row.key(), row);
                } else {
                    missing.add(row);
                }
            }
            if (!missing.isEmpty()) {
                gone.accept(missing);
            }
            more = stored.size() == RANGE;
            if (more) {
                rest = new KeyRange(Optional.of(stored.getLast().resource().value()), range.through());
            }
        }
        Set<ResourceKey> others = new HashSet<>(batch.upserts().keySet());
        others.removeAll(known.keySet());
        if (!others.isEmpty()) {
            known.putAll(
                    documents.known(slice.organization(), slice.connection().id(), others));
        }
        return meanings(slice, batch, known);
    }

    /** A page that speaks only for what it mentions. */
    List<Compared> mentioned(Slice slice, Batch batch) {
        if (batch.upserts().isEmpty()) {
            return List.of();
        }
        return meanings(
                slice,
                batch,
                documents.known(
                        slice.organization(),
                        slice.connection().id(),
                        batch.upserts().keySet()));
    }

    private List<Compared> meanings(Slice slice, Batch batch, Map<ResourceKey, Known> known) {
        Paths paths = Paths.of(slice, batch, documents);
        List<Compared> compared = new ArrayList<>(batch.upserts().size());
        batch.upserts()
                .forEach((key, change) -> compared.add(
                        meaning(slice, change, Optional.ofNullable(known.get(key)), paths.of(change.resource()))));
        return compared;
    }

    private static Compared meaning(Slice slice, Change.Upserted change, Optional<Known> found, String path) {
        if (found.isEmpty() || found.get().deleted()) {
            return new Compared(change, found, DocumentEvent.ADDED, path, true, false);
        }
        Known known = found.get();
        boolean ours = known.scope().equals(slice.scopeId());
        if (!ours && slice.selected(known.scope())) {
            // A provider may show an item twice: the scope that stored it first owns it.
            return new Compared(change, found, DocumentEvent.UNCHANGED, path, false, true);
        }
        DocumentEvent event = event(slice, change.resource(), known, path, ours);
        return new Compared(change, found, event, path, event != DocumentEvent.UNCHANGED || !ours, false);
    }

    private static DocumentEvent event(Slice slice, Resource now, Known known, String path, boolean ours) {
        boolean rebuilt = slice.run().mode() == SyncRun.Mode.REBUILD
                && (!ours || known.listing() < slice.state().freshFrom());
        if (!now.version().equals(known.version()) || now.kind() != known.kind() || (rebuilt && !now.isFolder())) {
            return DocumentEvent.UPDATED;
        }
        boolean moved =
                !now.name().equals(known.name()) || !now.parent().equals(known.parent()) || !path.equals(known.path());
        return moved ? DocumentEvent.MOVED : DocumentEvent.UNCHANGED;
    }
}
