package dev.portolan.application.sync;

import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.domain.Change;
import dev.portolan.domain.Document;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Tries again what failed in earlier runs, once in a run: each issue of a batch is gone afterwards, or bears this run's id.
 */
final class Retries {

    private static final int BATCH = 50;
    private static final int MOST_ATTEMPTS = 5;

    private final PageSync pages;
    private final ItemIssueStore issues;
    private final DocumentStore documents;
    private final DeletionStore deletions;

    Retries(PageSync pages, ItemIssueStore issues, DocumentStore documents, DeletionStore deletions) {
        this.pages = pages;
        this.issues = issues;
        this.documents = documents;
        this.deletions = deletions;
    }

    void work(Slice slice) {
        List<ItemIssue> batch = next(slice);
        while (!batch.isEmpty()) {
            new Attempt(slice).at(batch);
            batch = next(slice);
        }
    }

    private List<ItemIssue> next(Slice slice) {
        return issues.toRetry(
                slice.organization(),
                slice.connection().id(),
                slice.scopeId(),
                slice.run().id(),
                MOST_ATTEMPTS,
                BATCH);
    }

    /** What asking for a batch of resources has shown. */
    private final class Attempt {
        private final Slice slice;
        private final List<Change> there = new ArrayList<>();
        private final List<Resource.Id> settled = new ArrayList<>();
        private final List<Resource.Id> gone = new ArrayList<>();
        private final List<ItemIssue> failed = new ArrayList<>();
        private final AtomicInteger unanswered = new AtomicInteger();

        Attempt(Slice slice) {
            this.slice = slice;
        }

        void at(List<ItemIssue> batch) {
            batch.forEach(this::ask);
            slice.commit(scope -> scope, this::note);
            pages.retry(slice, there);
        }

        private void ask(ItemIssue issue) {
            try {
                found(issue, slice.calls().call(() -> slice.session().resource(issue.resource())));
                unanswered.set(0);
            } catch (ProviderFailure.Missing missing) {
                unanswered.set(0);
                gone.add(issue.resource());
            } catch (ProviderFailure.Denied denied) {
                unanswered.set(0);
                failed.add(again(issue, denied));
            } catch (ProviderFailure.Invalid invalid) {
                unanswered.set(0);
                failed.add(again(issue, invalid));
            } catch (ProviderFailure.Transient passing) {
                if (unanswered.incrementAndGet()
                        >= PageWriter.BROKEN << slice.scope().parks()) {
                    throw passing;
                }
                failed.add(again(issue, passing));
            }
        }

        /** A folder has no content that could be missing. */
        private void found(ItemIssue issue, Resource resource) {
            if (!resource.id().equals(issue.resource())) {
                failed.add(again(issue, new ProviderFailure.Invalid("The provider answers with another document")));
            } else if (resource.isFolder()) {
                settled.add(issue.resource());
            } else {
                there.add(new Change.Upserted(resource));
            }
        }

        private ItemIssue again(ItemIssue issue, ProviderFailure failure) {
            return issue.failedAgain(failure.message(), slice.run().id(), slice.now());
        }

        private void note() {
            settled.addAll(gone);
            issues.clear(slice.organization(), slice.connection().id(), settled);
            issues.report(slice.organization(), failed);
            deletions.mark(slice.organization(), slice.connection().id(), slice.scopeId(), storedButGone());
        }

        private List<Document.Id> storedButGone() {
            Set<ResourceKey> keys = gone.stream().map(ResourceKey::of).collect(Collectors.toSet());
            return documents.known(slice.organization(), slice.connection().id(), keys).values().stream()
                    .filter(known -> !known.deleted() && known.scope().equals(slice.scopeId()))
                    .map(Known::id)
                    .toList();
        }
    }
}
