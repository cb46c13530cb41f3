package dev.portolan.application.sync;

import dev.portolan.application.port.TextExtractor;
import dev.portolan.application.port.TextExtractor.Extraction;
import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the content of a page's documents: several at once, given on in the page's order, never more bytes in flight than
 * the process may hold.
 */
final class Fetching {

    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);
    private static final long UNKNOWN_SIZE = 256 << 10;
    private static final long LEAST = 4 << 10;
    private static final long MOST = 32L << 20;
    private static final long PATIENCE = 1_000;
    private static final int AT_HAND = 16 << 10;

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
        /** From here on the place is the sink's to close. */
        void take(Compared item, Fetched fetched, ByteBudget.Place place);

        /** Stores what it holds now, closing its places. */
        void flush();
    }

    private record Pending(Compared item, ByteBudget.Place place, Optional<Future<Fetched>> future) {
        void abandon() {
            future.ifPresent(fetch -> fetch.cancel(true));
            place.close();
        }
    }

    void each(Slice slice, List<Compared> items, Sink sink) {
        Deque<Pending> ahead = new ArrayDeque<>();
        int next = 0;
        try {
            while (next < items.size() || !ahead.isEmpty()) {
                Optional<ByteBudget.Place> place = Optional.empty();
                do {
                    place = next < items.size() && ahead.size() < window
                            ? place(slice, items.get(next), ahead.isEmpty(), sink)
                            : Optional.empty();
                    if (place.isPresent()) {
                        ahead.add(start(slice, items.get(next++), place.get()));
                    }
                } while (place.isPresent());
                Pending head = ahead.getFirst();
                Fetched fetched = head.future().map(slice.calls()::await).orElseGet(Fetched.Nothing::new);
                ahead.removeFirst();
                sink.take(head.item(), fetched, head.place());
            }
        } finally {
            ahead.forEach(Pending::abandon);
        }
    }

    /** @return empty where the item must wait until the one at the head is stored */
    private Optional<ByteBudget.Place> place(Slice slice, Compared item, boolean first, Sink sink) {
        Optional<ByteBudget.Place> place = budget.take(cost(item), 0);
        if (place.isPresent() || !first) {
            return place;
        }
        // Only what waits to be stored, or other scopes, can hold the budget now: store, then wait for the others.
        sink.flush();
        while (place.isEmpty()) {
            slice.calls().checkStopped();
            place = budget.take(cost(item), PATIENCE);
        }
        return place;
    }

    private Pending start(Slice slice, Compared item, ByteBudget.Place place) {
        if (!item.needsContent()) {
            return new Pending(item, place, Optional.empty());
        }
        try {
            Callable<Fetched> fetch = () -> fetch(slice, item, place);
            return new Pending(
                    item,
                    place,
                    Optional.of(isAtHand(item) ? done(fetch) : slice.calls().submit(fetch)));
        } catch (RuntimeException stopped) {
            place.close();
            throw stopped;
        }
    }

    /** Short, and here already: reading it takes less than handing it to another thread. */
    private static boolean isAtHand(Compared item) {
        return item.change()
                .content()
                .filter(inline -> inline.text().length() <= AT_HAND)
                .isPresent();
    }

    private static Future<Fetched> done(Callable<Fetched> fetch) {
        FutureTask<Fetched> task = new FutureTask<>(fetch);
        task.run();
        return task;
    }

    private Fetched fetch(Slice slice, Compared item, ByteBudget.Place place) throws InterruptedException {
        Fetched fetched;
        try {
            fetched = item.change().content().isPresent()
                    ? read(slice, item.resource(), item.change().content().get())
                    : download(slice, item.resource());
        } catch (ProviderFailure failure) {
            fetched = new Fetched.Failed(failure);
        } catch (RuntimeException | StackOverflowError unexpected) {
            fetched = unexpected(slice, item, unexpected);
        }
        place.becomes(fetched.chars());
        return fetched;
    }

    /** One document that breaks a connector or a parser must not keep the others from being read. */
    private static Fetched unexpected(Slice slice, Compared item, Throwable problem) {
        if (!slice.calls().stopped()) {
            LOG.error(
                    "document failed unexpectedly run={} resource={}",
                    slice.run().id().value(),
                    item.resource().id().value(),
                    problem);
        }
        return new Fetched.Failed(new ProviderFailure.Transient(
                "Something unexpected went wrong when it was read; Portolan's log tells more"));
    }

    private Fetched download(Slice slice, Resource resource) throws InterruptedException {
        if (resource.size().isPresent() && !extractor.accepts(resource.size().get())) {
            return new Fetched.Read(
                    new Extraction.None(
                            ItemIssue.Code.TOO_LARGE,
                            "It has " + resource.size().get() + " bytes, more than is read of a document",
                            0),
                    Optional.empty());
        }
        downloads.acquire();
        try (Content content = slice.session().fetch(resource)) {
            return read(slice, resource, content);
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
