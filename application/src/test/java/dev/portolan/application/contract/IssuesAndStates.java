package dev.portolan.application.contract;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;

/** Issues and scope states that tests make. */
final class IssuesAndStates {

    private static final SequentialIds IDS = new SequentialIds();

    private IssuesAndStates() {}

    static ScopeState state(World world) {
        return new ScopeState(world.connection.id(), world.scope, new Checkpoint("c:1"), 3, 2, true, 2, true, false);
    }

    static ItemIssue issue(World world, String resource, SyncRun.Id run) {
        return issue(world, resource, ItemIssue.Code.UNAVAILABLE, run);
    }

    static ItemIssue issue(World world, String resource, ItemIssue.Code code, SyncRun.Id run) {
        return new ItemIssue(
                new ItemIssue.Id(IDS.next()),
                world.organization.id(),
                world.connection.id(),
                world.scope.id(),
                new Resource.Id(resource),
                "/" + resource,
                code,
                "It went wrong",
                1,
                false,
                run,
                World.NOON,
                World.NOON);
    }
}
