package dev.portolan.providers.postgresql;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A copy of one table, kept current as the core would: documents by id, and a checkpoint. */
final class Copy {

    final Map<String, Resource> documents = new TreeMap<>();
    final Map<String, String> texts = new TreeMap<>();
    Checkpoint checkpoint = Checkpoint.START;

    private final Scope scope;
    private Set<String> seen = new HashSet<>();

    Copy(String table) {
        this.scope = new Scope(table, table);
    }

    /** One page. */
    Change.Page page(ConnectorSession session) {
        Change.Page page = session.changes(scope, checkpoint);
        if (checkpoint.isStart()) {
            seen = new HashSet<>();
        }
        for (Change change : page.changes()) {
            Change.Upserted upserted = (Change.Upserted) change;
            String id = upserted.resource().id().value();
            documents.put(id, upserted.resource());
            upserted.content().map(Content.Inline::text).ifPresent(text -> texts.put(id, text));
            seen.add(id);
        }
        if (page.outcome() == Change.Outcome.LISTED) {
            documents.keySet().retainAll(seen);
            texts.keySet().retainAll(seen);
        }
        checkpoint = page.next();
        return page;
    }

    /** To the end of a run; what its pages said. */
    List<Change.Page> run(ConnectorSession session) {
        List<Change.Page> pages = new ArrayList<>();
        do {
            pages.add(page(session));
            assertTrue(pages.size() < 10_000, "a run without end");
        } while (pages.getLast().outcome() == Change.Outcome.MORE);
        return pages;
    }

    /** The ids that a run mentions, in its order. */
    List<String> ids(ConnectorSession session) {
        return run(session).stream()
                .flatMap(page -> page.changes().stream())
                .map(change -> ((Change.Upserted) change).resource().id().value())
                .toList();
    }

    void startOver() {
        checkpoint = Checkpoint.START;
    }

    /** The text of a table's only row. */
    String text() {
        assertTrue(texts.size() == 1, () -> texts.keySet().toString());
        return texts.values().iterator().next();
    }
}
