package dev.portolan.application.sync;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.portolan.application.Clockwork;
import dev.portolan.application.Connections;
import dev.portolan.application.Core;
import dev.portolan.application.Syncs;
import dev.portolan.application.memory.InMemoryAccessStore;
import dev.portolan.application.memory.InMemoryAskedStore;
import dev.portolan.application.memory.InMemoryCollectionStore;
import dev.portolan.application.memory.InMemoryConnectionStore;
import dev.portolan.application.memory.InMemoryDeletionStore;
import dev.portolan.application.memory.InMemoryDocumentStore;
import dev.portolan.application.memory.InMemoryGroupStore;
import dev.portolan.application.memory.InMemoryItemIssueStore;
import dev.portolan.application.memory.InMemoryLoginStore;
import dev.portolan.application.memory.InMemoryOAuth;
import dev.portolan.application.memory.InMemoryOrganizationStore;
import dev.portolan.application.memory.InMemoryRoleStore;
import dev.portolan.application.memory.InMemoryRunNameStore;
import dev.portolan.application.memory.InMemorySyncRunStore;
import dev.portolan.application.memory.InMemoryVault;
import dev.portolan.application.memory.InMemoryWorkQueue;
import dev.portolan.application.memory.MemoryDatabase;
import dev.portolan.application.memory.PlainPasswords;
import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.memory.SequentialSecrets;
import dev.portolan.application.memory.SettableClock;
import dev.portolan.application.oauth.FakeOAuth;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.Connector;
import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Schedule;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The whole core on memory: a test starts syncs, drives the queue by hand and looks at what is stored. */
public final class TestCore {

    /** Small, so that every boundary is met: chunks of five documents or 200 characters. */
    public static final Bounds SMALL =
            new Bounds(3, 4, 8, 1 << 20, 5, 200, Duration.ofMinutes(1), Duration.ofMillis(20));

    /** No worker needs so many calls in any test: more means that something goes round in circles. */
    private static final int ENDLESS = 3_000;

    static {
        // Most tests of the engine are about what goes wrong.
        ((Logger) LoggerFactory.getLogger(Engine.class.getPackageName())).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger(Clockwork.class)).setLevel(Level.OFF);
    }

    public final MemoryDatabase database = new MemoryDatabase();
    public final SettableClock clock = new SettableClock();
    final Tap tap = new Tap();
    final FakeExtractor extractor = new FakeExtractor();
    private final SequentialIds ids = new SequentialIds();
    private final SequentialSecrets secrets = new SequentialSecrets();
    private List<Connector> connectors;
    private final Bounds bounds;
    private Core.Ports ports;
    private Core core;
    private Engine engine;
    private final Principal admin;

    public TestCore(Connector... connectors) {
        this(SMALL, connectors);
    }

    public TestCore(Bounds bounds, Connector... connectors) {
        this.connectors = List.of(connectors);
        this.bounds = bounds;
        restart();
        this.admin = core.access()
                .authenticate(core.access().prepare(Optional.empty()).orElseThrow());
    }

    /** Another process on the same database. */
    void restart() {
        database.beforeCommit(() -> {});
        InMemoryWorkQueue queue = new InMemoryWorkQueue(database, clock);
        queue.revive();
        ports = new Core.Ports(
                connectors,
                extractor,
                database,
                new InMemoryOrganizationStore(database),
                new InMemoryAccessStore(database),
                new InMemoryGroupStore(database),
                new InMemoryRoleStore(database),
                new InMemoryLoginStore(database),
                new PlainPasswords(),
                new InMemoryCollectionStore(database),
                tap.on(ConnectionStore.class, "connections", new InMemoryConnectionStore(database)),
                new InMemoryVault(database),
                tap.on(SyncRunStore.class, "runs", new InMemorySyncRunStore(database)),
                new InMemoryRunNameStore(database),
                new InMemoryAskedStore(database),
                tap.on(DocumentStore.class, "documents", new InMemoryDocumentStore(database)),
                tap.on(DeletionStore.class, "deletions", new InMemoryDeletionStore(database)),
                tap.on(ItemIssueStore.class, "issues", new InMemoryItemIssueStore(database)),
                queue,
                new FakeCalendar(),
                clock,
                ids,
                secrets,
                InMemoryOAuth.ports(database, new FakeOAuth(clock)));
        core = Core.of(ports);
        engine = engine();
    }

    /** Another process on the same database that does not have these connectors any more. */
    TestCore without(Connector... gone) {
        connectors = connectors.stream()
                .filter(connector -> !List.of(gone).contains(connector))
                .toList();
        restart();
        return this;
    }

    /** Another node beside this one. */
    Engine engine() {
        return new Engine(ports, core, bounds);
    }

    public Core core() {
        return core;
    }

    public Core.Ports ports() {
        return ports;
    }

    public Principal admin() {
        return admin;
    }

    Engine worker() {
        return engine;
    }

    InMemoryWorkQueue queue() {
        return (InMemoryWorkQueue) ports.queue();
    }

    public Clockwork clockwork() {
        return new Clockwork(core, ports);
    }

    // --- what users do

    public Connection.Id connect() {
        return connect(Map.of(), Optional.empty());
    }

    public Connection.Id connect(Map<String, ?> settings, Optional<Schedule> schedule) {
        return core.connections().create(admin, wanted(settings, schedule)).id();
    }

    private static Connections.New wanted(Map<String, ?> settings, Optional<Schedule> schedule) {
        return new Connections.New(
                FakeProvider.ID.value(),
                Optional.empty(),
                Optional.empty(),
                settings,
                Map.of(),
                schedule,
                true,
                Optional.empty(),
                Connections.Words.OURS);
    }

    void settings(Connection.Id connection, Map<String, ?> settings) {
        core.connections().replaceSettings(admin, connection, settings, Connections.Words.OURS);
    }

    public SyncRun.Id start(Connection.Id connection, SyncRun.Mode mode) {
        return core.syncs().start(admin, connection, mode).id();
    }

    public Syncs.View sync(Connection.Id connection) {
        return sync(connection, SyncRun.Mode.CATCH_UP);
    }

    /** One run from its start to its end, the clock jumping over every wait. */
    public Syncs.View sync(Connection.Id connection, SyncRun.Mode mode) {
        SyncRun.Id run = start(connection, mode);
        idle();
        return view(run);
    }

    Syncs.View view(SyncRun.Id run) {
        return core.syncs().get(admin, run);
    }

    Connection connection(Connection.Id id) {
        return core.connections().get(admin, id);
    }

    /** The newest run. */
    Syncs.View latest(Connection.Id connection) {
        return view(core.syncs()
                .list(admin, connection, Page.Cursor.START, 1)
                .items()
                .getFirst()
                .id());
    }

    /** Another organization and its administrator. */
    final class Tenant {
        private final Principal caller;

        private Tenant(Principal caller) {
            this.caller = caller;
        }

        /** Connects and starts a run. */
        SyncRun.Id start(Map<String, ?> settings) {
            Connection.Id id = core.connections()
                    .create(caller, wanted(settings, Optional.empty()))
                    .id();
            return core.syncs().start(caller, id, SyncRun.Mode.CATCH_UP).id();
        }

        Syncs.View view(SyncRun.Id run) {
            return core.syncs().get(caller, run);
        }
    }

    Tenant tenant(String name) {
        return new Tenant(core.access()
                .authenticate(
                        core.access().createOrganization(admin, name, name).adminKey()));
    }

    // --- the queue

    /** Until nothing is left to do, letting the clock jump to whatever is next. */
    public void idle() {
        for (int calls = 0; step(); calls++) {
            if (calls > ENDLESS) {
                throw new AssertionError("The queue never empties: " + queue().entries());
            }
        }
    }

    /** The next thing on the queue. @return false where there is none */
    boolean step() {
        Optional<InMemoryWorkQueue.Entry> next = queue().next();
        next.ifPresent(entry -> {
            clock.advanceTo(entry.at());
            queue().runNext(engine, clock.instant());
        });
        return next.isPresent();
    }

    /** All that is due at the clock's time. */
    void due() {
        queue().runDue(engine, clock.instant());
    }
}
