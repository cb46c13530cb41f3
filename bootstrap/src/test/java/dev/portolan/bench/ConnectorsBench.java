package dev.portolan.bench;

import dev.portolan.application.Connections;
import dev.portolan.application.Syncs;
import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.sync.Bounds;
import dev.portolan.application.sync.TestCore;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Provider;
import dev.portolan.domain.SyncRun;
import dev.portolan.providers.Fixture;
import dev.portolan.providers.dropbox.DropboxFixture;
import dev.portolan.providers.googledrive.GoogleDriveFixture;
import dev.portolan.providers.notion.NotionFixture;
import dev.portolan.providers.server.FaultyProxy;
import dev.portolan.providers.spec.Spec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Each connector whose provider is simulated, through the core on memory: a first sync and one of which nothing has changed,
 * with some latency on every call. What counts is the number of calls; the simulators share the machine.
 */
final class ConnectorsBench {

    private static final Duration LATENCY = Duration.ofMillis(5);
    private static final int A_FOLDER = 100;

    private final int items;
    private final Figures figures = new Figures();

    ConnectorsBench(int items) {
        this.items = items;
    }

    void run() {
        Spec.ignore();
        measure("dropbox", new DropboxFixture());
        measure("google_drive", new GoogleDriveFixture());
        measure("notion", new NotionFixture());
    }

    private void measure(String name, Fixture fixture) {
        try (fixture) {
            for (int i = 0; i < items; i++) {
                byte[] text = ("Words of document " + i).getBytes(StandardCharsets.UTF_8);
                fixture.write("folder-%d/note-%06d.txt".formatted(i / A_FOLDER, i), text);
            }
            FaultyProxy proxy = fixture.proxy().orElseThrow();
            proxy.delay(LATENCY);
            TestCore core = new TestCore(Bounds.DEFAULT, new Keyless(fixture));
            Connection.Id connection = connected(core, name);
            sync(name + ".first", core, connection, proxy);
            sync(name + ".unchanged", core, connection, proxy);
        }
    }

    private void sync(String name, TestCore core, Connection.Id connection, FaultyProxy proxy) {
        proxy.forget();
        long before = System.nanoTime();
        Syncs.View view = core.sync(connection);
        double seconds = (System.nanoTime() - before) / 1e9;
        if (view.run().state() != SyncRun.State.COMPLETED) {
            throw new IllegalStateException(name + " ended " + view.run().state() + ": " + view.reason());
        }
        figures.tell(name, items / seconds, "documents/s");
        figures.tell(name + ".calls", proxy.seen().size(), "calls");
        figures.tell(name + ".calls.per.1000", proxy.seen().size() * 1e3 / items, "calls");
    }

    private static Connection.Id connected(TestCore core, String provider) {
        return core.core()
                .connections()
                .create(
                        core.admin(),
                        new Connections.New(
                                provider,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                Map.of(),
                                Optional.empty(),
                                true,
                                Optional.empty(),
                                Connections.Words.OURS))
                .id();
    }

    /** The fixture's connector without a consent. */
    private record Keyless(Fixture fixture, Connector real) implements Connector {
        Keyless(Fixture fixture) {
            this(fixture, fixture.connector());
        }

        @Override
        public Provider provider() {
            Provider asked = real.provider();
            return new Provider(
                    asked.id(),
                    asked.name(),
                    asked.summary(),
                    asked.labels(),
                    List.of(new AuthScheme.Secrets(List.of())),
                    asked.settings(),
                    asked.capabilities(),
                    asked.completeEvery());
        }

        @Override
        public ConnectorSession open(Binding binding) {
            return real.open(new Binding(
                    binding.connection(), binding.settings(), fixture.binding().keys()));
        }
    }
}
