package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.Syncs;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.SyncRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FirstRunTest {

    private final FakeSource source = new FakeSource();

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void everything_is_stored_and_counted(Flavour flavour) {
        for (int n = 0; n < 23; n++) {
            source.write("a", "a-" + n, "text of " + n).write("b", "b-" + n, "other " + n);
        }
        TestCore core = new TestCore(new FakeProvider(flavour, source));
        Connection.Id connection = core.connect();

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(46, view.run().progress().added());
        assertEquals(46, view.run().progress().collected());
        assertEquals(46, view.run().progress().indexed());
        new Stored(core).assertInStep(source);
    }
}
