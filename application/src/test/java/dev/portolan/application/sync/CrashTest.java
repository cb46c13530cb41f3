package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Syncs;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Scope;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that dies before any of its commits leaves what another one needs to end as if nothing had happened. */
class CrashTest {

    /** No beats: they would commit whenever they like. */
    private static final Bounds BOUNDS =
            new Bounds(3, 4, 8, 1 << 20, 2, 100, Duration.ofMinutes(1), Duration.ofHours(1));

    /** What remains of a whole history. */
    private record Outcome(
            Map<String, String> texts,
            Map<String, String> followed,
            List<String> issues,
            List<String> runs,
            boolean marked,
            boolean treeWork,
            long seen) {}

    private static final class Killed extends Error {
        Killed() {
            super("killed", null, false, false);
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void death_before_any_commit_changes_nothing_in_the_end(Flavour flavour) {
        History undisturbed = new History(flavour, Integer.MAX_VALUE);
        Outcome wanted = undisturbed.live();
        assertTrue(undisturbed.commits > 60, "the history is long enough to mean something");
        for (int commit = 1; commit <= undisturbed.commits; commit++) {
            assertEquals(wanted, new History(flavour, commit).live(), "killed before commit " + commit);
        }
    }

    /** A source's life, synced now and then, by a process that dies once. */
    private static final class History {
        private final FakeSource source = new FakeSource();
        private final FakeProvider provider;
        private final TestCore core;
        private final Stored stored;
        private final Connection.Id connection;
        private final int deadly;
        private int commits;

        History(Flavour flavour, int deadly) {
            this.provider = new FakeProvider(flavour, source).pageSize(4);
            this.core = new TestCore(BOUNDS, provider);
            this.stored = new Stored(core);
            this.connection = core.connect();
            this.deadly = deadly;
            core.database.beforeCommit(this::commit);
        }

        private void commit() {
            if (++commits >= deadly) {
                throw new Killed();
            }
        }

        Outcome live() {
            begin();
            sync(SyncRun.Mode.CATCH_UP);
            provider.faults().heal();
            edit();
            sync(SyncRun.Mode.CATCH_UP);
            editAgain();
            sync(SyncRun.Mode.COMPLETE);
            sync(SyncRun.Mode.REBUILD);
            core.database.beforeCommit(() -> {});
            sync(SyncRun.Mode.CATCH_UP);
            stored.assertInStep(source);
            return outcome();
        }

        private void begin() {
            for (int n = 0; n < 9; n++) {
                source.write("a", "a" + n, "text of a" + n);
            }
            if (provider.flavour() != Flavour.ORDERED) {
                source.folder("b", "", "f").folder("b", "f", "g").folder("b", "", "h");
                for (int n = 0; n < 8; n++) {
                    source.writeIn("b", n % 2 == 0 ? "f" : "g", "b" + n, "text of b" + n);
                }
            }
            source.write("a", "long", "long ".repeat(50)).write("a", "empty", "");
            provider.faults()
                    .fail(
                            FakeFaults.Kind.FETCH,
                            "a3",
                            Integer.MAX_VALUE,
                            () -> new ProviderFailure.Denied("Not yours"));
        }

        private void edit() {
            source.write("a", "a1", "another text").write("a", "a99", "a new text");
            source.delete("a2");
            if (provider.flavour() != Flavour.ORDERED) {
                source.rename("f", "renamed");
                source.move("g", "h");
                source.writeIn("b", "g", "late", "a late text");
                source.delete("b0");
            }
        }

        private void editAgain() {
            source.write("a", "a2", "back again");
            source.delete("a5");
            source.delete("a6");
            if (provider.flavour() != Flavour.ORDERED) {
                source.delete("h");
            }
        }

        private void sync(SyncRun.Mode mode) {
            Optional<SyncRun.Id> run = Optional.empty();
            while (run.isEmpty() || view(run.get()).run().isOpen()) {
                try {
                    Optional<SyncRun.Id> open =
                            core.ports().connections().openRun(core.admin().organization(), connection);
                    run = Optional.of(run.or(() -> open).orElseGet(() -> core.start(connection, mode)));
                    core.idle();
                } catch (Killed death) {
                    core.restart();
                }
            }
            stored.assertFollowed();
        }

        private Syncs.View view(SyncRun.Id run) {
            return core.view(run);
        }

        private Outcome outcome() {
            Map<String, String> followed = new TreeMap<>();
            stored.documents()
                    .forEach(document -> followed.put(document.resource().value(), document.path()));
            List<Scope.Id> scopes = List.of(new Scope.Id("a"), new Scope.Id("b"));
            return new Outcome(
                    stored.texts(),
                    followed,
                    stored.issues(connection).stream()
                            .map(issue -> issue.resource().value() + " " + issue.code())
                            .sorted()
                            .toList(),
                    runs(),
                    scopes.stream()
                            .anyMatch(scope ->
                                    core.ports().deletions().any(core.admin().organization(), connection, scope)),
                    scopes.stream()
                            .anyMatch(scope -> core.ports()
                                    .deletions()
                                    .nextTreeWork(core.admin().organization(), connection, scope)
                                    .isPresent()),
                    scopes.stream()
                            .mapToLong(scope -> core.ports()
                                    .deletions()
                                    .forgetSeen(
                                            core.admin().organization(),
                                            connection,
                                            scope,
                                            Long.MAX_VALUE,
                                            Integer.MAX_VALUE))
                            .sum());
        }

        private List<String> runs() {
            return core.core().syncs().list(core.admin(), connection, Page.Cursor.START, 100).items().stream()
                    .map(run -> run.mode() + " " + run.state() + " " + run.problem() + " " + run.progress())
                    .toList();
        }
    }
}
