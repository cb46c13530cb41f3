package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.Syncs;
import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.SyncRun;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Providers name things as no database can keep them: with NULs, and with halves of characters. */
class OddNamesTest {

    private final FakeSource source = new FakeSource();

    @ParameterizedTest
    @EnumSource
    void a_name_is_made_safe_and_stays_the_same_in_later_runs(Flavour flavour) {
        TestCore core = new TestCore(new FakeProvider(flavour, source));
        Connection.Id connection = core.connect();
        source.write("a", "plain", "text").write("a", "odd", "text of odd");
        source.rename("odd", "a\0b\uD800c😀");
        core.sync(connection);
        Stored stored = new Stored(core);
        assertEquals("a\uFFFDb\uFFFDc😀", stored.document("odd").name());
        assertEquals("text of odd", stored.text(stored.document("odd")));
        Syncs.View again = core.sync(connection);
        assertEquals(SyncRun.State.COMPLETED, again.run().state());
        assertEquals(0, again.run().progress().moved());
    }

    @ParameterizedTest
    @EnumSource
    void a_resource_whose_id_cannot_be_stored_is_refused_and_all_others_are_there(Flavour flavour) {
        TestCore core = new TestCore(new FakeProvider(flavour, source));
        Connection.Id connection = core.connect();
        source.write("a", "one", "text of one").write("a", "x\0y", "lost").write("a", "z\uDC00", "lost");
        Syncs.View view = core.sync(connection);
        assertEquals(SyncRun.State.COMPLETED_WITH_ERRORS, view.run().state());
        assertEquals(2, view.run().progress().failed());
        Stored stored = new Stored(core);
        assertEquals("text of one", stored.text(stored.document("one")));
        List<ItemIssue> issues = stored.issues(connection);
        assertEquals(
                List.of("x\uFFFDy", "z\uFFFD"),
                issues.stream().map(issue -> issue.resource().value()).sorted().toList());
        assertEquals(
                List.of(ItemIssue.Code.INVALID, ItemIssue.Code.INVALID),
                issues.stream().map(ItemIssue::code).toList());
        source.delete("x\0y");
        source.delete("z\uDC00");
        assertEquals(SyncRun.State.COMPLETED, core.sync(connection).run().state());
    }

    @Test
    void what_a_provider_says_of_a_failure_is_made_safe() {
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        Stream.of("a", "b").forEach(id -> source.write("a", id, "text"));
        provider.faults().fail(Kind.FETCH, "b", 1, () -> new ProviderFailure.Invalid("no\0t \uD800"));
        core.sync(connection);
        assertEquals(
                "no\uFFFDt \uFFFD",
                new Stored(core).issues(connection).getFirst().message());
    }
}
