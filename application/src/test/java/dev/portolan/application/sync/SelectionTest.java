package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.application.Syncs;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Scopes come and go, by the user's choice or without it. */
@Timeout(20)
class SelectionTest {

    private static final int ALWAYS = Integer.MAX_VALUE;

    private final FakeSource source = new FakeSource();

    private void fill(String scope, int documents) {
        for (int n = 0; n < documents; n++) {
            source.write(scope, scope + (n % 2 == 0 ? "-even-" : "-odd-") + n, "text of " + n);
        }
    }

    private static ScopeRun scope(Syncs.View view, String id) {
        return view.scopes().stream()
                .filter(scope -> scope.scope().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Map<Resource.Id, Document.Id> ids(TestCore core) {
        return new Stored(core).documents().stream().collect(Collectors.toMap(Document::resource, Document::id));
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void another_filter_lists_the_scope_again_and_removes_what_it_leaves_out_unguarded(Flavour flavour) {
        fill("a", 40);
        FakeProvider provider = new FakeProvider(flavour, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        core.sync(connection);
        provider.faults().forgetCalls();

        core.settings(connection, Map.of("filter", "a-even-1"));
        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(35, view.run().progress().deleted());
        assertEquals(0, provider.faults().count(Kind.FETCH));
        new Stored(core).assertInStep(source, item -> item.id().contains("a-even-1"));

        core.settings(connection, Map.of());
        core.sync(connection);
        new Stored(core).assertInStep(source);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_guard_is_back_once_the_new_filters_listing_is_complete(Flavour flavour) {
        fill("a", 40);
        TestCore core = new TestCore(new FakeProvider(flavour, source));
        Connection.Id connection = core.connect();
        core.sync(connection);
        core.settings(connection, Map.of("filter", "-even-"));
        core.sync(connection);
        for (int n = 0; n < 40; n += 2) {
            source.delete("a-even-" + n);
        }

        assertEquals(20, core.sync(connection).run().heldDeletions());
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_deselected_scope_goes_last_and_unguarded(Flavour flavour) {
        fill("a", 30);
        fill("b", 10);
        FakeProvider provider = new FakeProvider(flavour, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        core.sync(connection);
        List<Scope.Id> ended = new ArrayList<>();
        core.tap.watch(
                "documents.remove",
                arguments -> ended.addAll(core.latest(connection).scopes().stream()
                        .filter(scope -> scope.state().isFinal())
                        .map(ScopeRun::scope)
                        .toList()));

        core.settings(connection, Map.of("scopes", "b"));
        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(List.of(new Scope.Id("b")), ended);
        assertEquals(30, scope(view, "a").progress().deleted());
        new Stored(core).assertInStep(source, item -> item.scope().equals("b"));
        assertEquals(1, core.sync(connection).scopes().size());
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void documents_that_a_newly_selected_scope_shows_keep_their_ids_and_are_not_fetched_again(Flavour flavour) {
        fill("a", 30);
        fill("wide", 5);
        for (int n = 0; n < 20; n++) {
            source.show("wide", "a" + (n % 2 == 0 ? "-even-" : "-odd-") + n);
        }
        FakeProvider provider = new FakeProvider(flavour, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect(Map.of("scopes", "a"), Optional.empty());
        core.sync(connection);
        Map<Resource.Id, Document.Id> before = ids(core);
        Stored stored = new Stored(core);
        stored.follow();
        provider.faults().forgetCalls();

        core.settings(connection, Map.of("scopes", "wide"));
        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(5, provider.faults().count(Kind.FETCH));
        assertEquals(10, view.run().progress().deleted());
        assertEquals(25, stored.documents().size());
        before.keySet().retainAll(ids(core).keySet());
        assertEquals(20, before.size());
        ids(core).forEach((resource, id) -> assertEquals(before.getOrDefault(resource, id), id));
        assertEquals(
                List.of(new Scope.Id("wide")),
                stored.documents().stream().map(Document::scope).distinct().toList());
        stored.assertFollowed();
    }

    @Test
    void a_document_that_another_scope_has_taken_over_goes_when_that_one_no_longer_lists_it() {
        fill("a", 6);
        source.show("wide", "a-even-0");
        source.show("wide", "a-odd-1");
        TestCore core = new TestCore(new FakeProvider(Flavour.UNORDERED, source));
        Connection.Id connection = core.connect(Map.of("scopes", "a"), Optional.empty());
        for (int more = 0; more < 5; more++) {
            source.write("a", "a-even-0", "version " + more);
            core.sync(connection);
        }
        core.settings(connection, Map.of("scopes", "wide"));
        core.sync(connection);
        assertEquals(2, new Stored(core).documents().size());

        source.delete("a-even-0");
        core.sync(connection);
        assertEquals(1, new Stored(core).documents().size());
    }

    static Stream<Supplier<RuntimeException>> unlisted() {
        return Stream.of(
                () -> new ProviderFailure.Invalid("No JSON"),
                () -> new ProviderFailure.Denied("Not yours"),
                () -> new ProviderFailure.RateLimited("Slow down", Duration.ofHours(1)));
    }

    @ParameterizedTest
    @MethodSource("unlisted")
    void a_deselected_scope_stays_until_what_took_its_place_has_been_listed(Supplier<RuntimeException> failure) {
        fill("a", 30);
        source.scope("wide");
        for (int n = 0; n < 20; n++) {
            source.show("wide", "a" + (n % 2 == 0 ? "-even-" : "-odd-") + n);
        }
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect(Map.of("scopes", "a"), Optional.empty());
        core.sync(connection);
        provider.faults().fail(Kind.CHANGES, "wide", 1, failure);
        core.settings(connection, Map.of("scopes", "wide"));

        Syncs.View view = core.sync(connection);

        assertEquals("waiting", scope(view, "a").problem().orElseThrow().code());
        assertEquals(30, new Stored(core).documents().size());
        core.sync(connection);
        assertEquals(20, new Stored(core).documents().size());
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_scope_that_is_no_longer_shown_under_the_same_settings_is_lost_and_kept(Flavour flavour) {
        fill("a", 30);
        fill("b", 10);
        TestCore core = new TestCore(new FakeProvider(flavour, source));
        Connection.Id connection = core.connect();
        core.sync(connection);
        source.hideScope("a");

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED_WITH_ERRORS, view.run().state());
        assertEquals(ScopeRun.State.ACCESS_LOST, scope(view, "a").state());
        assertEquals("access_lost", scope(view, "a").problem().orElseThrow().code());
        new Stored(core).assertInStep(source);

        source.scope("a").write("a", "a-even-0", "newer");
        assertEquals(SyncRun.State.COMPLETED, core.sync(connection).run().state());
        new Stored(core).assertInStep(source);
    }

    @Test
    void a_connection_all_of_whose_scopes_are_lost_has_failed_and_keeps_all() {
        fill("a", 30);
        TestCore core = new TestCore(new FakeProvider(Flavour.FEED, source));
        Connection.Id connection = core.connect();
        core.sync(connection);
        source.hideScope("a");

        assertEquals(SyncRun.State.FAILED, core.sync(connection).run().state());
        new Stored(core).assertInStep(source);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_scope_that_is_selected_again_after_its_removal_starts_anew(Flavour flavour) {
        fill("a", 30);
        fill("b", 5);
        TestCore core = new TestCore(new FakeProvider(flavour, source));
        Connection.Id connection = core.connect();
        core.sync(connection);
        Map<Resource.Id, Document.Id> before = ids(core);
        core.settings(connection, Map.of("scopes", "b"));
        core.sync(connection);
        source.delete("a-even-2");

        core.settings(connection, Map.of());
        core.sync(connection);

        new Stored(core).assertInStep(source);
        ids(core).forEach((resource, id) -> assertEquals(before.get(resource), id));
    }

    @Test
    void settings_do_not_change_under_a_worker() throws InterruptedException {
        fill("a", 5);
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        CountDownLatch begun = provider.faults().hang(Kind.CHANGES, "a");
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        assertThrows(Refusal.SyncInProgress.class, () -> core.settings(connection, Map.of("filter", "even")));
        Thread worker = Thread.ofVirtual().start(core::due);
        begun.await();

        assertThrows(Refusal.SyncInProgress.class, () -> core.settings(connection, Map.of("filter", "even")));

        core.core().syncs().cancel(core.admin(), run);
        worker.join();
        core.settings(connection, Map.of("filter", "even"));
    }

    @Test
    void a_run_that_only_rests_is_cancelled_by_a_change_of_settings() {
        fill("a", 15);
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        provider.faults().failPage("a", 2, () -> new ProviderFailure.Transient("Not now"));
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.due();
        assertEquals(Syncs.Phase.PARKED, core.view(run).phase());

        core.settings(connection, Map.of("filter", "even"));
        core.idle();

        assertEquals(SyncRun.State.CANCELLED, core.view(run).run().state());
        core.sync(connection);
        new Stored(core).assertInStep(source, item -> item.id().contains("even"));
    }

    @Test
    void a_worker_that_wakes_while_the_settings_change_does_not_take_its_scope_for_deselected() {
        fill("a", 15);
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        core.sync(connection);
        provider.faults().fail(Kind.CHANGES, "a", 1, () -> new ProviderFailure.Transient("Not now"));
        SyncRun.Id run = core.start(connection, SyncRun.Mode.CATCH_UP);
        core.due();
        core.tap.before("runs.lease", () -> {
            core.tap.leave("runs.lease");
            core.settings(connection, Map.of("filter", "a-"));
        });
        core.clock.advance(Duration.ofMinutes(1));
        Scope.Id scope = new Scope.Id("a");

        core.worker().work(new WorkQueue.Work.SyncScope(core.admin().organization(), run, scope));

        assertEquals(ScopeRun.State.CANCELLED, scope(core.view(run), "a").state());
        assertEquals(15, new Stored(core).documents().size());
    }

    @Test
    void a_change_while_the_scopes_are_being_named_cancels_the_run() {
        fill("a", 15);
        fill("b", 15);
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        core.sync(connection);
        provider.faults()
                .when(call -> call.kind() == Kind.SCOPES, 1, () -> core.settings(connection, Map.of("scopes", "b")));

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.CANCELLED, view.run().state());
        assertEquals(List.of(), view.scopes());
        core.sync(connection);
        new Stored(core).assertInStep(source, item -> item.scope().equals("b"));
    }

    @Test
    void faults_of_one_scope_do_not_touch_another() {
        fill("a", 15);
        fill("b", 15);
        FakeProvider provider = new FakeProvider(Flavour.UNORDERED, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        core.sync(connection);
        provider.faults().fail(Kind.CHANGES, "a", ALWAYS, () -> new ProviderFailure.Transient("Never"));
        source.delete("b-even-2");
        source.write("b", "b-new", "new");

        core.sync(connection);

        new Stored(core).assertInStep(source);
    }
}
