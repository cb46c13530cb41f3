package dev.portolan.application.sync;

import dev.portolan.application.port.DocumentStore.Draft;
import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.application.port.DocumentStore.Text;
import dev.portolan.application.port.TextExtractor.Extraction;
import dev.portolan.domain.Document;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Progress;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Storable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Part of a page, gathered for one transaction: rows, issues, marks and counts. Belongs to one thread. */
final class Chunk {

    /** A commit costs more than so many items that were not fetched; those that were are not put at risk for that. */
    private static final int UNFETCHED = 4;

    private final Slice slice;
    private final Supplier<UUID> ids;
    private final boolean again;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<ItemIssue> issues = new ArrayList<>();
    private final List<Resource.Id> inStep = new ArrayList<>();
    private final List<Document.Id> alive = new ArrayList<>();
    private final List<Document.Id> missing = new ArrayList<>();
    private final List<ResourceKey> seen = new ArrayList<>();
    private final List<Resource.Id> folders = new ArrayList<>();
    private final List<Resource.Id> back = new ArrayList<>();
    private final List<ByteBudget.Place> places = new ArrayList<>();
    private final Tally tally = new Tally();

    /** @param again whether it gathers documents that have an issue each */
    Chunk(Slice slice, Supplier<UUID> ids, boolean again) {
        this.slice = slice;
        this.again = again;
        this.ids = ids;
    }

    /** @param counted false where an earlier attempt at this page has counted it */
    void add(Compared item, Fetched fetched, ByteBudget.Place place, boolean counted) {
        tally.item();
        tally.fetched(item.needsContent() && item.change().content().isEmpty());
        places.add(place);
        if (!item.others()) {
            item.live().map(Known::id).ifPresent(alive::add);
        }
        if (!item.isDocument() && item.live().isPresent()) {
            back.add(item.resource().id());
        }
        int written = drafts.size();
        switch (fetched) {
            case Fetched.Nothing nothing -> unfetched(item, counted);
            case Fetched.Read read -> read(item, read, counted);
            case Fetched.Failed failed -> failed(item, failed.failure(), counted);
        }
        boolean told = drafts.size() > written
                && drafts.getLast().listing() == slice.state().listing();
        if (!told) {
            seen.add(ResourceKey.of(item.resource().id()));
        }
    }

    private void unfetched(Compared item, boolean counted) {
        if (item.write()) {
            drafts.add(draft(item, item.resource(), new Text.Keep()));
            if (!item.isDocument()) {
                folders.add(item.resource().id());
            }
        }
        if (again) {
            inStep.add(item.resource().id());
        }
        if (counted && item.isDocument()) {
            tally.event(item.event());
        }
    }

    private void read(Compared item, Fetched.Read read, boolean counted) {
        Resource resource = item.resource().mediaType().isPresent()
                ? item.resource()
                : item.resource().ofType(read.mediaType());
        switch (read.extraction()) {
            case Extraction.Text text -> {
                drafts.add(draft(item, resource, new Text.Replace(text.text())));
                tally.chars(text.text().length());
                if (text.truncated()) {
                    issues.add(issue(
                            item,
                            ItemIssue.Code.TRUNCATED,
                            "Only the first " + text.text().length() + " characters of its text are stored"));
                } else if (again || item.known().isPresent()) {
                    inStep.add(resource.id());
                }
            }
            case Extraction.None none -> {
                drafts.add(draft(item, resource, new Text.Drop()));
                issues.add(issue(item, none.code(), none.reason()));
            }
        }
        if (counted) {
            tally.event(item.event());
            tally.bytes(read.extraction().bytes());
            tally.skipped(read.extraction() instanceof Extraction.None);
        }
    }

    /** A document that failed keeps the copy that is stored; one that is new keeps its metadata, its version unknown. */
    private void failed(Compared item, ProviderFailure failure, boolean counted) {
        if (failure instanceof ProviderFailure.Missing) {
            item.live().map(Known::id).ifPresent(missing::add);
            inStep.add(item.resource().id());
        } else {
            issues.add(issue(item, code(failure), failure.message()));
            if (item.event() == dev.portolan.domain.DocumentEvent.ADDED) {
                drafts.add(draft(item, item.resource().unknownVersion(), new Text.Drop()));
            }
        }
        if (counted) {
            tally.failed(!(failure instanceof ProviderFailure.Missing));
        }
    }

    /** It cannot be stored under its own id, and another would be another's. */
    void refuse(Resource resource) {
        tally.item();
        tally.failed(true);
        issues.add(issue(
                new Resource.Id(Storable.text(resource.id().value())),
                Storable.text(resource.path().orElse(resource.name())),
                ItemIssue.Code.INVALID,
                "Its id has a NUL or half of a character in it, which cannot be stored"));
    }

    private static ItemIssue.Code code(ProviderFailure failure) {
        return switch (failure) {
            case ProviderFailure.Denied f -> ItemIssue.Code.DENIED;
            case ProviderFailure.Invalid f -> ItemIssue.Code.INVALID;
            case ProviderFailure.Missing f -> ItemIssue.Code.UNAVAILABLE;
            case ProviderFailure.Transient f -> ItemIssue.Code.UNAVAILABLE;
            case ProviderFailure.RateLimited f -> ItemIssue.Code.UNAVAILABLE;
            case ProviderFailure.ResyncRequired f -> ItemIssue.Code.INVALID;
            case ProviderFailure.Unauthorized f -> ItemIssue.Code.DENIED;
        };
    }

    private Draft draft(Compared item, Resource resource, Text text) {
        Document.Id id = item.known().map(Known::id).orElseGet(() -> new Document.Id(ids.get()));
        boolean fetched = !(text instanceof Text.Keep);
        long listing = fetched && !again ? slice.state().listing() : earlier(item);
        return new Draft(
                id, slice.connection().id(), slice.scopeId(), resource, item.path(), listing, text, slice.now());
    }

    /** The listing that last stored its content; what is only tried again was named by none. Each scope counts its own. */
    private long earlier(Compared item) {
        return item.known()
                .filter(known -> known.scope().equals(slice.scopeId()))
                .map(Known::listing)
                .orElse(again ? 0 : slice.state().listing());
    }

    private ItemIssue issue(Compared item, ItemIssue.Code code, String message) {
        return issue(item.resource().id(), item.path(), code, message);
    }

    private ItemIssue issue(Resource.Id resource, String path, ItemIssue.Code code, String message) {
        return new ItemIssue(
                new ItemIssue.Id(ids.get()),
                slice.organization(),
                slice.connection().id(),
                slice.scopeId(),
                resource,
                path,
                code,
                message,
                1,
                false,
                slice.run().id(),
                slice.now(),
                slice.now());
    }

    /** Holds as much as is put at risk or in memory. */
    boolean full(Bounds bounds) {
        return tally.fetched() >= bounds.chunkDocuments() || tally.chars() >= bounds.chunkChars();
    }

    /** Holds as much as one transaction should. It may wait for what comes next: perhaps the page's end, which commits as well. */
    boolean isLong(Bounds bounds) {
        return tally.items() >= UNFETCHED * bounds.chunkDocuments();
    }

    /** What the page named in all; told with its first chunk. */
    void named(long documents, Optional<Long> total) {
        tally.named(documents, total);
    }

    boolean isEmpty() {
        return tally.items() == 0;
    }

    void clear() {
        places.forEach(ByteBudget.Place::close);
        List.of(places, drafts, issues, inStep, alive, missing, seen, folders, back)
                .forEach(List::clear);
        tally.clear();
    }

    Progress progress() {
        return tally.progress();
    }

    List<Draft> drafts() {
        return drafts;
    }

    List<ItemIssue> issues() {
        return issues;
    }

    /** Resources whose earlier issues are settled, or gone with them. */
    List<Resource.Id> inStep() {
        return inStep;
    }

    /** Stored rows that the provider has just named. */
    List<Document.Id> alive() {
        return alive;
    }

    /** Stored rows whose content turned out to be gone. */
    List<Document.Id> missing() {
        return missing;
    }

    /** What was named and whose row does not tell so by the number of the listing. */
    List<ResourceKey> seen() {
        return seen;
    }

    /** Folders that are stored and that the provider has just named: what a deletion of theirs has begun must end. */
    List<Resource.Id> back() {
        return back;
    }

    /** Folders that were added, moved or changed. */
    List<Resource.Id> folders() {
        return folders;
    }
}
