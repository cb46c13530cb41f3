package dev.portolan.application.sync;

import dev.portolan.domain.ScopeRun;

/**
 * How a scope's part in a run ends.
 *
 * @param alongside what is committed together with it
 */
record Ending(ScopeRun scope, Runnable alongside) {

    static Ending of(ScopeRun scope) {
        return new Ending(scope, () -> {});
    }
}
