package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Syncs;
import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.application.sync.FakeProvider.Quirk;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Deletions are marked at once and carried out when the scope has ended well, unless there are suspiciously many. */
class DeletionTest {

    private final FakeSource source = new FakeSource();

    private void fill(int documents) {
        for (int n = 0; n < documents; n++) {
            source.write("a", String.format("a%04d", n), "text of " + n);
        }
    }

    private void delete(int documents) {
        for (int n = 0; n < documents; n++) {
            source.delete(String.format("a%04d", n));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "202, 101, false",
        "201, 101, true",
        "150, 100, false",
        "10, 10, false",
        "11, 11, true",
        "12, 11, false",
        "300, 300, true"
    })
    void deletions_are_held_from_these_numbers_on(int stored, int deleted, boolean held) {
        for (Flavour flavour : Flavour.values()) {
            FakeSource own = new FakeSource();
            TestCore core = new TestCore(new FakeProvider(flavour, own).pageSize(70));
            for (int n = 0; n < stored; n++) {
                own.write("a", "a" + n, "text");
            }
            Connection.Id connection = core.connect();
            core.sync(connection);
            for (int n = 0; n < deleted; n++) {
                own.delete("a" + n);
            }

            Syncs.View view = core.sync(connection);

            assertEquals(held ? deleted : 0, view.run().heldDeletions(), flavour.name());
            assertEquals(held ? 0 : deleted, view.run().progress().deleted(), flavour.name());
            assertEquals(
                    held ? SyncRun.State.COMPLETED_WITH_ERRORS : SyncRun.State.COMPLETED,
                    view.run().state());
            assertEquals(
                    stored - (held ? 0 : deleted), new Stored(core).documents().size());
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void held_deletions_are_kept_until_somebody_confirms_them(Flavour flavour) {
        fill(20);
        FakeProvider provider = new FakeProvider(flavour, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        core.sync(connection);
        delete(20);
        Syncs.View held = core.sync(connection);
        assertEquals("deletions_held", held.reason().orElseThrow().code());
        Syncs.View heldStill = core.sync(connection);
        assertEquals(20, heldStill.run().heldDeletions());
        assertEquals(20, new Stored(core).documents().size());
        provider.faults().forgetCalls();

        Syncs.View confirming =
                core.core().syncs().confirmDeletions(core.admin(), held.run().id());
        core.idle();

        SyncRun confirmed = core.view(confirming.run().id()).run();
        assertEquals(SyncRun.State.COMPLETED, confirmed.state());
        assertEquals(20, confirmed.progress().deleted());
        assertEquals(0, confirmed.heldDeletions());
        for (Kind kind : Kind.values()) {
            assertEquals(0, provider.faults().count(kind), "confirming contacts no provider");
        }
        new Stored(core).assertInStep(source);
        assertEquals(SyncRun.State.COMPLETED, core.sync(connection).run().state());
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void what_is_there_again_is_no_longer_held_and_what_else_is_gone_is_held_too(Flavour flavour) {
        fill(20);
        TestCore core = new TestCore(new FakeProvider(flavour, source));
        Connection.Id connection = core.connect();
        core.sync(connection);
        delete(20);
        core.sync(connection);
        for (int n = 3; n < 20; n++) {
            source.write("a", String.format("a%04d", n), "text of " + n);
        }

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(3, view.run().progress().deleted());
        new Stored(core).assertInStep(source);
    }

    @Test
    void nothing_is_confirmed_where_nothing_is_held_or_a_sync_is_open() {
        fill(20);
        TestCore core = new TestCore(new FakeProvider(Flavour.FEED, source));
        Connection.Id connection = core.connect();
        SyncRun.Id run = core.sync(connection).run().id();
        assertThrows(Refusal.Conflict.class, () -> core.core().syncs().confirmDeletions(core.admin(), run));
        delete(20);
        core.sync(connection);
        core.start(connection, SyncRun.Mode.CATCH_UP);

        assertThrows(Refusal.SyncInProgress.class, () -> core.core().syncs().confirmDeletions(core.admin(), run));
    }

    @Test
    void confirming_does_not_make_a_deselected_scope_look_selected() {
        fill(20);
        source.write("b", "b", "text");
        TestCore core = new TestCore(new FakeProvider(Flavour.FEED, source));
        Connection.Id connection = core.connect();
        core.sync(connection);
        delete(19);
        source.delete("a0019");
        SyncRun.Id held = core.sync(connection).run().id();
        source.write("a", "a0001", "it is back");
        core.settings(connection, Map.of("scopes", "b"));

        core.core().syncs().confirmDeletions(core.admin(), held);
        core.idle();
        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        new Stored(core).assertInStep(source, item -> item.scope().equals("b"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"ORDERED", "UNORDERED"})
    void a_listing_that_is_cut_short_deletes_nothing_that_the_guard_can_hold(Flavour flavour) {
        fill(250);
        FakeProvider provider = new FakeProvider(flavour, source).pageSize(20);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        core.sync(connection);
        provider.with(Quirk.CUT_SHORT);
        assertEquals(230, core.sync(connection).run().heldDeletions());

        provider.without(Quirk.CUT_SHORT);
        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(0, view.run().progress().deleted());
        assertEquals(250, new Stored(core).documents().size());
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_scope_that_fails_at_its_last_page_deletes_nothing(Flavour flavour) {
        fill(60);
        FakeProvider provider = new FakeProvider(flavour, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        core.sync(connection);
        delete(31);
        int lastPage = 6 + (flavour == Flavour.FEED ? 4 : 3);
        provider.faults().failPage("a", lastPage, () -> new ProviderFailure.Invalid("No JSON"));

        Syncs.View view = core.sync(connection);

        assertEquals(ScopeRun.State.FAILED, view.scopes().getFirst().state());
        assertEquals(60, new Stored(core).documents().size());
        core.sync(connection);
        new Stored(core).assertInStep(source);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_rebuild_is_the_users_own_doing_and_holds_nothing(Flavour flavour) {
        fill(20);
        TestCore core = new TestCore(new FakeProvider(flavour, source));
        Connection.Id connection = core.connect();
        core.sync(connection);
        delete(20);

        assertEquals(
                20, core.sync(connection, SyncRun.Mode.REBUILD).run().progress().deleted());
        new Stored(core).assertInStep(source);
    }

    @Test
    void what_only_an_interrupted_first_page_has_seen_is_gone_when_the_listing_begins_again_without_it() {
        fill(8);
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        provider.faults().fail(Kind.FETCH, "a0006", 1, () -> new ProviderFailure.Unauthorized("No"));
        core.sync(connection);
        assertTrue(new Stored(core).has("a0003"));
        source.delete("a0003");

        core.sync(connection);

        new Stored(core).assertInStep(source);
    }

    @Test
    void keys_out_of_byte_order_are_listed_again_with_seen_marks() {
        for (String id : List.of("B", "a", "C", "d", "E", "f", "Z", "z")) {
            source.write("a", id, "text of " + id);
        }
        FakeProvider provider = new FakeProvider(Flavour.ORDERED, source).pageSize(1);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        core.sync(connection);
        assertFalse(state(core, connection).unordered());
        provider.with(Quirk.IGNORES_CASE);
        source.delete("d");
        source.delete("Z");

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertTrue(state(core, connection).unordered());
        assertEquals(2, view.run().progress().deleted());
        new Stored(core).assertInStep(source);
        source.delete("f");
        core.sync(connection);
        new Stored(core).assertInStep(source);
    }

    private static ScopeState state(TestCore core, Connection.Id connection) {
        return core.ports()
                .runs()
                .state(core.admin().organization(), connection, new Scope.Id("a"))
                .orElseThrow();
    }

    @Test
    void keys_out_of_order_within_a_page_are_found_too() {
        for (String id : List.of("B", "a", "C", "d")) {
            source.write("a", id, "text of " + id);
        }
        TestCore core = new TestCore(new FakeProvider(Flavour.ORDERED, source).with(Quirk.IGNORES_CASE));
        Connection.Id connection = core.connect(Map.of(), Optional.empty());

        core.sync(connection);

        assertTrue(state(core, connection).unordered());
        new Stored(core).assertInStep(source);
    }

    @Test
    void a_deletion_in_a_scope_that_only_shows_an_item_does_not_touch_it() {
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        provider.script("a", Script.listed(Script.document("shared"), Script.document("own")));
        provider.script("b", Script.listed(Script.document("shared")), Script.caughtUp(Script.gone("shared")));
        Connection.Id connection = core.connect();
        core.sync(connection);

        core.sync(connection);

        assertEquals(2, new Stored(core).documents().size());
    }
}
