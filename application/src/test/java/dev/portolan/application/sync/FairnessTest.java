package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A large connection does not hold up a small one: told by the order in which they end, not by time. */
class FairnessTest {

    private static final int SCOPES = 200;
    private static final String SMALL = "small";

    /** Work rejoins the queue after every page. */
    private static final Bounds A_PAGE_AT_A_TIME =
            new Bounds(8, 4, 8, 1 << 20, 500, 1 << 20, Duration.ofNanos(-1), Duration.ofSeconds(3));

    private final FakeSource source = new FakeSource();

    private TestCore filled() {
        for (int scope = 0; scope < SCOPES; scope++) {
            for (int n = 0; n < 3; n++) {
                source.write("large-%03d".formatted(scope), "large-%03d-%d".formatted(scope, n), "text");
            }
        }
        for (int n = 0; n < 3; n++) {
            source.write(SMALL, SMALL + "-" + n, "text");
        }
        FakeProvider provider = new FakeProvider(Flavour.ORDERED, source);
        provider.pageSize(1);
        return new TestCore(A_PAGE_AT_A_TIME, provider);
    }

    private static Map<String, ?> large(int size) {
        List<String> scopes = new ArrayList<>();
        for (int scope = 0; scope < size; scope++) {
            scopes.add("large-%03d".formatted(scope));
        }
        return Map.of("scopes", scopes);
    }

    @Test
    void a_connection_with_one_scope_ends_long_before_one_with_two_hundred_that_began_earlier() {
        TestCore core = filled();
        Connection.Id large = core.connect(large(SCOPES), Optional.empty());
        Connection.Id small = core.connect(Map.of("scopes", List.of(SMALL)), Optional.empty());

        SyncRun.Id first = core.start(large, SyncRun.Mode.CATCH_UP);
        core.step();
        SyncRun.Id second = core.start(small, SyncRun.Mode.CATCH_UP);
        while (core.view(second).run().isOpen()) {
            core.clock.advance(Duration.ofMillis(1));
            core.step();
        }

        assertTrue(core.view(first).run().isOpen());
        long done = core.view(first).scopes().stream()
                .filter(scope -> scope.state().isFinal())
                .count();
        assertTrue(done <= 16, () -> done + " scopes of the large connection came first");
        core.idle();
        assertEquals(SyncRun.State.COMPLETED, core.view(first).run().state());
    }

    @Test
    void an_organization_with_one_scope_ends_long_before_one_with_two_hundred_on_the_queue() {
        TestCore core = filled();
        List<SyncRun.Id> many = new ArrayList<>();
        for (int n = 0; n < SCOPES / 8; n++) {
            many.add(core.start(core.connect(large(8), Optional.empty()), SyncRun.Mode.CATCH_UP));
        }
        for (int n = 0; n < many.size(); n++) {
            core.step();
        }
        assertEquals(SCOPES, core.queue().entries().size());
        // Even where the others have been waiting for a while.
        core.clock.advance(Duration.ofMinutes(10));

        TestCore.Tenant other = core.tenant("other");
        SyncRun.Id small = other.start(Map.of("scopes", List.of(SMALL)));
        int steps = 0;
        while (other.view(small).run().isOpen()) {
            core.clock.advance(Duration.ofMillis(1));
            core.step();
            steps++;
        }

        int taken = steps;
        assertTrue(taken <= 80, () -> taken + " pieces of work were done until it ended");
        core.idle();
        many.forEach(run ->
                assertEquals(SyncRun.State.COMPLETED, core.view(run).run().state()));
    }

    @Test
    void no_more_than_eight_scopes_of_a_run_are_ever_on_the_queue() {
        TestCore core = filled();
        Connection.Id large = core.connect(large(SCOPES), Optional.empty());
        core.start(large, SyncRun.Mode.CATCH_UP);

        int most = 0;
        while (core.step()) {
            core.clock.advance(Duration.ofMillis(1));
            most = Math.max(most, core.queue().entries().size());
        }

        assertEquals(8, most);
    }
}
