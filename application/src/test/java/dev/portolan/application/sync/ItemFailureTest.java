package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Syncs;
import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.application.sync.FakeProvider.Quirk;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.SyncRun;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One document that cannot be had: an issue says why, the stored copy stays, all others are in step. */
class ItemFailureTest {

    private static final int ALWAYS = Integer.MAX_VALUE;

    private final FakeSource source = new FakeSource();
    private final FakeProvider provider = new FakeProvider(Flavour.FEED, source);
    private final TestCore core = new TestCore(provider);
    private final Stored stored = new Stored(core);
    private final Connection.Id connection = core.connect();

    private void fill(int documents) {
        for (int n = 0; n < documents; n++) {
            source.write("a", "a" + n, "text of " + n);
        }
    }

    private ItemIssue issue() {
        List<ItemIssue> issues = stored.issues(connection);
        assertEquals(1, issues.size(), issues.toString());
        return issues.getFirst();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure(() -> new ProviderFailure.Denied("Not yours"), ItemIssue.Code.DENIED),
                failure(() -> new ProviderFailure.Invalid("No sense"), ItemIssue.Code.INVALID),
                failure(() -> new ProviderFailure.Transient("Not now"), ItemIssue.Code.UNAVAILABLE),
                failure(() -> new IllegalStateException("A bug"), ItemIssue.Code.UNAVAILABLE));
    }

    private static Arguments failure(Supplier<RuntimeException> failure, ItemIssue.Code code) {
        return Arguments.of(failure, code);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_new_document_that_fails_is_there_without_text_and_read_in_a_later_run(
            Supplier<RuntimeException> failure, ItemIssue.Code code) {
        fill(12);
        provider.faults().fail(Kind.FETCH, "a3", 1, failure);

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED_WITH_ERRORS, view.run().state());
        assertEquals("documents_failed", view.reason().orElseThrow().code());
        assertEquals(1, view.run().progress().failed());
        assertEquals(11, view.run().progress().added());
        assertEquals("", stored.text(stored.document("a3")));
        assertEquals(code, issue().code());

        core.ports().issues().requestRetry(core.admin().organization(), connection, List.of());
        Syncs.View next = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, next.run().state());
        assertEquals(1, next.run().progress().updated());
        assertEquals(1, next.run().progress().collected());
        assertEquals(List.of(), stored.issues(connection));
        stored.assertInStep(source);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void an_update_that_fails_leaves_the_stored_copy(Supplier<RuntimeException> failure, ItemIssue.Code code) {
        fill(3);
        core.sync(connection);
        source.write("a", "a1", "newer");
        provider.faults().fail(Kind.FETCH, "a1", 1, failure);

        core.sync(connection);

        assertEquals("text of 1", stored.text(stored.document("a1")));
        assertEquals(code, issue().code());
        stored.assertFollowed();
    }

    @Test
    void a_document_that_is_missing_when_it_is_fetched_is_removed() {
        fill(3);
        core.sync(connection);
        source.write("a", "a1", "newer").write("a", "new", "never read");
        provider.faults().fail(Kind.FETCH, "a1", 1, () -> new ProviderFailure.Missing("Gone"));
        provider.faults().fail(Kind.FETCH, "new", 1, () -> new ProviderFailure.Missing("Gone"));

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(1, view.run().progress().deleted());
        assertFalse(stored.has("a1"));
        assertFalse(stored.has("new"));
        assertEquals(List.of(), stored.issues(connection));
    }

    @Test
    void content_that_breaks_off_is_tried_again() {
        fill(3);
        provider.with(Quirk.DROPS_CONTENT);
        core.sync(connection);
        assertEquals(3, stored.issues(connection).size());

        provider.without(Quirk.DROPS_CONTENT);
        core.sync(connection);

        assertEquals(List.of(), stored.issues(connection));
        stored.assertInStep(source);
    }

    @Test
    void what_is_too_large_is_not_even_fetched_and_keeps_its_metadata() {
        core.extractor.largest(20);
        source.write("a", "large", "x".repeat(21))
                .write("a", "small", "x".repeat(20))
                .write("a", "none", "");

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(2, view.run().progress().skipped());
        assertEquals(0, provider.faults().count(Kind.FETCH, "large"));
        assertTrue(stored.has("large"));
        assertEquals(
                List.of(ItemIssue.Code.TOO_LARGE, ItemIssue.Code.NO_TEXT),
                stored.issues(connection).stream().map(ItemIssue::code).toList());
        provider.faults().forgetCalls();
        core.sync(connection, SyncRun.Mode.COMPLETE);
        assertEquals(0, provider.faults().count(Kind.FETCH), "what has no text is in step nevertheless");
    }

    @Test
    void a_text_that_is_cut_says_so_until_it_fits() {
        core.extractor.longest(10);
        source.write("a", "long", "x".repeat(11));
        assertEquals(SyncRun.State.COMPLETED, core.sync(connection).run().state());
        assertEquals(ItemIssue.Code.TRUNCATED, issue().code());
        assertEquals("x".repeat(10), stored.text(stored.document("long")));

        source.write("a", "long", "x".repeat(10));
        core.sync(connection);

        assertEquals(List.of(), stored.issues(connection));
    }

    @Test
    void so_many_in_a_row_that_cannot_be_had_make_the_scope_rest_and_are_not_counted() {
        fill(9);
        for (int n = 2; n < 7; n++) {
            provider.faults().fail(Kind.FETCH, "a" + n, 1, () -> new ProviderFailure.Transient("Not now"));
        }

        Syncs.View view = core.sync(connection);

        assertEquals(1, view.scopes().getFirst().parks());
        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(9, view.run().progress().added());
        assertEquals(0, view.run().progress().failed());
        stored.assertInStep(source);
    }

    @Test
    void documents_that_never_can_be_had_do_not_hold_up_the_others_for_ever() {
        fill(20);
        for (int n = 2; n < 11; n++) {
            provider.faults().fail(Kind.FETCH, "a" + n, ALWAYS, () -> new ProviderFailure.Transient("Never"));
        }

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED_WITH_ERRORS, view.run().state());
        assertEquals(1, view.scopes().getFirst().parks());
        assertEquals(9, stored.issues(connection).size());
        assertEquals(11, view.run().progress().added());
        assertEquals(9, view.run().progress().failed());
    }

    @Test
    void a_passing_failure_is_retried_by_itself_five_times_and_then_when_somebody_asks() {
        fill(3);
        provider.faults().fail(Kind.FETCH, "a1", ALWAYS, () -> new ProviderFailure.Denied("Not yours"));
        for (int run = 1; run <= 5; run++) {
            core.sync(connection);
            assertEquals(run, issue().attempts());
        }
        assertEquals(SyncRun.State.COMPLETED, core.sync(connection).run().state());
        assertEquals(5, provider.faults().count(Kind.FETCH, "a1"));

        core.core().documents().retryIssues(core.admin(), connection, List.of(issue().id()));
        assertEquals(
                SyncRun.State.COMPLETED_WITH_ERRORS, core.sync(connection).run().state());
        assertEquals(6, provider.faults().count(Kind.FETCH, "a1"));
        core.sync(connection);
        assertEquals(6, provider.faults().count(Kind.FETCH, "a1"), "asked for once, tried once");

        provider.faults().heal();
        core.core().documents().retryIssues(core.admin(), connection, List.of());
        core.sync(connection);
        stored.assertInStep(source);
        assertEquals(List.of(), stored.issues(connection));
    }

    @Test
    void what_no_retry_would_help_is_left_alone() {
        fill(3);
        provider.faults().fail(Kind.FETCH, "a1", 1, () -> new ProviderFailure.Invalid("No sense"));
        core.sync(connection);
        provider.faults().forgetCalls();

        core.sync(connection);

        assertEquals(0, provider.faults().count(Kind.RESOURCE));
        assertEquals(ItemIssue.Code.INVALID, issue().code());
    }

    @Test
    void a_retry_that_finds_the_document_gone_removes_it() {
        fill(3);
        provider.faults().fail(Kind.FETCH, "a1", 1, () -> new ProviderFailure.Denied("Not yours"));
        core.sync(connection);
        provider.faults().fail(Kind.RESOURCE, "a1", 1, () -> new ProviderFailure.Missing("Gone"));

        core.sync(connection);

        assertFalse(stored.has("a1"));
        assertEquals(List.of(), stored.issues(connection));
    }

    @Test
    void a_retry_that_finds_only_the_content_gone_ends_too() {
        fill(3);
        provider.faults().fail(Kind.FETCH, "a1", 1, () -> new ProviderFailure.Denied("Not yours"));
        core.sync(connection);
        provider.faults().fail(Kind.FETCH, "a1", ALWAYS, () -> new ProviderFailure.Missing("Gone"));

        core.sync(connection);

        assertFalse(stored.has("a1"));
        assertEquals(List.of(), stored.issues(connection));
    }

    @Test
    void a_retry_of_what_has_become_a_folder_ends_too() {
        fill(3);
        provider.faults().fail(Kind.FETCH, "a1", 1, () -> new ProviderFailure.Denied("Not yours"));
        core.sync(connection);
        source.delete("a1");
        source.folder("a", "", "a1");

        core.sync(connection);

        assertEquals(List.of(), stored.issues(connection));
        assertEquals(2, stored.documents().size());
    }

    @Test
    void one_document_that_cannot_be_asked_for_does_not_hold_up_the_scope() {
        fill(3);
        provider.faults().fail(Kind.FETCH, "a1", ALWAYS, () -> new ProviderFailure.Denied("Not yours"));
        core.sync(connection);
        provider.faults().fail(Kind.RESOURCE, "a1", ALWAYS, () -> new ProviderFailure.Transient("Never"));
        source.write("a", "a2", "newer");

        for (int run = 2; run <= 6; run++) {
            Syncs.View view = core.sync(connection);
            assertEquals(ScopeRun.State.COMPLETED, view.scopes().getFirst().state());
            assertEquals(0, view.scopes().getFirst().parks());
        }

        assertEquals(5, issue().attempts());
        assertEquals("newer", stored.text(stored.document("a2")));
    }

    @Test
    void a_provider_that_answers_nothing_when_asked_again_makes_the_scope_rest() {
        fill(5);
        for (int n = 0; n < 5; n++) {
            provider.faults().fail(Kind.FETCH, "a" + n, 1, () -> new ProviderFailure.Denied("Not yours"));
            provider.faults().fail(Kind.RESOURCE, "a" + n, 1, () -> new ProviderFailure.Transient("Not now"));
        }
        core.sync(connection);

        Syncs.View view = core.sync(connection);

        assertEquals(1, view.scopes().getFirst().parks());
        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        stored.assertInStep(source);
    }
}
