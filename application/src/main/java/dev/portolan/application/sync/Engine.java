package dev.portolan.application.sync;

import dev.portolan.application.Core;
import dev.portolan.application.Sessions;
import dev.portolan.application.port.WorkQueue;
import java.time.Instant;
import java.util.Optional;

/** What the queue's workers do: plan a run, go on with a scope, purge a connection. */
public final class Engine implements WorkQueue.Worker {

    private final Planner planner;
    private final ScopeWorker scopes;
    private final Purger purger;
    private final Watch watch;

    public Engine(Core.Ports ports, Core core, Bounds bounds) {
        Sessions sessions = core.sessions();
        Standing standing = new Standing(ports.connections(), ports.transactions(), ports.clock());
        RunDesk desk = new RunDesk(
                ports.runs(), ports.connections(), ports.queue(), ports.transactions(), ports.clock(), bounds);
        Tree tree = new Tree(ports.documents(), ports.deletions());
        PageSync pages = new PageSync(
                ports.documents(),
                ports.deletions(),
                ports.issues(),
                tree,
                new Fetching(ports.extractor(), bounds),
                ports.ids(),
                bounds);
        ScopeSync sync = new ScopeSync(
                pages,
                new Retries(pages, ports.issues(), ports.documents(), ports.deletions()),
                tree,
                new Deletions(ports.documents(), ports.deletions()),
                ports.runs(),
                bounds);
        this.watch = new Watch(bounds);
        this.planner = new Planner(
                ports.runs(), ports.connections(), ports.deletions(), sessions, standing, desk, watch, ports.clock());
        this.scopes = new ScopeWorker(
                ports.runs(),
                ports.connections(),
                ports.transactions(),
                sessions,
                sync,
                new Verdicts(standing),
                desk,
                watch,
                ports.clock());
        this.purger = new Purger(
                ports.connections(),
                ports.runs(),
                ports.documents(),
                core.oauth().grants(),
                desk,
                ports.transactions(),
                ports.clock(),
                bounds);
    }

    @Override
    public Optional<Instant> work(WorkQueue.Work work) {
        return switch (work) {
            case WorkQueue.Work.Plan plan -> planner.work(plan);
            case WorkQueue.Work.SyncScope scope -> scopes.work(scope);
            case WorkQueue.Work.Purge purge -> purger.work(purge);
        };
    }

    /** Every scope under way goes back on the queue at its next step. */
    public void shutDown() {
        watch.shutDown();
    }
}
