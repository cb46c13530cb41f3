package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Connections;
import dev.portolan.application.Syncs;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Schedule;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens by the clock. */
class ClockworkTest {

    private static final Schedule DAILY = new Schedule("0 13 * * *", ZoneId.of("UTC"), Schedule.Missed.ONCE);
    private static final Schedule SKIPPING = new Schedule("0 13 * * *", ZoneId.of("UTC"), Schedule.Missed.SKIP);

    private final FakeSource source = new FakeSource();
    private final FakeProvider provider = new FakeProvider(Flavour.FEED, source);
    private final TestCore core = new TestCore(provider);

    @BeforeEach
    void fill() {
        source.write("a", "a1", "text");
    }

    private void tickAt(String time) {
        core.clock.advanceTo(Instant.parse(time));
        core.clockwork().startDue();
        core.idle();
    }

    private List<SyncRun> runs(Connection.Id connection) {
        return core.core()
                .syncs()
                .list(core.admin(), connection, Page.Cursor.START, 100)
                .items();
    }

    @Test
    void a_schedule_starts_a_run_within_a_minute_of_its_time_and_then_waits_for_the_next() {
        Connection.Id connection = core.connect(Map.of(), Optional.of(DAILY));
        tickAt("2026-05-01T12:59:59Z");
        assertEquals(0, runs(connection).size());
        tickAt("2026-05-01T13:01:00Z");
        tickAt("2026-05-01T13:01:10Z");

        assertEquals(1, runs(connection).size());
        assertEquals(SyncRun.Trigger.SCHEDULE, runs(connection).getFirst().trigger());
        tickAt("2026-05-02T13:01:00Z");
        assertEquals(2, runs(connection).size());
    }

    @Test
    void each_connection_has_a_small_delay_of_its_own() {
        Connection.Id one = core.connect(Map.of(), Optional.of(DAILY));
        Connection.Id other = core.connect(Map.of(), Optional.of(DAILY));
        core.clock.advanceTo(Instant.parse("2026-05-02T13:01:00Z"));

        Map<Connection.Id, Instant> due = core.ports().connections().due(core.clock.instant(), 10).stream()
                .collect(java.util.stream.Collectors.toMap(found -> found.connection(), found -> found.at()));

        assertNotEquals(due.get(one), due.get(other));
        due.values()
                .forEach(at -> assertTrue(!at.isBefore(Instant.parse("2026-05-01T13:00:00Z"))
                        && at.isBefore(Instant.parse("2026-05-01T13:01:00Z"))));
    }

    @Test
    void missed_times_are_made_up_for_once_or_skipped_as_the_user_likes() {
        Connection.Id once = core.connect(Map.of(), Optional.of(DAILY));
        Connection.Id skipping = core.connect(Map.of(), Optional.of(SKIPPING));

        tickAt("2026-05-04T20:00:00Z");

        assertEquals(1, runs(once).size());
        assertEquals(0, runs(skipping).size());
        tickAt("2026-05-05T20:00:00Z");
        assertEquals(2, runs(once).size());
        assertEquals(1, runs(skipping).size(), "a time that is late but the latest is not missed");
    }

    @Test
    void a_time_that_comes_while_a_run_is_open_is_skipped() {
        Connection.Id connection = core.connect(Map.of(), Optional.of(DAILY));
        core.start(connection, SyncRun.Mode.CATCH_UP);
        core.clock.advanceTo(Instant.parse("2026-05-01T13:01:00Z"));
        core.clockwork().startDue();
        core.clockwork().startDue();
        core.idle();

        assertEquals(1, runs(connection).size());
        tickAt("2026-05-02T13:01:00Z");
        assertEquals(2, runs(connection).size());
    }

    @Test
    void a_paused_connection_rests_and_goes_on_with_the_next_time() {
        Connection.Id connection = core.connect(Map.of(), Optional.of(DAILY));
        enable(connection, false);
        tickAt("2026-05-02T13:01:00Z");
        assertEquals(0, runs(connection).size());
        enable(connection, true);
        tickAt("2026-05-02T20:00:00Z");
        assertEquals(0, runs(connection).size());
        tickAt("2026-05-03T13:01:00Z");
        assertEquals(1, runs(connection).size());
    }

    private void enable(Connection.Id connection, boolean enabled) {
        core.core()
                .connections()
                .update(
                        core.admin(),
                        connection,
                        new Connections.Patch(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(enabled),
                                Connections.Words.OURS));
    }

    @Test
    void a_provider_that_cannot_find_all_deletions_is_listed_completely_every_day() {
        provider.completeEvery(Duration.ofDays(1));
        Connection.Id connection =
                core.connect(Map.of(), Optional.of(new Schedule("0 * * * *", ZoneId.of("UTC"), Schedule.Missed.ONCE)));
        provider.faults().when(call -> true, Integer.MAX_VALUE, () -> core.clock.advance(Duration.ofSeconds(20)));
        for (Instant hour = Instant.parse("2026-05-01T13:01:00Z");
                hour.isBefore(Instant.parse("2026-05-05T13:00:00Z"));
                hour = hour.plus(Duration.ofHours(1))) {
            tickAt(hour.toString());
        }

        List<Instant> complete = runs(connection).reversed().stream()
                .filter(run -> run.mode() == SyncRun.Mode.COMPLETE)
                .map(SyncRun::createdAt)
                .toList();
        assertTrue(complete.size() >= 4, complete.toString());
        for (int n = 1; n < complete.size(); n++) {
            assertTrue(Duration.between(complete.get(n - 1), complete.get(n)).toHours() <= 24);
            assertTrue(Duration.between(complete.get(n - 1), complete.get(n)).toHours() >= 21);
        }
    }

    @Test
    void one_connection_that_cannot_be_started_keeps_no_other_waiting() {
        Connection.Id broken = core.connect(Map.of(), Optional.of(DAILY));
        Connection.Id other = core.connect(Map.of(), Optional.of(DAILY));
        core.tap.watch("connections.claim", arguments -> {
            if (arguments[1].equals(broken)) {
                throw new IllegalStateException("A bug");
            }
        });
        tickAt("2026-05-01T13:01:00Z");

        assertEquals(0, runs(broken).size());
        assertEquals(1, runs(other).size());
        core.tap.leave("connections.claim");
        tickAt("2026-05-01T14:01:00Z");
        assertEquals(1, runs(broken).size());
        assertEquals(1, runs(other).size());
    }

    @Test
    void a_provider_that_is_not_there_any_more_fails_its_runs_and_no_others() {
        Connection.Id connection = core.connect(Map.of(), Optional.of(DAILY));
        core.without(provider);

        tickAt("2026-05-01T13:01:00Z");

        Syncs.View view = core.latest(connection);
        assertEquals(SyncRun.State.FAILED, view.run().state());
    }

    @Test
    void a_process_that_dies_while_it_starts_a_run_has_not_used_up_the_time() {
        Connection.Id connection = core.connect(Map.of(), Optional.of(DAILY));
        core.clock.advanceTo(Instant.parse("2026-05-01T13:01:00Z"));
        core.database.beforeCommit(() -> {
            throw new AssertionError("killed");
        });
        assertThrows(AssertionError.class, () -> core.clockwork().startDue());
        core.restart();

        core.clockwork().startDue();
        core.idle();

        assertEquals(1, runs(connection).size());
    }

    @Test
    void tombstones_are_kept_for_thirty_days_and_then_an_old_cursor_is_refused() {
        source.write("a", "a2", "text").write("a", "a3", "text");
        Connection.Id connection = core.connect();
        core.sync(connection);
        Page.Cursor early = core.core()
                .documents()
                .changes(core.admin(), "default", Page.Cursor.START, 1, false)
                .next();
        source.delete("a1");
        core.sync(connection);
        core.clock.advance(Duration.ofDays(30));
        core.clockwork().forget();
        assertEquals(3, changes(Page.Cursor.START));
        changes(early);

        core.clock.advance(Duration.ofSeconds(1));
        core.clockwork().forget();

        assertEquals(2, changes(Page.Cursor.START));
        assertThrows(Refusal.Gone.class, () -> changes(early));
        source.write("a", "a1", "it is back");
        core.sync(connection);
        new Stored(core).assertInStep(source);
    }

    private int changes(Page.Cursor after) {
        return core.core()
                .documents()
                .changes(core.admin(), "default", after, 100, false)
                .entries()
                .size();
    }

    @Test
    void runs_are_forgotten_after_ninety_days_but_never_a_connections_newest() {
        Connection.Id connection = core.connect();
        core.sync(connection);
        core.clock.advance(Duration.ofHours(1));
        core.sync(connection);
        core.clock.advance(Duration.ofDays(91));

        core.clockwork().forget();

        assertEquals(1, runs(connection).size());
    }
}
