package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.sync.Bounds;
import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.application.sync.FakeSource;
import dev.portolan.application.sync.TestCore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final int MEBI = 1 << 20;
    private static final Documents.Search ALL =
            new Documents.Search(Optional.empty(), Optional.empty(), Optional.empty());

    private final FakeSource source = new FakeSource();
    private final FakeProvider provider = new FakeProvider(Flavour.ORDERED, source);
    private final TestCore core = new TestCore(Bounds.DEFAULT, provider);
    private final Documents documents = core.core().documents();
    private final Principal admin = core.admin();
    private final Connection.Id connection = core.connect();

    private List<String> paths(Documents.Search search) {
        return documents.list(admin, "default", search, Page.Cursor.START, 100).items().stream()
                .map(Document::path)
                .sorted()
                .toList();
    }

    private static Documents.Search path(String path) {
        return new Documents.Search(Optional.empty(), Optional.empty(), Optional.of(path));
    }

    private static Documents.Search text(String text) {
        return new Documents.Search(Optional.empty(), Optional.of(text), Optional.empty());
    }

    private void fill(int many) {
        for (int n = 0; n < many; n++) {
            source.write("a", String.format("d%03d", n), "text of " + n);
        }
        core.sync(connection);
    }

    @Test
    void documents_are_found_by_text_by_folder_and_by_connection() {
        source.write("a", "plans/q3.txt", "Grow")
                .write("a", "plans.txt", "Shrink")
                .write("a", "notes/plans/x", "stay");
        core.sync(connection);

        assertEquals(List.of("plans/q3.txt"), paths(path("plans")));
        assertEquals(List.of("plans.txt"), paths(path("plans.txt")));
        assertEquals(List.of("plans.txt"), paths(text("sHRINK")));
        assertEquals(3, paths(text("plans")).size());
        assertEquals(
                3,
                paths(new Documents.Search(Optional.of(connection), Optional.empty(), Optional.empty()))
                        .size());
        Connection.Id unknown = new Connection.Id(new UUID(1, 2));
        assertThrows(
                Refusal.NotFound.class,
                () -> paths(new Documents.Search(Optional.of(unknown), Optional.empty(), Optional.empty())));
    }

    @Test
    void nothing_is_found_by_a_connection_that_was_deleted() {
        fill(3);
        core.core().connections().delete(admin, connection);

        assertThrows(
                Refusal.NotFound.class,
                () -> paths(new Documents.Search(Optional.of(connection), Optional.empty(), Optional.empty())));
    }

    @Test
    void a_listing_goes_on_where_a_page_ended_and_its_cursor_serves_no_other() {
        fill(25);
        List<Document> all = new ArrayList<>();
        for (Optional<Page.Cursor> next = Optional.of(Page.Cursor.START); next.isPresent(); ) {
            Page<Document> page = documents.list(admin, "default", ALL, next.get(), 10);
            all.addAll(page.items());
            next = page.next();
        }
        assertEquals(25, all.stream().map(Document::id).distinct().count());

        Page.Cursor cursor = documents
                .list(admin, "default", ALL, Page.Cursor.START, 10)
                .next()
                .orElseThrow();
        core.core().collections().create(admin, "Other", Optional.empty());
        assertRefused(() -> documents.list(admin, "other", ALL, cursor, 10));
        assertRefused(() -> documents.list(admin, "default", text("text"), cursor, 10));
        assertRefused(() -> documents.changes(admin, "default", cursor, 10, false));
        assertRefused(() -> documents.list(admin, "default", ALL, new Page.Cursor("*"), 10));
        assertRefused(() -> documents.list(admin, "default", ALL, garbled(cursor), 10));
        assertRefused(() -> documents.list(admin, "default", ALL, Page.Cursor.START, 1_001));
    }

    /** Ours in form, but its position is none. */
    private static Page.Cursor garbled(Page.Cursor cursor) {
        String text = new String(Base64.getUrlDecoder().decode(cursor.value()), StandardCharsets.UTF_8);
        String other = text.substring(0, text.indexOf(':') + 1) + "-1";
        return new Page.Cursor(
                Base64.getUrlEncoder().withoutPadding().encodeToString(other.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable call) {
        assertThrows(Refusal.InvalidInput.class, call);
    }

    @Test
    void a_document_and_its_text_are_read_by_id() {
        source.write("a", "empty", "").write("a", "full", "its text");
        core.sync(connection);
        List<Document> all =
                documents.list(admin, "default", ALL, Page.Cursor.START, 10).items();
        for (Document document : all) {
            assertEquals(document, documents.get(admin, document.id()));
            assertEquals(
                    document.path().equals("full") ? Optional.of("its text") : Optional.empty(),
                    documents.text(admin, document.id()));
            assertEquals(document.path().equals("full") ? Optional.of(8L) : Optional.empty(), document.textLength());
            assertEquals(
                    document.id(),
                    Documents.id("doc_" + document.id().value().toString().replace("-", "")));
        }
        Document.Id unknown = new Document.Id(new UUID(1, 2));
        assertThrows(Refusal.NotFound.class, () -> documents.get(admin, unknown));
        assertThrows(Refusal.NotFound.class, () -> documents.text(admin, unknown));
    }

    @Test
    void the_feed_tells_each_document_once_at_its_last_change_and_always_where_to_read_on() {
        fill(5);
        Documents.Feed first = documents.changes(admin, "default", Page.Cursor.START, 3, false);
        assertEquals(3, first.entries().size());
        assertTrue(first.hasMore());
        Documents.Feed second = documents.changes(admin, "default", first.next(), 3, false);
        assertEquals(2, second.entries().size());
        assertFalse(second.hasMore());
        Documents.Feed none = documents.changes(admin, "default", second.next(), 3, false);
        assertEquals(List.of(), none.entries());
        assertEquals(second.next(), none.next());

        source.write("a", "d001", "newer");
        source.delete("d003");
        core.sync(connection);
        Documents.Feed third = documents.changes(admin, "default", second.next(), 3, true);

        assertEquals(2, third.entries().size());
        assertEquals(Optional.of("newer"), third.entries().getFirst().text());
        assertEquals(Optional.empty(), third.entries().getLast().change().document());
        assertRefused(() -> documents.changes(admin, "default", garbled(first.next()), 3, false));
    }

    @Test
    void a_page_of_the_feed_with_texts_ends_at_8_mebibytes_but_has_at_least_one_document() {
        source.write("a", "1", "x".repeat(4 * MEBI))
                .write("a", "2", "x".repeat(4 * MEBI))
                .write("a", "3", "x")
                .write("a", "4", "x".repeat(9 * MEBI))
                .write("a", "5", "x");
        core.sync(connection);
        List<Integer> sizes = new ArrayList<>();
        Page.Cursor after = Page.Cursor.START;
        boolean more = true;
        while (more) {
            Documents.Feed page = documents.changes(admin, "default", after, 100, true);
            sizes.add(page.entries().size());
            after = page.next();
            more = page.hasMore();
        }

        assertEquals(List.of(2, 1, 1, 1), sizes);
        assertEquals(
                5,
                documents
                        .changes(admin, "default", Page.Cursor.START, 100, false)
                        .entries()
                        .size());
    }

    @Test
    void who_reads_from_the_start_gets_to_the_end_although_tombstones_were_forgotten() {
        fill(9);
        source.delete("d004");
        core.sync(connection);
        core.clock.advance(Duration.ofDays(31));
        core.clockwork().forget();
        assertEquals(8, readFrom(Page.Cursor.START));

        Page.Cursor begun =
                documents.changes(admin, "default", Page.Cursor.START, 3, false).next();
        source.delete("d001");
        core.sync(connection);
        assertEquals(6, readFrom(begun), "five that remain and one tombstone");
        core.clock.advance(Duration.ofDays(31));
        core.clockwork().forget();
        assertThrows(Refusal.Gone.class, () -> readFrom(begun), "its reader has read d001");
        assertEquals(7, readFrom(Page.Cursor.START));
    }

    private int readFrom(Page.Cursor start) {
        int entries = 0;
        Documents.Feed page = documents.changes(admin, "default", start, 2, false);
        entries += page.entries().size();
        while (page.hasMore()) {
            page = documents.changes(admin, "default", page.next(), 2, false);
            entries += page.entries().size();
        }
        return entries;
    }

    @Test
    void issues_are_listed_by_code_and_page_and_asked_to_be_retried() {
        for (int n = 0; n < 4; n++) {
            provider.faults().fail(Kind.FETCH, "d00" + n, 1, () -> new ProviderFailure.Denied("Not yours"));
        }
        source.write("a", "empty", "");
        fill(5);

        Page<ItemIssue> first =
                documents.issues(admin, connection, Optional.of(ItemIssue.Code.DENIED), Page.Cursor.START, 3);
        assertEquals(3, first.items().size());
        assertEquals(
                1,
                documents
                        .issues(
                                admin,
                                connection,
                                Optional.of(ItemIssue.Code.DENIED),
                                first.next().orElseThrow(),
                                3)
                        .items()
                        .size());
        assertRefused(() -> documents.issues(
                admin, connection, Optional.empty(), first.next().orElseThrow(), 3));
        assertEquals(
                1,
                documents.retryIssues(
                        admin, connection, List.of(first.items().getFirst().id())));
        assertEquals(5, documents.retryIssues(admin, connection, List.of()));
    }
}
