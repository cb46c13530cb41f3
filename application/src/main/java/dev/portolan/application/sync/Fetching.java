package dev.portolan.application.sync;

import dev.portolan.application.port.TextExtractor;
import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Fetches the content of a page's documents: several at once, given on in the page's order, never more bytes in flight than
 * the process may hold.
 */
final class Fetching {

    private static final long UNKNOWN_SIZE = 256 << 10;
    private static final long LEAST = 4 << 10;
    private static final long MOST = 32L << 20;
    private static final long PATIENCE = 1_000;

    private final TextExtractor extractor;
    private final Semaphore downloads;
    private final ByteBudget budget;
    private final int window;

    Fetching(TextExtractor extractor, Bounds bounds) {
        this.extractor = extractor;
        this.downloads = new Semaphore(bounds.fetches());
        this.budget = new ByteBudget(bounds.bytesInFlight());
        this.window = bounds.fetchesPerScope();
    }

    /** Takes what was fetched, in the page's order. */
    interface Sink {
        /** From here on the bytes are the sink's, to be given back with {@link #release}. */
        void take(Compared item, Fetched fetched, long bytes);

        /** Stores what it holds now, giving its bytes back. */
        void flush();
    }

    private record Pending(Compared item, long bytes, Optional<Future<Fetched>> future) {}

    void each(Slice slice, List<Compared> items, Sink sink) {
        Deque<Pending> ahead = new ArrayDeque<>();
        int next = 0;
        try {
            while (next < items.size() || !ahead.isEmpty()) {
                while (next < items.size() && ahead.size() < window && reserve(items.get(next), ahead, sink, slice)) {
                    Compared item = items.get(next++);
                    ahead.add(start(slice, item));
                }
                Pending head = ahead.remove();
                Fetched fetched = head.future().map(slice.calls()::await).orElseGet(Fetched.Nothing::new);
                sink.take(head.item(), fetched, head.bytes());
            }
        } finally {
            ahead.forEach(pending -> {
                pending.future().ifPresent(future -> future.cancel(true));
                release(pending.bytes());
            });
        }
    }

    /** Bytes that a sink held. */
    void release(long bytes) {
        budget.give(bytes);
    }

    /** @return false where the item must wait until the one at the head is stored */
    private boolean reserve(Compared item, Deque<Pending> ahead, Sink sink, Slice slice) {
        long bytes = cost(item);
        if (bytes == 0 || budget.tryTake(bytes)) {
            return true;
        }
        if (!ahead.isEmpty()) {
            return false;
        }
        // Only what waits to be stored, or other scopes, can hold the budget now: store, then wait for the others.
        sink.flush();
        while (!budget.take(bytes, PATIENCE)) {
            slice.calls().checkStopped();
        }
        return true;
    }

    private Pending start(Slice slice, Compared item) {
        return item.needsContent()
                ? new Pending(item, cost(item), Optional.of(slice.calls().submit(() -> fetch(slice, item))))
                : new Pending(item, 0, Optional.empty());
    }

    private Fetched fetch(Slice slice, Compared item) throws InterruptedException {
        Resource resource = item.resource();
        if (item.change().content().isPresent()) {
            return read(slice, resource, item.change().content().get());
        }
        if (resource.size().isPresent() && !extractor.accepts(resource.size().get())) {
            return new Fetched.Read(
                    new TextExtractor.Extraction.None(
                            ItemIssue.Code.TOO_LARGE,
                            "It has " + resource.size().get() + " bytes, more than is read of a document",
                            0),
                    Optional.empty());
        }
        downloads.acquire();
        try (Content content = slice.session().fetch(resource)) {
            return read(slice, resource, content);
        } catch (ProviderFailure failure) {
            return new Fetched.Failed(failure);
        } finally {
            downloads.release();
        }
    }

    private Fetched read(Slice slice, Resource resource, Content content) {
        return new Fetched.Read(extractor.extract(resource, content, slice.calls()::stopped), content.mediaType());
    }

    private static long cost(Compared item) {
        return item.needsContent() ? Math.clamp(item.resource().size().orElse(UNKNOWN_SIZE), LEAST, MOST) : 0;
    }
}
