package dev.portolan.application;

import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.FeedEntry;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The documents of a collection, their text, the change feed, and what failed. */
public final class Documents {

    /** A page of the feed with texts ends once it holds this many characters. */
    private static final long FEED_TEXT = 8L * 1024 * 1024;

    /** Texts are read a few documents at a time, so that no page of large ones is ever whole in memory twice. */
    private static final int TEXTS_AT_ONCE = 16;

    private final DocumentStore store;
    private final ItemIssueStore issues;
    private final ConnectionStore connections;
    private final Collections collections;
    private final Rights rights;

    Documents(
            DocumentStore store,
            ItemIssueStore issues,
            ConnectionStore connections,
            Collections collections,
            Rights rights) {
        this.store = store;
        this.issues = issues;
        this.connections = connections;
        this.collections = collections;
        this.rights = rights;
    }

    /** What a listing is narrowed to. */
    public record Search(Optional<Connection.Id> connection, Optional<String> text, Optional<String> path) {}

    /** One page of the feed: {@code next} is always there, and reading on from it misses nothing. */
    public record Feed(List<Entry> entries, Page.Cursor next, boolean hasMore) {

        /** @param text empty where it was not asked for or the document has none */
        public record Entry(FeedEntry change, Optional<String> text) {}
    }

    public Page<Document> list(Principal caller, String collection, Search search, Page.Cursor after, int limit) {
        rights.requireScope(caller, KeyScope.DOCUMENTS_READ);
        Collection found = collections.get(caller, collection);
        DocumentStore.Visible visible = narrowed(caller, search);
        Cursors cursors = new Cursors("documents", found.id().toString(), search.toString());
        Optional<Document.Id> last = cursors.readId(after).map(Document.Id::new);
        return cursors.page(
                store.list(
                        caller.organization(),
                        found.id(),
                        new DocumentStore.Query(visible, search.text(), search.path(), last),
                        Limits.page(limit) + 1),
                limit,
                document -> document.id().value().toString());
    }

    private DocumentStore.Visible narrowed(Principal caller, Search search) {
        DocumentStore.Visible all = rights.visible(caller);
        return search.connection()
                .map(wanted -> connections
                        .find(caller.organization(), wanted)
                        .filter(connection -> connection.isLive() && all.includes(connection.id()))
                        .map(connection -> DocumentStore.Visible.only(Set.of(connection.id())))
                        .orElseThrow(() -> new Refusal.NotFound(
                                "connection", wanted.value().toString())))
                .orElse(all);
    }

    public Document get(Principal caller, Document.Id id) {
        rights.requireScope(caller, KeyScope.DOCUMENTS_READ);
        return store.find(caller.organization(), id)
                .filter(document -> rights.visible(caller).includes(document.connection()))
                .orElseThrow(() -> new Refusal.NotFound("document", id.value().toString()));
    }

    /** Empty where the document is there but has no text. */
    public Optional<String> text(Principal caller, Document.Id id) {
        return store.text(caller.organization(), get(caller, id).id());
    }

    /** @throws Refusal.Gone where tombstones after the cursor are forgotten: the reader starts again without one */
    public Feed changes(Principal caller, String collection, Page.Cursor after, int limit, boolean withText) {
        rights.requireScope(caller, KeyScope.DOCUMENTS_READ);
        Collection found = collections.get(caller, collection);
        Cursors cursors = new Cursors("changes", found.id().toString());
        Optional<Position> given = cursors.read(after).map(Position::of);
        List<FeedEntry> read = store.changes(
                caller.organization(),
                found.id(),
                rights.visible(caller),
                given.map(Position::sequence).orElse(0L),
                Limits.page(limit) + 1);
        // Asked after reading: what was forgotten while this page was read is noticed, too.
        long floor = store.feedFloor(caller.organization(), found.id());
        Position from = given.orElse(new Position(0, floor));
        if (from.missesSomething(floor)) {
            throw new Refusal.Gone(
                    "The changes after this cursor are no longer kept; read the feed from its start, without after");
        }
        boolean more = read.size() > limit;
        List<FeedEntry> page = more ? read.subList(0, limit) : read;
        List<Feed.Entry> entries = withText ? withTexts(caller, page) : plain(page);
        Position last =
                entries.isEmpty() ? from : from.at(entries.getLast().change().sequence());
        return new Feed(entries, cursors.write(last.text()), more || entries.size() < page.size());
    }

    /**
     * Where a reader of the feed stands.
     *
     * @param floor of the feed when the reader began: tombstones before it are about documents that they never had
     */
    private record Position(long sequence, long floor) {

        static Position of(String text) {
            Matcher numbers = TEXT.matcher(text);
            if (!numbers.matches()) {
                throw Cursors.refused();
            }
            return new Position(Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2)));
        }

        private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

        boolean missesSomething(long floorNow) {
            return floorNow > Math.max(sequence, floor);
        }

        Position at(long newSequence) {
            return new Position(newSequence, floor);
        }

        String text() {
            return sequence + "-" + floor;
        }
    }

    private static List<Feed.Entry> plain(List<FeedEntry> page) {
        return page.stream()
                .map(entry -> new Feed.Entry(entry, Optional.empty()))
                .toList();
    }

    private List<Feed.Entry> withTexts(Principal caller, List<FeedEntry> page) {
        List<Feed.Entry> entries = new ArrayList<>();
        long size = 0;
        for (int from = 0; from < page.size(); from += TEXTS_AT_ONCE) {
            List<FeedEntry> some = page.subList(from, Math.min(page.size(), from + TEXTS_AT_ONCE));
            Map<Document.Id, String> texts = store.texts(
                    caller.organization(),
                    some.stream()
                            .filter(entry -> entry.document().isPresent())
                            .map(FeedEntry::id)
                            .toList());
            for (FeedEntry entry : some) {
                Optional<String> text = Optional.ofNullable(texts.get(entry.id()));
                size += text.map(String::length).orElse(0);
                if (size > FEED_TEXT && !entries.isEmpty()) {
                    return entries;
                }
                entries.add(new Feed.Entry(entry, text));
            }
        }
        return entries;
    }

    // --- what failed or was skipped

    public Page<ItemIssue> issues(
            Principal caller, Connection.Id id, Optional<ItemIssue.Code> code, Page.Cursor after, int limit) {
        Connection connection = rights.connection(caller, id, KeyScope.CONNECTIONS_READ, Role.VIEWER);
        Cursors cursors = new Cursors("issues", connection.id().toString(), code.toString());
        Optional<ItemIssue.Id> last = cursors.readId(after).map(ItemIssue.Id::new);
        return cursors.page(
                issues.list(caller.organization(), connection.id(), code, last, Limits.page(limit) + 1),
                limit,
                issue -> issue.id().value().toString());
    }

    /** Has the next run try these again; no ids: all. @return how many */
    public int retryIssues(Principal caller, Connection.Id id, List<ItemIssue.Id> which) {
        Connection connection = rights.connection(caller, id, KeyScope.CONNECTIONS_SYNC, Role.EDITOR);
        return issues.requestRetry(caller.organization(), connection.id(), which);
    }

    /** An id as a client writes it. */
    public static Document.Id id(String text) {
        return References.uuid(text).map(Document.Id::new).orElseThrow(() -> new Refusal.NotFound("document", text));
    }
}
