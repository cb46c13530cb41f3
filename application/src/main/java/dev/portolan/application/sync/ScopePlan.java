package dev.portolan.application.sync;

import dev.portolan.application.port.SyncRunStore;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where each scope of a run begins, and what becomes of those that are not named any more. */
final class ScopePlan {

    private final SyncRun run;
    private final Connection connection;
    private final SyncRunStore runs;
    private final Instant now;

    ScopePlan(SyncRun run, Connection connection, SyncRunStore runs, Instant now) {
        this.run = run;
        this.connection = connection;
        this.runs = runs;
        this.now = now;
    }

    /** Notes each scope's beginning; to be called in a transaction. */
    List<ScopeRun> of(List<Scope> named) {
        Map<Scope.Id, ScopeState> states = runs.states(connection.organization(), connection.id()).stream()
                .collect(Collectors.toMap(state -> state.scope().id(), Function.identity()));
        List<ScopeRun> planned = new ArrayList<>();
        for (Scope scope : named) {
            runs.putState(connection.organization(), beginning(scope, states.remove(scope.id())));
            planned.add(ScopeRun.planned(run.id(), scope, now));
        }
        states.values().forEach(state -> planned.add(vanished(state)));
        return planned;
    }

    private ScopeState beginning(Scope scope, @Nullable ScopeState known) {
        if (known == null) {
            return new ScopeState(
                    connection.id(), scope, Checkpoint.START, 1, 1, false, connection.settingsVersion(), false, false);
        }
        ScopeState planned = known.planned(scope, connection.settingsVersion());
        return switch (run.mode()) {
            case COMPLETE -> planned.restarted();
            case REBUILD -> planned.rebuilt();
            case CATCH_UP, CONFIRM_DELETIONS, CLEAR -> planned;
        };
    }

    /** Not named any more: by the user's choice, then its documents go; else access to it is lost, and nothing is deleted. */
    private ScopeRun vanished(ScopeState state) {
        ScopeRun scope = ScopeRun.planned(run.id(), state.scope(), now);
        return state.settingsVersion() != connection.settingsVersion()
                ? scope
                : scope.ended(
                        ScopeRun.State.ACCESS_LOST,
                        Optional.of(new SyncRun.Problem(
                                "access_lost",
                                "The provider no longer shows '" + state.scope().name()
                                        + "'; its documents are kept as they were")),
                        Optional.empty(),
                        now);
    }
}
