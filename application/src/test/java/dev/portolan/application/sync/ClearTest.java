package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.application.Syncs;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.SyncRun;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All documents of a connection go, by its user's wish; the connection stays. */
@Timeout(60)
class ClearTest {

    private final FakeSource source = new FakeSource();

    @BeforeEach
    void fill() {
        for (int n = 0; n < 20; n++) {
            source.write("a", "a" + n, "text of " + n);
            source.write("b", "b" + n, "text of " + n);
        }
    }

    private static SyncRun.Id clear(TestCore core, Connection.Id connection) {
        return core.core().syncs().clear(core.admin(), connection).run().id();
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void nothing_is_left_and_the_provider_is_not_asked(Flavour flavour) {
        FakeProvider provider = new FakeProvider(flavour, source);
        TestCore core = new TestCore(provider);
        Stored stored = new Stored(core);
        Connection.Id connection = core.connect();
        core.sync(connection);
        stored.assertInStep(source);
        Connection before = core.connection(connection);
        provider.faults().forgetCalls();

        Syncs.View cleared = core.view(clear(core, connection));
        assertEquals(SyncRun.Mode.CLEAR, cleared.run().mode());
        core.idle();

        Syncs.View ended = core.view(cleared.run().id());
        assertEquals(SyncRun.State.COMPLETED, ended.run().state());
        assertEquals(40, ended.run().progress().deleted());
        assertEquals(List.of(), stored.documents());
        stored.assertFollowed();
        assertEquals(before, core.connection(connection), "neither its settings nor when it was last in step");
        for (FakeFaults.Kind kind : FakeFaults.Kind.values()) {
            assertEquals(0, provider.faults().count(kind), kind.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void the_next_sync_begins_anew(Flavour flavour) {
        FakeProvider provider = new FakeProvider(flavour, source);
        TestCore core = new TestCore(provider);
        Connection.Id connection = core.connect();
        core.sync(connection);
        clear(core, connection);
        core.idle();

        Syncs.View view = core.sync(connection);

        assertEquals(40, view.run().progress().added());
        new Stored(core).assertInStep(source);
    }

    @Test
    void it_does_not_interleave_with_a_sync() {
        TestCore core = new TestCore(new FakeProvider(Flavour.ORDERED, source));
        Connection.Id connection = core.connect();
        SyncRun.Id open = core.start(connection, SyncRun.Mode.CATCH_UP);

        assertEquals(
                open,
                assertThrows(Refusal.SyncInProgress.class, () -> clear(core, connection))
                        .run());

        core.idle();
        SyncRun.Id clearing = clear(core, connection);
        assertEquals(
                clearing,
                assertThrows(Refusal.SyncInProgress.class, () -> core.start(connection, SyncRun.Mode.CATCH_UP))
                        .run());
    }

    @Test
    void what_was_never_synced_is_cleared_at_once() {
        TestCore core = new TestCore(new FakeProvider(Flavour.ORDERED, source));
        Connection.Id connection = core.connect();
        SyncRun.Id run = clear(core, connection);
        core.idle();
        assertEquals(SyncRun.State.COMPLETED, core.view(run).run().state());
    }
}
