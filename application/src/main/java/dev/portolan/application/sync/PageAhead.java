package dev.portolan.application.sync;

import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;

/** A slice's pages of its scope, each asked for while the one before it is stored. Belongs to one thread. */
final class PageAhead {

    private static final class Asked {
        private final Checkpoint since;
        private final Future<Change.Page> page;

        Asked(Checkpoint since, Future<Change.Page> page) {
            this.since = since;
            this.page = page;
        }
    }

    private final Slice slice;
    private final Instant end;
    private volatile Optional<Asked> ahead = Optional.empty();

    /** @param end when no more pages are asked for */
    PageAhead(Slice slice, Instant end) {
        this.slice = slice;
        this.end = end;
    }

    /** Whether the slice is over: what was asked for in time is still its own. */
    boolean over() {
        return ahead.isEmpty() && slice.now().isAfter(end);
    }

    /** The page after the slice's checkpoint. What was asked for from another one is of no use: the scope has started over. */
    Change.Page next() {
        Checkpoint here = slice.state().checkpoint();
        Asked asked = ahead.filter(earlier -> earlier.since.equals(here)).orElseGet(() -> ask(here));
        ahead = Optional.empty();
        Change.Page page = slice.calls().await(asked.page);
        if (page.outcome() == Change.Outcome.MORE) {
            if (page.next().equals(here) || page.next().isStart()) {
                throw new ProviderFailure.Invalid("The provider's listing does not come to an end: it goes in circles");
            }
            ahead = slice.now().isAfter(end) ? Optional.empty() : Optional.of(ask(page.next()));
        }
        return page;
    }

    private Asked ask(Checkpoint since) {
        Scope scope = slice.state().scope();
        return new Asked(since, slice.calls().submit(() -> slice.session().changes(scope, since)));
    }
}
