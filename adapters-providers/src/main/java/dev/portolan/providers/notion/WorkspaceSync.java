package dev.portolan.providers.notion;

import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.providers.notion.Frame.Kind;
import dev.portolan.providers.notion.NotionPayloads.Listing;
import dev.portolan.providers.notion.NotionPayloads.Thing;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One page of changes. The first run walks down from whatever is in nothing else that is shared: a search names those for
 * certain, and all others only mostly. Later runs ask what was put in the trash and what was edited, and read that.
 */
final class WorkspaceSync {

    /** After so many calls only what is at hand is finished, and after so many not even that. */
    private static final int ENOUGH = 40;

    private static final int MOST = 150;

    private final NotionApi api;
    private final Choice choice;
    private final Progress progress;
    private final PageReading reading;

    private final Optional<String> pick;

    private WorkspaceSync(NotionApi api, Items items, Choice choice, Optional<String> pick, Mark from) {
        this.api = api;
        this.choice = choice;
        this.pick = pick;
        this.progress = new Progress(from);
        this.reading = new PageReading(api, items, progress, this::places);
    }

    private Places places() {
        return new Places(api, pick.stream().collect(Collectors.toSet()));
    }

    static Change.Page after(NotionApi api, Items items, Choice choice, Scope scope, Checkpoint since) {
        Mark mark = since.isStart() ? Mark.begin(List.of()) : Mark.of(since);
        boolean begins = mark.frames().isEmpty();
        WorkspaceSync sync = new WorkspaceSync(api, items, choice, Choice.pick(scope), mark);
        if (begins) {
            sync.begin();
        }
        try {
            return sync.page();
        } catch (ProviderFailure.Invalid refused) {
            if (mark.frames().stream().allMatch(frame -> frame.cursor().isEmpty())) {
                throw refused;
            }
            throw new ProviderFailure.ResyncRequired("Notion does not know its cursor any more");
        }
    }

    /** Last first: what was restored from the trash meanwhile is told after what is in it. */
    private void begin() {
        if (progress.isWalk()) {
            progress.push(Frame.listing(Kind.TRASH, ""));
            progress.push(pick.map(id -> Frame.of(Kind.PICK, "", List.of(id))).orElse(Frame.listing(Kind.SEARCH, "")));
        } else {
            progress.push(Frame.listing(Kind.EDITS, ""));
            progress.push(Frame.listing(Kind.TRASH, ""));
        }
    }

    private Change.Page page() {
        pick.ifPresent(this::checkShared);
        while (!progress.isDone() && hasRoom()) {
            step(progress.pop());
        }
        if (!progress.isDone()) {
            return Change.Page.more(progress.changes(), progress.mark().checkpoint());
        }
        Checkpoint next = progress.end().checkpoint();
        return progress.isWalk() && progress.isWhole() && choice.deletesAbsent()
                ? Change.Page.listed(progress.changes(), next)
                : Change.Page.caughtUp(progress.changes(), next);
    }

    /** Whether what was picked is shared at all; what is in the trash is told as that. */
    private void checkShared(String id) {
        for (Supplier<Thing> asking : List.<Supplier<Thing>>of(() -> api.page(id), () -> api.dataSource(id))) {
            try {
                ask(asking);
                return;
            } catch (ProviderFailure.Missing isSomethingElse) {
                // as databases are
            }
        }
        ask(() -> api.database(id));
    }

    private boolean hasRoom() {
        return progress.calls() < ENOUGH || (progress.calls() < MOST && progress.isNextAtHand());
    }

    private void step(Frame frame) {
        switch (frame.kind()) {
            case SEARCH -> search(frame);
            case EDITS -> edits(frame);
            case TRASH -> trash(frame);
            case PICK -> pick(frame.ids().getFirst());
            case PAGES, EDITED -> nextPage(frame);
            case DATABASES -> nextDatabase(frame);
            case ROWS -> rows(frame);
            case REST -> rest(frame);
        }
    }

    // --- listings

    private void search(Frame frame) {
        Listing found = ask(() -> api.byEdit(false, frame.cursor()));
        if (frame.cursor().isEmpty()) {
            progress.begins(found);
        }
        if (found.incomplete()) {
            progress.notWhole();
        }
        next(found).ifPresent(cursor -> progress.push(Frame.listing(Kind.SEARCH, cursor)));
        List<Thing> things =
                found.things().stream().filter(WorkspaceSync::isThere).toList();
        Places places = places();
        things.forEach(places::sees);
        // What is in something that is shared is found there.
        List<Thing> roots =
                things.stream().filter(thing -> places.parent(thing).isEmpty()).toList();
        progress.called(places.calls());
        progress.push(Kind.PAGES, "", pages(roots));
        roots.stream().filter(WorkspaceSync::isSource).forEach(source -> reading.source(source, Optional.empty()));
    }

    private void edits(Frame frame) {
        Listing found = ask(() -> api.byEdit(false, frame.cursor()));
        if (frame.cursor().isEmpty()) {
            progress.begins(found);
        }
        List<Thing> recent = found.things().stream().filter(progress::isRecent).toList();
        if (recent.size() == found.things().size()) {
            next(found).ifPresent(cursor -> progress.push(Frame.listing(Kind.EDITS, cursor)));
        }
        Places places = places();
        recent.forEach(places::sees);
        List<Thing> news = recent.stream()
                .filter(WorkspaceSync::isThere)
                .filter(thing -> isWithin(thing, places))
                .filter(reading::isNews)
                .toList();
        news.stream().filter(WorkspaceSync::isSource).forEach(source -> {
            reading.above(places, source);
            reading.source(source, places.folder(source));
        });
        progress.called(places.calls());
        progress.push(Kind.EDITED, "", pages(news));
    }

    private boolean isWithin(Thing thing, Places places) {
        return pick.isEmpty()
                || thing.id().equals(pick.get())
                || places.above(thing).stream()
                        .anyMatch(folder -> Items.holder(folder.id().value()).equals(pick.get()));
    }

    private void trash(Frame frame) {
        Listing found = ask(() -> api.byEdit(true, frame.cursor()));
        List<Thing> recent = found.things().stream().filter(progress::isRecent).toList();
        if (recent.size() == found.things().size()) {
            next(found).ifPresent(cursor -> progress.push(Frame.listing(Kind.TRASH, cursor)));
        }
        recent.stream().filter(Thing::isInTrash).filter(reading::isNews).forEach(reading::trashed);
    }

    private void rows(Frame frame) {
        Listing found = ask(() -> api.rows(frame.at(), frame.from(), frame.cursor(), progress.room()));
        Optional<String> next = next(found);
        next.ifPresent(cursor -> progress.push(Frame.rows(frame.at(), cursor, frame.from())));
        if (next.isEmpty() && found.incomplete()) {
            later(frame, found);
        }
        List<Thing> rows =
                found.things().stream().filter(WorkspaceSync::isThere).toList();
        progress.push(Kind.PAGES, frame.at(), pages(rows));
        rows.stream()
                .filter(WorkspaceSync::isSource)
                .forEach(source -> reading.source(source, Optional.of(new Resource.Id(frame.at()))));
    }

    /** A query ends after 10,000 rows, and goes on from the time at which the last of them was made. */
    private void later(Frame frame, Listing found) {
        Optional<String> since = found.things().stream()
                .reduce((first, second) -> second)
                .flatMap(last -> last.text("created_time"))
                .filter(time -> !time.equals(frame.from()));
        since.ifPresentOrElse(time -> progress.push(Frame.rows(frame.at(), "", time)), progress::notWhole);
    }

    private static Optional<String> next(Listing listing) {
        return listing.nextCursor().filter(cursor -> !cursor.isEmpty());
    }

    private List<Thing> pages(List<Thing> things) {
        List<Thing> pages = things.stream().filter(thing -> !isSource(thing)).toList();
        pages.forEach(progress::hold);
        return pages;
    }

    private static boolean isSource(Thing thing) {
        return thing.object().equals("data_source");
    }

    private static boolean isThere(Thing thing) {
        return !thing.isPartial() && !thing.isInTrash();
    }

    // --- what they name

    private void pick(String id) {
        // The time from which edits are news must be known before anything is read.
        progress.begins(ask(() -> api.byEdit(false, "")));
        Places places = places();
        Optional<Thing> found = places.find(id);
        progress.called(places.calls());
        found.ifPresent(thing -> {
            if (isSource(thing)) {
                reading.source(thing, Optional.empty());
            } else {
                reading.page(thing, Optional.empty());
            }
        });
    }

    private void nextPage(Frame frame) {
        progress.push(frame.without(1));
        Optional<Thing> page = progress.take(frame.ids().getFirst());
        if (page.isEmpty()) {
            page = shared(frame.ids().getFirst());
        }
        Optional<Thing> there = page.filter(WorkspaceSync::isThere);
        if (frame.kind() == Kind.EDITED) {
            there.ifPresent(reading::edited);
        } else {
            there.ifPresentOrElse(
                    thing -> reading.page(thing, folder(frame)),
                    () -> database(frame.ids().getFirst(), folder(frame)));
        }
    }

    private Optional<Thing> shared(String id) {
        try {
            return Optional.of(ask(() -> api.page(id)));
        } catch (ProviderFailure.Missing | ProviderFailure.Denied notShared) {
            return Optional.empty();
        }
    }

    private static Optional<Resource.Id> folder(Frame frame) {
        return Optional.of(frame.at()).filter(id -> !id.isEmpty()).map(Resource.Id::new);
    }

    private void nextDatabase(Frame frame) {
        progress.push(frame.without(1));
        database(frame.ids().getFirst(), folder(frame));
    }

    /** A page that was turned into a wiki is a database, though its block still says that it is a page. */
    private void database(String id, Optional<Resource.Id> in) {
        Places places = places();
        places.sources(id).forEach(source -> reading.source(source, in));
        progress.called(places.calls());
    }

    private void rest(Frame frame) {
        shared(frame.at())
                .filter(WorkspaceSync::isThere)
                .ifPresent(page -> reading.rest(page, Integer.parseInt(frame.from())));
    }

    private <T> T ask(Supplier<T> call) {
        progress.called();
        return call.get();
    }
}
