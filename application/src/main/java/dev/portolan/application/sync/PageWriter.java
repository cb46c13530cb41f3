package dev.portolan.application.sync;

import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.DeletionStore.TreeWork;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.ScopeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes a page chunk by chunk as its documents arrive. Belongs to one thread. */
final class PageWriter implements Fetching.Sink, AutoCloseable {

    /** So many documents in a row that cannot be had are no fault of theirs: the scope rests. */
    static final int BROKEN = 5;

    /** What is being written. */
    enum Pass {
        /** A page of a listing that marks what it has seen. */
        SEEING,
        /** Any other page. */
        PAGE,
        /** Documents that failed in earlier runs: no page that could be repeated, each is counted when it is stored. */
        AGAIN
    }

    private record Doubtful(Compared item, Fetched fetched, ByteBudget.Place place) {}

    private final Slice slice;
    private final Pass pass;
    private final DocumentStore documents;
    private final DeletionStore deletions;
    private final ItemIssueStore issues;
    private final Chunk chunk;
    private final Bounds bounds;
    private final boolean marked;
    private final int countedBefore;
    private final List<Doubtful> doubtful = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean handedOver;

    PageWriter(
            Slice slice,
            Pass pass,
            DocumentStore documents,
            DeletionStore deletions,
            ItemIssueStore issues,
            Chunk chunk,
            Bounds bounds) {
        this.slice = slice;
        this.pass = pass;
        this.documents = documents;
        this.deletions = deletions;
        this.issues = issues;
        this.chunk = chunk;
        this.bounds = bounds;
        this.marked = deletions.any(slice.organization(), slice.connection().id(), slice.scopeId());
        this.countedBefore = pass == Pass.AGAIN ? 0 : slice.scope().pageDone();
    }

    /** What the listing named is counted with the first chunk, unless an earlier attempt at the page has counted it. */
    void begin(List<Compared> compared, Optional<Long> total, List<Resource> refused) {
        if (countedBefore == 0) {
            refused.forEach(chunk::refuse);
            chunk.named(
                    compared.stream().filter(Compared::isDocument).count(),
                    total.filter(unused -> slice.scope().progress().total().isEmpty()));
        }
    }

    @Override
    public void take(Compared item, Fetched fetched, ByteBudget.Place place) {
        switch (fetched) {
            case Fetched.Failed(ProviderFailure.Transient failure) -> doubt(item, fetched, place, failure);
            case Fetched.Failed(ProviderFailure.Unauthorized failure) -> stop(place, failure);
            case Fetched.Failed(ProviderFailure.RateLimited failure) -> stop(place, failure);
            case Fetched.Failed(ProviderFailure.ResyncRequired failure) -> stop(place, failure);
            case Fetched.Failed(ProviderFailure.Missing unused) -> store(item, fetched, place);
            case Fetched.Failed(ProviderFailure.Denied unused) -> store(item, fetched, place);
            case Fetched.Failed(ProviderFailure.Invalid unused) -> store(item, fetched, place);
            case Fetched.Read unused -> store(item, fetched, place);
            case Fetched.Nothing unused -> store(item, fetched, place);
        }
    }

    /** A failure that is not about this one document stops the page; what has arrived before it is kept. */
    private void stop(ByteBudget.Place place, ProviderFailure failure) {
        place.close();
        flush();
        throw failure;
    }

    /**
     * Whether it is this document or the provider shows only with those that follow. The more often the scope has rested
     * already, the more likely it is the documents: some that never can be had must not hold up all others for ever.
     */
    private void doubt(Compared item, Fetched fetched, ByteBudget.Place place, ProviderFailure.Transient failure) {
        place.close();
        doubtful.add(new Doubtful(item, fetched, place));
        if (doubtful.size() >= BROKEN << slice.scope().parks()) {
            stop(place, failure);
        }
    }

    private void store(Compared item, Fetched fetched, ByteBudget.Place place) {
        storeDoubtful();
        add(item, fetched, place);
    }

    private void storeDoubtful() {
        doubtful.forEach(held -> add(held.item(), held.fetched(), held.place()));
        doubtful.clear();
    }

    private void add(Compared item, Fetched fetched, ByteBudget.Place place) {
        if (pass == Pass.AGAIN) {
            chunk.named(1, Optional.empty());
        }
        if (chunk.isLong(bounds)) {
            flush();
        }
        chunk.add(item, fetched, place, done.getAndIncrement() >= countedBefore);
        if (chunk.full(bounds)) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (!chunk.isEmpty()) {
            int pageDone = pageDone();
            slice.commit(scope -> scope.progressed(chunk.progress(), pageDone, slice.now()), this::write);
            close();
        }
    }

    private int pageDone() {
        return pass == Pass.AGAIN ? slice.scope().pageDone() : Math.max(countedBefore, done.get());
    }

    /** The rest, where no page ends with it. */
    void finish() {
        storeDoubtful();
        flush();
    }

    /** The last chunk, and with it whatever ends the page; the checkpoint moves if {@code next} says so. */
    void finish(ScopeState next, Runnable ending) {
        storeDoubtful();
        int pageDone = next.equals(slice.state()) ? pageDone() : 0;
        slice.commit(scope -> scope.progressed(chunk.progress(), pageDone, slice.now()), next, () -> {
            write();
            ending.run();
        });
        close();
    }

    /** The same, while the slice goes on with what has nothing to do with these resources, which are the page's. */
    void finishMeanwhile(ScopeState next, Set<ResourceKey> resources) {
        storeDoubtful();
        int pageDone = next.equals(slice.state()) ? pageDone() : 0;
        handedOver = true;
        slice.commitMeanwhile(
                resources,
                scope -> scope.progressed(chunk.progress(), pageDone, slice.now()),
                next,
                this::write,
                chunk::clear);
    }

    /** Lets go of what was gathered and not committed. */
    @Override
    public void close() {
        if (!handedOver) {
            chunk.clear();
        }
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
            chunk.back().forEach(folder -> keepBelow(organization, connection, folder));
        }
        if (!chunk.missing().isEmpty()) {
            deletions.mark(organization, connection, slice.scopeId(), chunk.missing());
        }
        if (pass == Pass.SEEING && !chunk.seen().isEmpty()) {
            deletions.see(
                    organization, connection, slice.scopeId(), slice.state().listing(), chunk.seen());
        }
        for (Resource.Id folder : chunk.folders()) {
            outdate(organization, connection, folder);
        }
    }

    /** A folder that moved, or that arrives after its children, outdates the paths below it; one that is back is not deleted. */
    private void outdate(Organization.Id organization, Connection.Id connection, Resource.Id folder) {
        keepBelow(organization, connection, folder);
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

    private void keepBelow(Organization.Id organization, Connection.Id connection, Resource.Id folder) {
        deletions.removeTreeWork(
                organization,
                connection,
                slice.scopeId(),
                new TreeWork(folder, TreeWork.Kind.DELETE, Optional.empty()));
    }
}
