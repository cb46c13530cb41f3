package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Syncs;
import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.application.sync.FakeProvider.Quirk;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.SyncRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the first runs of a connection store, count and leave alone. */
class FirstRunTest {

    private final FakeSource source = new FakeSource();

    private void fill(int documents) {
        for (int n = 0; n < documents; n++) {
            source.write("a", "a-" + n, "text of " + n).write("b", "b-" + n, "other " + n);
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void everything_is_stored_and_counted(Flavour flavour) {
        fill(23);
        TestCore core = new TestCore(new FakeProvider(flavour, source));
        Connection.Id connection = core.connect();

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(46, view.run().progress().added());
        assertEquals(46, view.run().progress().collected());
        assertEquals(46, view.run().progress().indexed());
        assertEquals(view.run().finishedAt(), core.connection(connection).lastSyncAt());
        assertEquals(Connection.Status.ACTIVE, core.connection(connection).status());
        assertEquals("Me", core.connection(connection).account().orElseThrow().displayName());
        new Stored(core).assertInStep(source);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void an_unchanged_source_is_neither_fetched_nor_written_again(Flavour flavour) {
        fill(23);
        FakeProvider provider = new FakeProvider(flavour, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        core.sync(connection);
        Stored stored = new Stored(core);
        stored.follow();
        provider.faults().forgetCalls();
        core.tap.forget();

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(0, provider.faults().count(Kind.FETCH));
        assertEquals(0, provider.faults().count(Kind.ACCOUNT), "the credential has proved itself before");
        for (String write : List.of(
                "documents.save",
                "documents.move",
                "documents.remove",
                "deletions.mark",
                "deletions.clear",
                "deletions.addTreeWork",
                "issues.report",
                "issues.clear")) {
            assertEquals(0, core.tap.count(write), write);
        }
        assertEquals(0, stored.follow());
        assertEquals(flavour == Flavour.FEED ? 0 : 46, view.run().progress().unchanged());
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void additions_updates_renames_and_deletions_are_told_apart(Flavour flavour) {
        fill(23);
        TestCore core = new TestCore(new FakeProvider(flavour, source));
        Connection.Id connection = core.connect();
        core.sync(connection);
        source.write("a", "a-3", "newer").write("a", "a-new", "new");
        source.rename("b-5", "renamed");
        source.delete("a-7");
        source.delete("b-22");

        Syncs.View view = core.sync(connection);

        assertEquals(1, view.run().progress().added());
        assertEquals(1, view.run().progress().updated());
        assertEquals(1, view.run().progress().moved());
        assertEquals(2, view.run().progress().deleted());
        if (flavour == Flavour.ORDERED) {
            assertEquals("renamed", new Stored(core).document("b-5").name());
        } else {
            new Stored(core).assertInStep(source);
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_deleted_document_that_returns_keeps_its_id(Flavour flavour) {
        fill(23);
        TestCore core = new TestCore(new FakeProvider(flavour, source));
        Connection.Id connection = core.connect();
        core.sync(connection);
        Stored stored = new Stored(core);
        Document.Id before = stored.document("a-7").id();
        source.delete("a-7");
        core.sync(connection);
        stored.assertInStep(source);

        source.write("a", "a-7", "it is back");
        Syncs.View view = core.sync(connection);

        assertEquals(1, view.run().progress().added());
        assertEquals(before, stored.document("a-7").id());
        stored.assertInStep(source);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void content_that_comes_with_the_listing_is_not_fetched(Flavour flavour) {
        fill(23);
        FakeProvider provider = new FakeProvider(flavour, source).with(Quirk.INLINE);
        TestCore core = new TestCore(provider);

        core.sync(core.connect());

        assertEquals(0, provider.faults().count(Kind.FETCH));
        new Stored(core).assertInStep(source);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void an_item_that_two_scopes_show_is_one_document_of_the_first(Flavour flavour) {
        source.write("a", "shared", "text").write("b", "own", "text");
        source.show("b", "shared");
        TestCore core = new TestCore(new FakeProvider(flavour, source));
        Connection.Id connection = core.connect();
        core.sync(connection);

        source.write("a", "shared", "newer");
        core.sync(connection);
        core.sync(connection, SyncRun.Mode.COMPLETE);

        Stored stored = new Stored(core);
        assertEquals(new Scope.Id("a"), stored.document("shared").scope());
        stored.assertInStep(source);
    }

    @Test
    void a_run_of_nothing_completes() {
        TestCore core = new TestCore(new FakeProvider(Flavour.ORDERED, source));

        Syncs.View view = core.sync(core.connect());

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(List.of(), view.scopes());
    }

    @Test
    void what_the_provider_says_there_is_in_all_is_told_once() {
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        provider.script(
                "a", total(Script.more(Script.document("d")), 2), total(Script.listed(Script.document("e")), 2));

        Syncs.View view = core.sync(core.connect());

        assertEquals(Optional.of(2L), view.run().progress().total());
    }

    private static Change.Page total(Change.Page page, long total) {
        return new Change.Page(page.changes(), page.next(), page.outcome(), page.covers(), Optional.of(total));
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_listing_that_goes_in_circles_fails_the_scope(Flavour flavour) {
        fill(23);
        FakeProvider provider = new FakeProvider(flavour, source).with(Quirk.STANDS_STILL);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect(Map.of("scopes", "b"), Optional.empty());

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.FAILED, view.run().state());
        assertEquals(ScopeRun.State.FAILED, view.scopes().getFirst().state());
        assertEquals("invalid", view.reason().orElseThrow().code());
        assertTrue(provider.faults().count(Kind.CHANGES) <= 2);
    }

    @Test
    void a_feed_that_says_again_that_it_has_listed_everything_deletes_nothing() {
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        provider.script(
                "a",
                Script.more(Script.document("d")),
                Script.listed(Script.document("e")),
                Script.listed(Script.document("f")));
        Connection.Id connection = core.connect();
        core.sync(connection);

        core.sync(connection);

        assertEquals(3, new Stored(core).documents().size());
        assertEquals(
                new Checkpoint("3"),
                core.ports()
                        .runs()
                        .state(core.admin().organization(), connection, new Scope.Id("a"))
                        .orElseThrow()
                        .checkpoint());
    }
}
