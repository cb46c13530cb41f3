package dev.portolan.application.sync;

import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.DeletionStore.TreeWork;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ScopeState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes a page chunk by chunk as its documents arrive. Belongs to one thread. */
final class PageWriter implements Fetching.Sink, AutoCloseable {

    /** So many documents in a row that cannot be had are no fault of theirs: the scope rests. */
    private static final int BROKEN = 5;

    private final Slice slice;
    private final boolean see;
    private final DocumentStore documents;
    private final DeletionStore deletions;
    private final ItemIssueStore issues;
    private final Chunk chunk;
    private final Bounds bounds;
    private final boolean marked;
    private final int countedBefore;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failedInARow = new AtomicInteger();

    PageWriter(
            Slice slice,
            boolean see,
            DocumentStore documents,
            DeletionStore deletions,
            ItemIssueStore issues,
            Chunk chunk,
            Bounds bounds) {
        this.slice = slice;
        this.see = see;
        this.documents = documents;
        this.deletions = deletions;
        this.issues = issues;
        this.chunk = chunk;
        this.bounds = bounds;
        this.marked = deletions.any(slice.organization(), slice.connection().id(), slice.scopeId());
        this.countedBefore = slice.scope().pageDone();
    }

    /** What the listing named is counted with the first chunk, unless an earlier attempt at the page has counted it. */
    void begin(List<Compared> compared, Optional<Long> total) {
        if (countedBefore == 0) {
            chunk.named(
                    compared.stream().filter(Compared::isDocument).count(),
                    total.filter(unused -> slice.scope().progress().total().isEmpty()));
        }
    }

    @Override
    public void take(Compared item, Fetched fetched, ByteBudget.Place place) {
        try {
            look(fetched);
        } catch (ProviderFailure failure) {
            place.close();
            flush();
            throw failure;
        }
        chunk.add(item, fetched, place, done.getAndIncrement() >= countedBefore);
        if (chunk.full(bounds)) {
            flush();
        }
    }

    /** A failure that is not about this one document stops the page; what has arrived before it is kept. */
    private void look(Fetched fetched) {
        if (!(fetched instanceof Fetched.Failed failed)) {
            failedInARow.set(0);
            return;
        }
        switch (failed.failure()) {
            case ProviderFailure.Unauthorized failure -> throw failure;
            case ProviderFailure.RateLimited failure -> throw failure;
            case ProviderFailure.ResyncRequired failure -> throw failure;
            case ProviderFailure.Transient failure -> {
                if (failedInARow.incrementAndGet() >= BROKEN) {
                    throw failure;
                }
            }
            case ProviderFailure.Missing failure -> failedInARow.set(0);
            case ProviderFailure.Denied failure -> failedInARow.set(0);
            case ProviderFailure.Invalid failure -> failedInARow.set(0);
        }
    }

    @Override
    public void flush() {
        if (chunk.isEmpty()) {
            return;
        }
        int pageDone = Math.max(countedBefore, done.get());
        slice.commit(scope -> scope.progressed(chunk.progress(), pageDone, slice.now()), this::write);
        close();
    }

    /** The last chunk, and with it whatever ends the page; the checkpoint moves if {@code next} says so. */
    void finish(ScopeState next, Runnable ending) {
        int pageDone = next.equals(slice.state()) ? Math.max(countedBefore, done.get()) : 0;
        slice.commit(scope -> scope.progressed(chunk.progress(), pageDone, slice.now()), next, () -> {
            write();
            ending.run();
        });
        close();
    }

    /** Lets go of what was gathered and not committed. */
    @Override
    public void close() {
        chunk.clear();
    }

    private void write() {
        Organization.Id organization = slice.organization();
        Connection.Id connection = slice.connection().id();
        if (!chunk.drafts().isEmpty()) {
            documents.save(organization, slice.connection().collection(), chunk.drafts());
        }
        if (!chunk.issues().isEmpty()) {
            issues.report(organization, chunk.issues());
        }
        if (!chunk.inStep().isEmpty()) {
            issues.clear(organization, connection, chunk.inStep());
        }
        if (marked && !chunk.alive().isEmpty()) {
            deletions.clear(organization, connection, chunk.alive());
        }
        if (!chunk.missing().isEmpty()) {
            deletions.mark(organization, connection, slice.scopeId(), chunk.missing());
        }
        if (see && !chunk.seen().isEmpty()) {
            deletions.see(
                    organization, connection, slice.scopeId(), slice.state().listing(), chunk.seen());
        }
        for (Resource.Id folder : chunk.folders()) {
            outdate(organization, connection, folder);
        }
    }

    /** A folder that moved, or that arrives after its children, outdates the paths below it; one that is back is not deleted. */
    private void outdate(Organization.Id organization, Connection.Id connection, Resource.Id folder) {
        deletions.removeTreeWork(
                organization,
                connection,
                slice.scopeId(),
                new TreeWork(folder, TreeWork.Kind.DELETE, Optional.empty()));
        if (!documents
                .children(organization, connection, folder, Optional.empty(), 1)
                .isEmpty()) {
            deletions.addTreeWork(
                    organization,
                    connection,
                    slice.scopeId(),
                    List.of(new TreeWork(folder, TreeWork.Kind.MOVE, Optional.empty())));
        }
    }
}
