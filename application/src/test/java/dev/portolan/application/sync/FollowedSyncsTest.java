package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.FollowedSyncs;
import dev.portolan.application.FollowedSyncs.Followed;
import dev.portolan.application.oauth.Callers;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Principal;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FollowedSyncsTest {

    private final FakeSource source = new FakeSource();
    private final FakeProvider provider = new FakeProvider(Flavour.ORDERED, source).pageSize(5);
    private final TestCore core = new TestCore(provider);
    private final Connection.Id connection = core.connect();

    private FollowedSyncs syncs() {
        return core.core().followedSyncs();
    }

    private Followed start(SyncRun.Mode mode, String name) {
        return syncs().start(core.admin(), connection, mode, "progress", Optional.of(name));
    }

    private Followed start(String name) {
        return start(SyncRun.Mode.CATCH_UP, name);
    }

    private FollowedSyncs.Outcome outcome(SyncRun.Id run) {
        return syncs().outcome(core.admin(), syncs().look(core.admin(), run));
    }

    @Test
    void many_who_start_under_one_name_at_once_follow_one_sync() {
        List<SyncRun.Id> runs =
                Callers.results(Callers.crowd(8, () -> start("nightly").run().id()));
        assertEquals(1, runs.stream().distinct().count());
    }

    @Test
    void a_name_is_of_one_connection_while_its_sync_is_open() {
        Connection.Id other = core.connect();
        start("nightly");
        assertThrows(
                Refusal.Conflict.class,
                () -> syncs().start(core.admin(), other, SyncRun.Mode.CATCH_UP, "progress", Optional.of("nightly")));
        core.idle();
        assertEquals(
                other,
                syncs().start(core.admin(), other, SyncRun.Mode.CATCH_UP, "progress", Optional.of("nightly"))
                        .run()
                        .connection());
    }

    @Test
    void a_name_is_its_givers_own() {
        start("nightly");
        Principal admin = core.admin();
        Principal another =
                new Principal(admin.organization(), new User.Id(new UUID(7, 7)), admin.role(), admin.scopes(), false);
        assertThrows(Refusal.NotFound.class, () -> syncs().named(another, "nightly"));
        Refusal.SyncInProgress open = assertThrows(
                Refusal.SyncInProgress.class,
                () -> syncs().start(another, connection, SyncRun.Mode.CATCH_UP, "progress", Optional.of("nightly")));
        assertEquals(syncs().named(admin, "nightly"), open.run());
    }

    @Test
    void a_name_is_kept_for_an_hour_after_the_end() {
        SyncRun.Id run = start("nightly").run().id();
        core.idle();
        core.clock.advance(Duration.ofMinutes(59));
        core.clockwork().forget();
        assertEquals(run, syncs().named(core.admin(), "nightly"));
        core.clock.advance(Duration.ofMinutes(2));
        assertThrows(Refusal.NotFound.class, () -> syncs().named(core.admin(), "nightly"));
        core.clockwork().forget();
        assertEquals(
                Optional.empty(),
                core.ports()
                        .runNames()
                        .find(core.admin().organization(), core.admin().user(), "nightly"));
    }

    @Test
    void the_outcome_tells_how_many_files_are_in_step_and_which_are_not() {
        for (int n = 0; n < 12; n++) {
            source.write("a", "a" + n, "text of " + n);
        }
        core.sync(connection);
        source.write("a", "a12", "one more").write("a", "a3", "another text").delete("a4");
        provider.faults()
                .fail(FakeFaults.Kind.FETCH, "a3", Integer.MAX_VALUE, () -> new ProviderFailure.Denied("Not yours"));

        SyncRun.Id run = start("nightly").run().id();
        core.idle();

        FollowedSyncs.Outcome outcome = outcome(run);
        assertEquals(11, outcome.inStep());
        assertEquals(
                List.of("a3"),
                outcome.failures().stream()
                        .map(ItemIssue::resource)
                        .map(id -> id.value())
                        .toList());
        assertEquals(1, outcome.view().run().progress().added());
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_rebuild_that_fails_leaves_a_mixture_and_never_an_empty_library(Flavour flavour) {
        for (int n = 0; n < 25; n++) {
            source.write("a", "a" + n, "text of " + n);
        }
        FakeProvider other = new FakeProvider(flavour, source).pageSize(5);
        TestCore own = new TestCore(other);
        Connection.Id here = own.connect();
        own.sync(here);
        Stored stored = new Stored(own);
        AtomicInteger least = new AtomicInteger(Integer.MAX_VALUE);
        own.database.beforeCommit(
                () -> least.accumulateAndGet(stored.documents().size(), Math::min));
        other.faults().forgetCalls();
        AtomicInteger pages = new AtomicInteger();
        source.write("a", "a1", "newer");
        other.faults()
                .when(
                        call -> call.kind() == FakeFaults.Kind.CHANGES && pages.incrementAndGet() > 2,
                        Integer.MAX_VALUE,
                        () -> {
                            throw new ProviderFailure.Invalid("No JSON");
                        });

        assertEquals(
                SyncRun.State.FAILED, own.sync(here, SyncRun.Mode.REBUILD).run().state());

        assertEquals(25, least.get());
        assertEquals(25, stored.documents().size());
        assertTrue(other.faults().count(FakeFaults.Kind.FETCH) > 0, "it had begun");
        other.faults().heal();
        own.sync(here, SyncRun.Mode.REBUILD);
        stored.assertInStep(source);
        assertEquals(25, least.get());
    }

    @Test
    void a_rebuild_that_finds_no_source_deletes_nothing() {
        source.write("a", "a1", "text");
        core.sync(connection);
        provider.faults().when(call -> call.kind() == FakeFaults.Kind.SCOPES, Integer.MAX_VALUE, () -> {
            throw new ProviderFailure.Unauthorized("The token was revoked");
        });

        SyncRun.Id run = start(SyncRun.Mode.REBUILD, "purge").run().id();
        core.idle();

        assertEquals(SyncRun.State.FAILED, outcome(run).view().run().state());
        assertEquals(1, outcome(run).inStep());
    }
}
