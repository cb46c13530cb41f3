package dev.portolan.application.sync;

import dev.portolan.application.port.SyncRunStore;
import dev.portolan.domain.Change;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.util.Optional;

/** One scope of a run, page by page to its end, or to the end of its slice of time. */
final class ScopeSync {

    private final PageSync pages;
    private final Tree tree;
    private final Deletions deletions;
    private final Retries retries;
    private final SyncRunStore runs;
    private final Bounds bounds;

    ScopeSync(PageSync pages, Retries retries, Tree tree, Deletions deletions, SyncRunStore runs, Bounds bounds) {
        this.pages = pages;
        this.tree = tree;
        this.deletions = deletions;
        this.retries = retries;
        this.runs = runs;
        this.bounds = bounds;
    }

    /** @return the scope's end, to be stored under the run's lock; empty where it goes on in another slice */
    Optional<Ending> work(Slice slice) {
        return switch (slice.run().mode()) {
            case CONFIRM_DELETIONS -> {
                deletions.apply(slice);
                yield Optional.of(Ending.of(completed(slice)));
            }
            case CLEAR -> Optional.of(forgotten(slice));
            case CATCH_UP, COMPLETE, REBUILD ->
                slice.selected(slice.scopeId()) ? list(slice) : Optional.of(deselected(slice));
        };
    }

    private Optional<Ending> list(Slice slice) {
        PageAhead listing = new PageAhead(slice, slice.now().plus(bounds.slice()));
        while (true) {
            Change.Page page = listing.next();
            if (slice.state().checkpoint().isStart() && marksSeen(slice, page)) {
                slice.commit(scope -> scope, slice.state().begun(), () -> {});
            }
            if (!pages.apply(slice, page)) {
                startOver(slice);
            } else if (page.outcome() != Change.Outcome.MORE) {
                return Optional.of(finish(slice, page));
            }
            if (listing.over()) {
                return Optional.empty();
            }
        }
    }

    /** Keys out of byte order: deletions are found by seen marks instead, from a new listing. */
    private void startOver(Slice slice) {
        slice.commit(scope -> scope.resynced(slice.now()), slice.state().outOfOrder(), () -> {});
    }

    /** The checkpoint moves with the scope's end: whoever has to begin again after a crash finds the last page once more. */
    private Ending finish(Slice slice, Change.Page last) {
        retries.work(slice);
        tree.workOff(slice);
        // A feed that says so again has not listed anything since: nothing was marked as seen.
        boolean listed =
                last.outcome() == Change.Outcome.LISTED && !slice.state().listed();
        if (listed && marksSeen(slice, last)) {
            deletions.sweep(slice);
        }
        boolean users = slice.state().reselected() || slice.run().mode() == SyncRun.Mode.REBUILD;
        boolean held = !users && deletions.suspicious(slice);
        if (!held) {
            deletions.apply(slice);
        }
        ScopeState next = slice.state().at(last.next(), listed);
        return new Ending(held ? held(slice) : completed(slice), () -> runs.putState(slice.organization(), next));
    }

    private static boolean marksSeen(Slice slice, Change.Page page) {
        return page.covers().isEmpty() || slice.state().unordered();
    }

    /** After the end: what listings have seen that are complete serves nobody any more. */
    void tidy(Slice slice) {
        runs.state(slice.organization(), slice.connection().id(), slice.scopeId())
                .ifPresent(
                        state -> deletions.forgetSeen(slice, state.listed() ? state.listing() + 1 : state.listing()));
    }

    private ScopeRun held(Slice slice) {
        long marked = deletions.marked(slice);
        SyncRun.Problem problem = new SyncRun.Problem(
                "deletions_held",
                marked + " documents of '" + slice.scope().name()
                        + "' seem to be gone; they are kept until somebody confirms these deletions");
        return slice.scope()
                .holding(marked, slice.now())
                .ended(ScopeRun.State.COMPLETED_WITH_ERRORS, Optional.of(problem), Optional.empty(), slice.now());
    }

    private static ScopeRun completed(Slice slice) {
        long failed = slice.scope().progress().failed();
        if (failed == 0) {
            return slice.scope()
                    .holding(0, slice.now())
                    .ended(ScopeRun.State.COMPLETED, Optional.empty(), Optional.empty(), slice.now());
        }
        SyncRun.Problem problem = new SyncRun.Problem(
                "documents_failed",
                failed + " documents could not be read; the connection's issues tell which and why");
        return slice.scope()
                .ended(ScopeRun.State.COMPLETED_WITH_ERRORS, Optional.of(problem), Optional.empty(), slice.now());
    }

    /** The user's own choice: its documents go, unless the scopes that took its place could not be listed. */
    private Ending deselected(Slice slice) {
        boolean othersListed = runs.scopes(slice.organization(), slice.run().id()).stream()
                .filter(scope -> slice.selected(scope.scope()))
                .allMatch(ScopeSync::listed);
        if (!othersListed) {
            SyncRun.Problem problem = new SyncRun.Problem(
                    "waiting", "It is no longer selected; its documents go once what is selected has been listed");
            return Ending.of(slice.scope()
                    .ended(ScopeRun.State.COMPLETED_WITH_ERRORS, Optional.of(problem), Optional.empty(), slice.now()));
        }
        return forgotten(slice);
    }

    /** All that the scope has stored goes, and how far it has got. */
    private Ending forgotten(Slice slice) {
        deletions.removeAll(slice);
        deletions.forgetSeen(slice, Long.MAX_VALUE);
        tree.forget(slice);
        return new Ending(
                completed(slice),
                () -> runs.removeState(slice.organization(), slice.connection().id(), slice.scopeId()));
    }

    /** Whether it got to the end of what there is: one that waits for quota beyond this run did not. */
    private static boolean listed(ScopeRun scope) {
        return switch (scope.state()) {
            case COMPLETED -> true;
            case COMPLETED_WITH_ERRORS -> scope.until().isEmpty();
            case ACCESS_LOST, FAILED, CANCELLED, PENDING, QUEUED, RUNNING, WAITING, PARKED -> false;
        };
    }
}
