package dev.portolan.application.sync;

import dev.portolan.domain.ResourceKey;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** A commit that is under way while its slice goes on. */
final class Meanwhile {

    private final Set<ResourceKey> writes;
    private final Future<?> ending;

    private Meanwhile(Set<ResourceKey> writes, Future<?> ending) {
        this.writes = writes;
        this.ending = ending;
    }

    static Meanwhile start(Set<ResourceKey> writes, Runnable commit) {
        FutureTask<?> ending = new FutureTask<>(commit, commit);
        Thread.ofVirtual().name("commit").start(ending);
        return new Meanwhile(writes, ending);
    }

    boolean writesAny(Set<ResourceKey> resources) {
        return !Collections.disjoint(resources, writes);
    }

    /** Waits until it has ended, interrupted or not: what is under way in the database ends there. Fails where it failed. */
    void await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    ending.get();
                    return;
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException known -> throw known;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("A commit broke off", failed);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
