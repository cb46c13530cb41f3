package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.Documents;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a reader finds: documents, texts, issues and the change feed, through the services. */
final class Stored {

    private final TestCore core;

    /** What somebody has who follows the feed: path and text by document. */
    private final Map<Document.Id, String> followed = new TreeMap<>(java.util.Comparator.comparing(Document.Id::value));

    private Page.Cursor cursor = Page.Cursor.START;

    Stored(TestCore core) {
        this.core = core;
    }

    List<Document> documents() {
        List<Document> all = new ArrayList<>();
        Page.Cursor after = Page.Cursor.START;
        while (true) {
            Page<Document> page = core.core()
                    .documents()
                    .list(
                            core.admin(),
                            "default",
                            new Documents.Search(Optional.empty(), Optional.empty(), Optional.empty()),
                            after,
                            1_000);
            all.addAll(page.items());
            if (page.next().isEmpty()) {
                return all;
            }
            after = page.next().get();
        }
    }

    Document document(String resource) {
        return documents().stream()
                .filter(document -> document.resource().value().equals(resource))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no document " + resource));
    }

    boolean has(String resource) {
        return documents().stream()
                .anyMatch(document -> document.resource().value().equals(resource));
    }

    String text(Document document) {
        return core.core().documents().text(core.admin(), document.id()).orElse("");
    }

    /** Texts by path. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        documents().forEach(document -> {
            String twin = texts.put(document.path(), text(document));
            assertEquals(null, twin, "two documents at " + document.path());
        });
        return texts;
    }

    List<ItemIssue> issues(Connection.Id connection) {
        return core.core()
                .documents()
                .issues(core.admin(), connection, Optional.empty(), Page.Cursor.START, 1_000)
                .items();
    }

    /** Reads the feed on from where it stopped. @return how many changes there were */
    int follow() {
        int changes = 0;
        while (true) {
            Documents.Feed feed = core.core().documents().changes(core.admin(), "default", cursor, 7, true);
            for (Documents.Feed.Entry entry : feed.entries()) {
                changes++;
                entry.change()
                        .document()
                        .ifPresentOrElse(
                                document -> followed.put(
                                        document.id(),
                                        document.path() + "=" + entry.text().orElse("")),
                                () -> followed.remove(entry.change().id()));
            }
            cursor = feed.next();
            if (!feed.hasMore()) {
                return changes;
            }
        }
    }

    /** The store, the source and whoever follows the feed agree. */
    void assertInStep(FakeSource source) {
        assertInStep(source, item -> true);
    }

    void assertInStep(FakeSource source, Predicate<FakeSource.Item> selected) {
        Map<String, String> wanted = new TreeMap<>();
        source.byPath(selected).forEach((path, item) -> wanted.put(path, item.text()));
        assertEquals(wanted, texts());
        assertFollowed();
    }

    void assertFollowed() {
        follow();
        Map<Document.Id, String> there = new TreeMap<>(java.util.Comparator.comparing(Document.Id::value));
        documents().forEach(document -> there.put(document.id(), document.path() + "=" + text(document)));
        assertEquals(there, followed, "whoever follows the feed has what is stored");
    }
}
