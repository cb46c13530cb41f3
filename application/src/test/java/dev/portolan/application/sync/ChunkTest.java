package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.DocumentStore.Draft;
import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.Progress;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A page is stored in bounded transactions, the last of them with its checkpoint. */
class ChunkTest {

    private final FakeSource source = new FakeSource();
    private final List<Integer> saved = new ArrayList<>();

    private TestCore core(Bounds bounds, FakeProvider provider) {
        TestCore core = new TestCore(bounds, provider);
        core.tap.watch("documents.save", arguments -> saved.add(((List<?>) arguments[2]).size()));
        return core;
    }

    @Test
    void a_page_of_501_documents_takes_two_transactions() {
        for (int n = 0; n < 501; n++) {
            source.write("a", "a" + n, "x");
        }
        TestCore core = core(Bounds.DEFAULT, new FakeProvider(Flavour.ORDERED, source).pageSize(1_000));

        core.sync(core.connect());

        assertEquals(List.of(500, 1), saved);
    }

    @Test
    void a_chunk_ends_once_it_holds_enough_text() {
        for (int n = 0; n < 10; n++) {
            source.write("a", "a" + n, "x".repeat(90));
        }
        source.write("a", "z", "x".repeat(5_000));
        TestCore core = core(TestCore.SMALL, new FakeProvider(Flavour.ORDERED, source).pageSize(100));

        core.sync(core.connect());

        assertEquals(List.of(3, 3, 3, 2), saved);
    }

    @Test
    void a_page_of_just_as_many_unchanged_documents_as_a_transaction_takes_is_one_transaction() {
        assertEquals(commitsWhenUnchanged(19), commitsWhenUnchanged(20));
    }

    /** Of a sync of two such pages. */
    private static int commitsWhenUnchanged(int pageSize) {
        FakeSource source = new FakeSource();
        for (int n = 0; n < 2 * pageSize; n++) {
            source.write("a", "a" + (100 + n), "text");
        }
        TestCore core = new TestCore(new FakeProvider(Flavour.ORDERED, source).pageSize(pageSize));
        Connection.Id connection = core.connect();
        core.sync(connection);
        core.tap.forget();

        core.sync(connection);

        return core.tap.count("runs.update");
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"ORDERED", "UNORDERED"})
    void no_checkpoint_is_ever_ahead_of_its_documents(Flavour flavour) {
        for (int n = 100; n < 160; n++) {
            source.write("a", "a" + n, "text");
        }
        TestCore core = core(TestCore.SMALL, new FakeProvider(flavour, source).pageSize(13));
        Connection.Id connection = core.connect();
        List<String> checkpoints = new ArrayList<>();
        core.database.beforeCommit(() -> {
            for (ScopeState state : core.ports().runs().states(core.admin().organization(), connection)) {
                checkpoints.add(state.checkpoint().value());
                assertTrue(
                        stored(core)
                                .containsAll(before(flavour, state.checkpoint().value())),
                        "at " + state.checkpoint());
            }
        });

        core.sync(connection);

        assertTrue(checkpoints.stream().distinct().count() >= 5, checkpoints.toString());
    }

    private static Set<String> stored(TestCore core) {
        return new Stored(core)
                .documents().stream()
                        .map(document -> document.resource().value())
                        .collect(Collectors.toSet());
    }

    private Set<String> before(Flavour flavour, String checkpoint) {
        return checkpoint.isEmpty()
                ? Set.of()
                : source.byPath(item -> true).values().stream()
                        .filter(item -> flavour == Flavour.ORDERED
                                ? item.id().compareTo(checkpoint) <= 0
                                : item.serial() <= Long.parseLong(checkpoint))
                        .map(FakeSource.Item::id)
                        .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void counts_only_grow_and_nothing_is_indexed_that_was_not_collected(Flavour flavour) {
        for (int n = 100; n < 150; n++) {
            source.write("a", "a" + n, "text").write("b", "b" + n, n % 7 == 0 ? "" : "text");
        }
        FakeProvider provider = new FakeProvider(flavour, source).pageSize(13);
        for (int n = 100; n < 150; n += 3) {
            provider.faults().fail(Kind.FETCH, "a" + n, 2, () -> new ProviderFailure.Denied("Not yours"));
            provider.faults().failPage("b", n - 98, () -> new ProviderFailure.Transient("Not now"));
        }
        TestCore core = core(TestCore.SMALL, provider);
        Connection.Id connection = core.connect();
        Growth growth = new Growth(core, connection);
        core.database.beforeCommit(growth);

        for (int run = 0; run < 4; run++) {
            source.write("a", "a" + (110 + run), "newer " + run);
            source.delete("b" + (120 + run));
            core.sync(connection, run == 3 ? SyncRun.Mode.REBUILD : SyncRun.Mode.CATCH_UP);
        }

        assertTrue(growth.looks > 100);
        new Stored(core).assertInStep(source);
    }

    /** Looks at the newest run at every commit. */
    static final class Growth implements Runnable {
        private final TestCore core;
        private final Connection.Id connection;
        private List<Long> last = List.of();
        private SyncRun.Id run = new SyncRun.Id(new java.util.UUID(0, 0));
        private int looks;

        Growth(TestCore core, Connection.Id connection) {
            this.core = core;
            this.connection = connection;
        }

        @Override
        public void run() {
            looks++;
            core.core()
                    .syncs()
                    .list(core.admin(), connection, Page.Cursor.START, 1)
                    .items()
                    .forEach(this::look);
        }

        private void look(SyncRun newest) {
            Progress now = newest.progress();
            assertTrue(now.collected() >= now.parsed() && now.parsed() >= now.indexed(), now.toString());
            assertTrue(now.added() + now.updated() + now.moved() + now.unchanged() <= now.indexed(), now.toString());
            List<Long> counts = List.of(
                    now.collected(),
                    now.parsed(),
                    now.indexed(),
                    now.added(),
                    now.updated(),
                    now.moved(),
                    now.unchanged(),
                    now.deleted(),
                    now.failed(),
                    now.skipped(),
                    now.bytes());
            for (int n = 0; n < counts.size() && newest.id().equals(run); n++) {
                assertTrue(counts.get(n) >= last.get(n), last + " to " + counts);
            }
            run = newest.id();
            last = counts;
        }
    }

    @Test
    void drafts_carry_what_they_are_about() {
        source.write("a", "a1", "text");
        TestCore core = new TestCore(new FakeProvider(Flavour.FEED, source));
        List<Draft> drafts = new ArrayList<>();
        core.tap.watch(
                "documents.save", arguments -> ((List<?>) arguments[2]).forEach(draft -> drafts.add((Draft) draft)));

        core.sync(core.connect());

        assertEquals(1, drafts.size());
        assertEquals(core.clock.instant(), drafts.getFirst().indexedAt());
        assertEquals("text/plain", drafts.getFirst().resource().mediaType().orElseThrow());
    }
}
