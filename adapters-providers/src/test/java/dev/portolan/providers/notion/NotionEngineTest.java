package dev.portolan.providers.notion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Connections;
import dev.portolan.application.Documents;
import dev.portolan.application.Syncs;
import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.sync.TestCore;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.Page;
import dev.portolan.domain.Provider;
import dev.portolan.domain.SyncRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Notion through the whole core: what readers find after each run. */
class NotionEngineTest {

    private final NotionFixture fixture = new NotionFixture();
    private final NotionTree tree = fixture.notion.tree;
    private final TestCore core = new TestCore(new Keyless(fixture.connector(), fixture.keys));
    private final Connection.Id connection = core.core()
            .connections()
            .create(
                    core.admin(),
                    new Connections.New(
                            "notion",
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(),
                            Map.of(),
                            Optional.empty(),
                            true,
                            Optional.empty(),
                            Connections.Words.OURS))
            .id();

    /** Notion without a consent: its keys are the test's. */
    private record Keyless(Connector notion, Keys keys) implements Connector {
        @Override
        public Provider provider() {
            Provider real = notion.provider();
            return new Provider(
                    real.id(),
                    real.name(),
                    real.summary(),
                    real.labels(),
                    List.of(new AuthScheme.Secrets(List.of())),
                    real.settings(),
                    real.capabilities(),
                    real.completeEvery());
        }

        @Override
        public ConnectorSession open(Binding binding) {
            return notion.open(new Binding(binding.connection(), binding.settings(), keys));
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void documents_follow_their_pages() {
        String home = tree.page("", "Home");
        String tasks = tree.database(home, "Tasks");
        String row = tree.page(tasks, "Row");
        tree.write(row, "Buy bread");
        String file = tree.file(row, "file", "list.txt", "milk".getBytes(StandardCharsets.UTF_8));
        String notes = tree.page(home, "Notes");
        Syncs.View first = sync(SyncRun.Mode.CATCH_UP);
        assertEquals(SyncRun.State.COMPLETED, first.run().state());
        assertEquals(4, first.run().progress().added());
        assertEquals(
                Map.of(
                        "Home", "# Home",
                        "Home/Tasks/Row", "# Row\n\nBuy bread",
                        "Home/Tasks/Row/list.txt", "milk",
                        "Home/Notes", "# Notes"),
                Map.copyOf(withoutLinks(texts())));

        Syncs.View unchanged = sync(SyncRun.Mode.CATCH_UP);
        assertEquals(0, unchanged.run().progress().collected());

        tree.pass(Duration.ofDays(1));
        tree.write(row, "Buy more bread");
        tree.rename(notes, "Old notes");
        Syncs.View changed = sync(SyncRun.Mode.CATCH_UP);
        assertEquals(2, changed.run().progress().updated());
        assertEquals(1, changed.run().progress().deleted(), "the file that was in the text");
        assertTrue(texts().containsKey("Home/Old notes"));
        assertEquals("# Row\n\nBuy more bread", texts().get("Home/Tasks/Row"));
        assertEquals(Optional.empty(), Optional.ofNullable(texts().get("Home/Tasks/Row/" + file)));
    }

    @Test
    void the_trash_takes_what_is_below_and_gives_back_the_same_documents() {
        String home = tree.page("", "Home");
        String inner = tree.page(home, "Inner");
        tree.page(tree.database(inner, "Tasks"), "Row");
        sync(SyncRun.Mode.CATCH_UP);
        Map<String, Document> before = documents();
        assertEquals(List.of("Home", "Home/Inner", "Home/Inner/Tasks/Row"), List.copyOf(before.keySet()));

        tree.pass(Duration.ofDays(1));
        tree.trash(inner, true);
        assertEquals(2, sync(SyncRun.Mode.CATCH_UP).run().progress().deleted());
        assertEquals(List.of("Home"), List.copyOf(documents().keySet()));

        tree.pass(Duration.ofDays(1));
        tree.trash(inner, false);
        sync(SyncRun.Mode.CATCH_UP);
        assertEquals(before.keySet(), documents().keySet());
        before.forEach((path, document) ->
                assertEquals(document.id(), documents().get(path).id()));
    }

    @Test
    void a_moved_page_takes_the_paths_of_what_is_below_along() {
        String here = tree.page("", "Here");
        String there = tree.page("", "There");
        String page = tree.page(here, "Page");
        tree.page(page, "Below");
        sync(SyncRun.Mode.CATCH_UP);
        tree.pass(Duration.ofDays(1));
        tree.move(page, there);
        sync(SyncRun.Mode.CATCH_UP);
        assertEquals(
                List.of("Here", "There", "There/Page", "There/Page/Below"),
                List.copyOf(documents().keySet()));
    }

    @Test
    void a_complete_run_keeps_what_is_no_longer_shared() {
        String home = tree.page("", "Home");
        tree.page(home, "Inner");
        tree.page("", "Other");
        sync(SyncRun.Mode.CATCH_UP);
        tree.share(home, false);
        Syncs.View complete = sync(SyncRun.Mode.COMPLETE);
        assertEquals(SyncRun.State.COMPLETED, complete.run().state());
        assertEquals(0, complete.run().progress().deleted());
        assertEquals(3, documents().size());
    }

    private Syncs.View sync(SyncRun.Mode mode) {
        return core.sync(connection, mode);
    }

    private Map<String, Document> documents() {
        Map<String, Document> documents = new TreeMap<>();
        core.core()
                .documents()
                .list(
                        core.admin(),
                        "default",
                        new Documents.Search(Optional.empty(), Optional.empty(), Optional.empty()),
                        Page.Cursor.START,
                        1_000)
                .items()
                .forEach(document -> documents.put(document.path(), document));
        return documents;
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        documents()
                .forEach((path, document) -> texts.put(
                        path,
                        core.core()
                                .documents()
                                .text(core.admin(), document.id())
                                .orElse("")));
        return texts;
    }

    /** Pages name what is in them. */
    private static Map<String, String> withoutLinks(Map<String, String> texts) {
        Map<String, String> without = new TreeMap<>();
        texts.forEach((path, text) -> without.put(path, text.replaceAll("\n\n\\[[^\n]*", "")));
        return without;
    }
}
