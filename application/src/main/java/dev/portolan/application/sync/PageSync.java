package dev.portolan.application.sync;

import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.DeletionStore.TreeWork;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.domain.Change;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ScopeState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Applies one page: compares it with what is stored, fetches what is new, and commits in chunks, the last of them together
 * with the checkpoint. Deletions are only marked. Applying a page again is harmless.
 */
final class PageSync {

    private final DocumentStore documents;
    private final DeletionStore deletions;
    private final ItemIssueStore issues;
    private final Comparison comparison;
    private final Tree tree;
    private final Fetching fetching;
    private final IdSource ids;
    private final Bounds bounds;

    PageSync(
            DocumentStore documents,
            DeletionStore deletions,
            ItemIssueStore issues,
            Tree tree,
            Fetching fetching,
            IdSource ids,
            Bounds bounds) {
        this.documents = documents;
        this.deletions = deletions;
        this.issues = issues;
        this.comparison = new Comparison(documents);
        this.tree = tree;
        this.fetching = fetching;
        this.ids = ids;
        this.bounds = bounds;
    }

    /**
     * Applies a page. Where more is to come the checkpoint moves; the last page's checkpoint is left to whoever ends the scope.
     * A page of documents that stand alone may still be committing when this returns.
     *
     * @return false where the page's keys are out of order: nothing was applied, and the scope is to be listed anew
     */
    boolean apply(Slice slice, Change.Page page) {
        Sifted sifted = Sifted.of(page.changes());
        Batch batch = Batch.of(sifted.changes());
        Optional<KeyRange> covers = slice.state().unordered() ? Optional.empty() : page.covers();
        if (covers.isPresent() && !Comparison.ascends(batch, covers.get())) {
            return false;
        }
        boolean alone = covers.isEmpty() && batch.standsAlone();
        if (alone) {
            slice.settle(batch.upserts().keySet());
        } else {
            slice.settle();
        }
        List<Compared> compared = covers.isPresent()
                ? comparison.ordered(slice, batch, covers.get(), gone -> mark(slice, gone))
                : comparison.mentioned(slice, batch);
        empty(slice, batch, compared);
        PageWriter.Pass pass =
                covers.isEmpty() && !slice.state().listed() ? PageWriter.Pass.SEEING : PageWriter.Pass.PAGE;
        boolean more = page.outcome() == Change.Outcome.MORE;
        ScopeState next = more ? slice.state().at(page.next(), false) : slice.state();
        try (PageWriter writer = writer(slice, pass)) {
            writer.begin(compared, page.total(), sifted.refused());
            fetching.each(slice, compared, writer);
            if (alone && more) {
                writer.finishMeanwhile(next, batch.upserts().keySet());
            } else {
                writer.finish(next, () -> markDeleted(slice, batch));
            }
        }
        return true;
    }

    /** Tries documents again that failed before: whatever their stored versions, their content is fetched. */
    void retry(Slice slice, List<Change> again) {
        List<Compared> compared = comparison
                .mentioned(slice, Batch.of(Sifted.of(again).changes()))
                .stream()
                .map(Compared::afresh)
                .toList();
        try (PageWriter writer = writer(slice, PageWriter.Pass.AGAIN)) {
            fetching.each(slice, compared, writer);
            writer.finish();
        }
    }

    private PageWriter writer(Slice slice, PageWriter.Pass pass) {
        Chunk chunk = new Chunk(slice, ids::next, pass == PageWriter.Pass.AGAIN);
        return new PageWriter(slice, pass, documents, deletions, issues, chunk, bounds);
    }

    private void mark(Slice slice, List<Known> gone) {
        slice.commit(scope -> scope, () -> markInside(slice, gone));
    }

    private void markInside(Slice slice, List<Known> gone) {
        deletions.mark(
                slice.organization(),
                slice.connection().id(),
                slice.scopeId(),
                gone.stream().map(Known::id).toList());
    }

    /**
     * What was in a folder before it was emptied, or before another one took its place, is marked before anything of the page
     * is there; what of it the page names again is thereby unmarked.
     */
    private void empty(Slice slice, Batch batch, List<Compared> compared) {
        Stream<Resource.Id> replaced = compared.stream()
                .filter(Compared::replacesFolder)
                .map(item -> item.resource().id());
        Stream<Resource.Id> emptied =
                stored(slice, batch.emptied()).filter(PageSync::isFolder).map(Known::resource);
        List<TreeWork> below = Stream.concat(replaced, emptied)
                .distinct()
                .map(folder -> new TreeWork(folder, TreeWork.Kind.DELETE, Optional.empty()))
                .toList();
        if (!below.isEmpty()) {
            slice.commit(scope -> scope, () -> addTreeWork(slice, below));
            tree.workOff(slice);
        }
    }

    /** What the scope has under these keys. */
    private Stream<Known> stored(Slice slice, Set<String> deletionKeys) {
        return deletionKeys.isEmpty()
                ? Stream.empty()
                : documents
                        .byDeletionKeys(slice.organization(), slice.connection().id(), deletionKeys)
                        .stream()
                        .filter(known -> known.scope().equals(slice.scopeId()));
    }

    private static boolean isFolder(Known row) {
        return row.kind() == Resource.Kind.FOLDER;
    }

    private void addTreeWork(Slice slice, List<TreeWork> work) {
        deletions.addTreeWork(slice.organization(), slice.connection().id(), slice.scopeId(), work);
    }

    /** What the feed says is gone; a folder takes its descendants, later and in batches. */
    private void markDeleted(Slice slice, Batch batch) {
        List<Known> rows = stored(slice, batch.deletions())
                .filter(known -> !batch.upserts().containsKey(known.key()))
                .toList();
        List<TreeWork> below = rows.stream()
                .filter(PageSync::isFolder)
                .map(row -> new TreeWork(row.resource(), TreeWork.Kind.DELETE, Optional.empty()))
                .toList();
        if (!rows.isEmpty()) {
            markInside(slice, rows);
        }
        if (!below.isEmpty()) {
            addTreeWork(slice, below);
        }
    }
}
